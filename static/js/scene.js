// A scene that follows the story: asks what is new, and takes it in without touching what is typed.
{
  const EVERY = 5000;
  // Browsers that heard of the same beat at once spread out again.
  const soon = () => wait * (0.9 + Math.random() * 0.2);
  const LOOKED = 60000;
  const scene = document.querySelector("[data-news]");
  const told = document.getElementById("told");
  const more = document.getElementById("more-below");
  const state = { ...told.dataset };
  let timer;
  let asking = false;
  let again = false;
  let wait = EVERY;
  let lookedAt = Date.now();
  let seen = Number(state.last);
  let unseen = 0;

  const text = (node) =>
    node.outerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");
  const known = new Map();

  // What somebody is busy with stays as it is: a field with words in it, a menu that is open.
  const isBusy = (node) => {
    const focused = document.activeElement;
    if (node.contains(focused) && focused.matches("input:not([type=hidden]), textarea, select")) return true;
    if (node.querySelector("details[open]")) return true;
    return [...node.querySelectorAll("textarea, input:not([type=hidden])")].some(
      (field) => field.value !== field.defaultValue,
    );
  };

  const remember = (root) => {
    for (const node of root.querySelectorAll("[id]")) {
      if (node.matches(".beat, .ballot, #beside > *")) known.set(node.id, text(node));
    }
  };

  const replace = (old, fresh) => {
    const talk = old.querySelector(".talk-here");
    const fold = fresh.querySelector(".talk-here");
    old.replaceWith(fresh);
    if (talk && fold) fold.replaceWith(talk);
    htmx.process(fresh);
  };

  // Of the children of `list`, by id: what is new comes in, what is gone goes, the rest is renewed.
  const take = (list, fresh, { drop }) => {
    const ids = new Set([...fresh.children].map((node) => node.id));
    let place = null;
    for (const node of [...fresh.children]) {
      const key = node.id;
      const old = document.getElementById(key);
      const now = text(node);
      if (!old) {
        known.set(key, now);
        place ? place.after(node) : list.prepend(node);
        htmx.process(node);
        place = node;
        continue;
      }
      if (known.get(key) !== now && !isBusy(old)) {
        known.set(key, now);
        replace(old, node);
        place = node;
      } else {
        place = old;
      }
    }
    if (drop) for (const node of [...list.children]) if (!ids.has(node.id) && !isBusy(node)) node.remove();
  };

  const beats = (fresh) => {
    for (const node of [...fresh.children]) {
      const old = document.getElementById(node.id);
      const now = text(node);
      if (!old) {
        known.set(node.id, now);
        told.append(node);
        htmx.process(node);
        if (!node.matches(".own")) unseen += 1;
      } else if (known.get(node.id) !== now && !isBusy(old)) {
        known.set(node.id, now);
        const marker = old.querySelector(".fresh");
        replace(old, node);
        if (marker) node.prepend(marker);
      }
    }
    if (told.children.length) document.getElementById("nothing-yet")?.remove();
  };

  // What one reads stays where it is, whatever grows above it.
  const holding = (change) => {
    const anchor = [...told.children].find((node) => node.getBoundingClientRect().bottom > 80);
    const before = anchor?.getBoundingClientRect().top;
    const id = anchor?.id;
    change();
    const now = id && document.getElementById(id);
    if (!now) return;
    const moved = now.getBoundingClientRect().top - before;
    if (Math.abs(moved) > 1) scrollBy({ top: moved, behavior: "instant" });
  };

  const isAtEnd = () => {
    const last = told.lastElementChild;
    return !last || last.getBoundingClientRect().top < innerHeight;
  };

  const showMore = () => {
    if (!more) return;
    if (isAtEnd()) unseen = 0;
    more.hidden = unseen === 0;
    if (unseen) more.firstElementChild.textContent = unseen === 1 ? "1 new beat" : `${unseen} new beats`;
  };

  const takeIn = (html) => {
    const news = new DOMParser().parseFromString(html, "text/html").querySelector(".news");
    if (!news) return;
    Object.assign(state, news.dataset);
    holding(() => {
      beats(news.querySelector("ol"));
      const fresh = news.querySelector("#beside");
      // It comes only where it changed.
      if (!fresh) return;
      const votes = document.getElementById("votes");
      const freshVotes = fresh.querySelector("#votes");
      take(votes, freshVotes, { drop: true });
      freshVotes.replaceChildren();
      known.set("votes", text(freshVotes));
      take(document.getElementById("beside"), fresh, { drop: true });
    });
    tellTimes();
    showMore();
  };

  const ask = async () => {
    clearTimeout(timer);
    if (document.hidden) return;
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    const query = new URLSearchParams({
      first: state.first, last: state.last, end: state.end, since: state.since, beside: state.beside,
    });
    try {
      const answer = await fetch(`${scene.dataset.news}?${query}`, {
        headers: { "If-None-Match": `"${state.etag}"` },
        cache: "no-store",
      });
      if (answer.redirected) return location.reload();
      if (answer.status === 200) takeIn(await answer.text());
      wait = answer.ok || answer.status === 304 ? EVERY : Math.min(wait * 2, 60000);
    } catch {
      wait = Math.min(wait * 2, 60000);
    } finally {
      asking = false;
    }
    if (again) {
      again = false;
      ask();
      return;
    }
    timer = setTimeout(ask, soon());
    look();
  };

  // Once a minute, and when something new came: somebody reads here, and how far.
  const look = () => {
    const last = state.end === "1" && isAtEnd() ? Number(state.last) : seen;
    if (document.hidden || (last <= seen && Date.now() - lookedAt < LOOKED)) return;
    seen = Math.max(seen, last);
    lookedAt = Date.now();
    const body = new URLSearchParams({ last: seen });
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (token) fetch(scene.dataset.seen, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => {});
  };

  const tellTimes = () => {
    for (const time of document.querySelectorAll("time[data-until]")) {
      const minutes = Math.round((new Date(time.dateTime) - Date.now()) / 60000);
      time.title ||= time.textContent;
      if (minutes < 1) time.textContent = "now";
      else if (minutes < 90) time.textContent = `in ${minutes} min`;
      else if (minutes < 48 * 60) time.textContent = `in ${Math.round(minutes / 60)} hours`;
    }
  };

  remember(document);
  tellTimes();
  setInterval(() => {
    tellTimes();
    // What is due happens when a page is asked for, and a page that is up to date is not made.
    const due = [...document.querySelectorAll("time[data-until]")];
    if (due.some((time) => new Date(time.dateTime) < Date.now())) state.etag = "";
  }, 30000);
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("scroll", () => requestAnimationFrame(showMore), { passive: true });
  document.body.addEventListener("story-changed", ask);
  // A form that was taken is empty again, so that what it belongs to can be renewed.
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const form = detail.elt.closest?.("form");
    if (detail.xhr?.status !== 204 || !form || form.matches("[data-composer]")) return;
    form.reset();
    for (const opened of scene.querySelectorAll("details[open]")) if (opened.contains(form) || form.contains(opened)) opened.open = false;
    document.activeElement?.blur();
  });
  // Whoever comes without a place in mind lands at what is new, or at the end.
  if (!location.hash && !location.search) {
    const last = scene.dataset.status === "active" ? told.lastElementChild : null;
    (document.getElementById("new") ?? last)?.scrollIntoView({ block: "center", behavior: "instant" });
  }
  timer = setTimeout(ask, soon());
}
