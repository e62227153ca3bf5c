// What is typed in a scene is never lost: this browser keeps it at once, the server soon after.
{
  const SOON = 2500;
  const page = document.querySelector("[data-scene]");
  const key = `fireside:draft:${page.dataset.scene}:${page.dataset.me}`;
  const form = () => document.querySelector("form[data-composer]");
  let timer;

  const store = {
    get: () => {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    set: (value) => {
      try {
        value ? localStorage.setItem(key, JSON.stringify(value)) : localStorage.removeItem(key);
      } catch {
        // A browser that keeps nothing: the server still does.
      }
    },
  };

  // What is typed, without what each form has of its own.
  const entries = (from) => [...new FormData(from)].filter(([name]) => !["csrfmiddlewaretoken", "form_key"].includes(name));
  const says = (typed) => typed.some(([name, value]) => /-(content|notation|question)$/.test(name) && value.trim());
  const note = (words) => {
    const place = form()?.querySelector("[data-kept-note]");
    if (place) place.textContent = words;
  };

  const keep = () => {
    const now = form();
    if (!now) return;
    now.dataset.touched = "1";
    const typed = entries(now);
    const at = new Date().toISOString();
    store.set(says(typed) ? { at, typed } : null);
    note("");
    clearTimeout(timer);
    timer = setTimeout(() => send(at), SOON);
  };

  const send = async (at) => {
    const now = form();
    if (!now) return;
    const body = new URLSearchParams(entries(now));
    body.set("typed_at", at);
    const token = now.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(now.dataset.draft, { method: "POST", body, headers: { "X-CSRFToken": token } });
      if (!answer.ok) return;
      const { kept } = await answer.json();
      note(kept ? "Draft kept" : "A newer draft is open elsewhere");
    } catch {
      note("Kept in this browser");
    }
  };

  // What this browser kept is newer than what the page came with: the boxes come back as they were.
  const restore = () => {
    const now = form();
    const kept = store.get();
    if (!now || !kept || now.querySelector("[role=alert], .errors")) return;
    if (now.dataset.kept && now.dataset.kept >= kept.at.replace("Z", "+00:00")) return;
    if (JSON.stringify(entries(now)) === JSON.stringify(kept.typed)) return;
    const values = { restore: "1" };
    for (const [name, value] of kept.typed) values[name] = value;
    htmx.ajax("POST", now.getAttribute("action"), { source: now, target: "#composer", swap: "outerHTML", values });
  };

  document.addEventListener("input", (event) => {
    if (event.target.closest("[data-composer]")) keep();
  });
  document.addEventListener("keydown", (event) => {
    const now = event.target.closest?.("[data-composer]");
    if (now && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      now.requestSubmit(now.querySelector(".send"));
    }
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.matches?.("[data-composer]")) clearTimeout(timer);
  });
  // A new composer: after sending it is empty, after a button it has another box.
  document.addEventListener("htmx:afterSwap", (event) => {
    const now = form();
    if (!now || event.detail.target.id !== "composer") return;
    if (now.dataset.sent) {
      store.set(null);
      delete now.dataset.sent;
      now.querySelector("textarea")?.focus({ preventScroll: true });
      note("Sent");
      return;
    }
    keep();
    const fields = now.querySelectorAll(".box:last-child :is(textarea, input:not([type=hidden], [type=radio]))");
    const alert = now.querySelector("[aria-invalid=true]");
    (alert ?? fields[0])?.focus({ preventScroll: true });
    now.querySelector(".box:last-child")?.scrollIntoView({ block: "nearest" });
  });
  addEventListener("pagehide", () => {
    const now = form();
    const typed = now ? entries(now) : [];
    if (says(typed) && now.dataset.touched) store.set({ at: new Date().toISOString(), typed });
  });
  // Pages without scripts send the whole page; here the words wait for htmx to be ready.
  addEventListener("load", restore);
}
