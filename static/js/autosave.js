// Keeps what is typed while it is typed: on the server, and in the browser where that fails.
//
// <form data-autosave="address"> with a field "mark" (the version that was read), fields marked
// data-autosave-text, and an element marked data-autosave-status. The server answers
// {"mark": …, "said": …}, or 409 with {"said": …} where somebody else wrote in between.
// data-autosave-private: nothing is kept in the browser, which others may use too.

const PAUSE = 1200;
const KEPT_FOR = 14 * 24 * 3600 * 1000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-autosave-status]");
    this.key = `autosave:${form.dataset.autosave}`;
    this.isPrivate = "autosavePrivate" in form.dataset;
    this.saving = null;
    this.timer = 0;
    this.isStopped = false;
    this.saved = this.text();
    this.offerWhatWasKept();
    form.addEventListener("input", () => this.wait());
    form.addEventListener("submit", (event) => this.leave(event));
    addEventListener("online", () => this.now());
    addEventListener("beforeunload", (event) => {
      if (!this.isStopped && this.text() !== this.saved) {
        event.preventDefault();
      }
    });
    document.addEventListener("visibilitychange", () => document.hidden && this.now());
  }

  text() {
    return [...this.form.querySelectorAll("[data-autosave-text]")].map((field) => field.value).join("\0");
  }

  say(words) {
    if (this.status && this.status.textContent !== words) {
      this.status.textContent = words;
    }
  }

  wait() {
    this.keepHere();
    this.say("Typing …");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  // A save that is under way ends first, or the button would send a version that is old by then.
  leave(event) {
    if (!this.saving) {
      this.stop();
      return;
    }
    event.preventDefault();
    clearTimeout(this.timer);
    this.saving.then(() => this.form.requestSubmit(event.submitter));
  }

  stop() {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  async now() {
    clearTimeout(this.timer);
    const text = this.text();
    if (this.isStopped || this.saving || text === this.saved) {
      return;
    }
    this.saving = this.send(text);
    await this.saving;
    this.saving = null;
    if (!this.isStopped && this.text() !== text) {
      this.timer = setTimeout(() => this.now(), PAUSE);
    }
  }

  async send(text) {
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body: new FormData(this.form),
        headers: { "X-Autosave": "1" },
        keepalive: text.length < 20000,
      });
      this.hear(answer.status, await answer.json(), text);
    } catch {
      this.say(
        this.isPrivate
          ? "Not saved yet. It is tried again: leave this page open."
          : "Not saved yet: kept in this browser, and tried again.",
      );
      this.timer = setTimeout(() => this.now(), 4 * PAUSE);
    }
  }

  hear(status, answer, text) {
    this.say(answer.said ?? "");
    if (status !== 200) {
      // What is wrong with it, or what somebody else wrote, the button shows and asks about.
      this.isStopped = status === 409 || status === 403;
      return;
    }
    const mark = this.form.elements.namedItem("mark");
    if (mark) {
      mark.value = answer.mark;
    }
    this.saved = text;
    localStorage.removeItem(this.key);
  }

  keepHere() {
    if (this.isPrivate) {
      return;
    }
    try {
      localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), text: this.text() }));
    } catch {
      // A browser that keeps nothing still sends it.
    }
  }

  offerWhatWasKept() {
    const kept = this.kept();
    if (!kept || kept.text === this.saved || Date.now() - kept.at > KEPT_FOR) {
      localStorage.removeItem(this.key);
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button plain small";
    button.textContent = "Bring back what was typed here before";
    button.addEventListener("click", () => {
      const texts = kept.text.split("\0");
      for (const [number, field] of this.form.querySelectorAll("[data-autosave-text]").entries()) {
        field.value = texts[number] ?? "";
      }
      button.remove();
      this.wait();
    });
    this.status?.after(button);
  }

  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "null");
    } catch {
      return null;
    }
  }
}

function start() {
  for (const form of document.querySelectorAll("form[data-autosave]:not([data-autosave-on])")) {
    form.dataset.autosaveOn = "";
    new Autosave(form);
  }
}

document.addEventListener("htmx:load", start);
start();
