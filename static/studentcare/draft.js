/* A form that keeps a draft on the server: every 20 seconds, and when the page is left. Without this file its button
   "เก็บร่าง" does it. Nothing is kept in the browser; a save is no activity of the session. */
(() => {
  "use strict";
  const EVERY = 20000;

  document.querySelectorAll("input[name=draft][data-url]").forEach((marker) => {
    const form = marker.form;
    const state = form.querySelector("[data-draft-state]");
    let sequence = Number(marker.dataset.sequence);
    let changed = false;
    let stopped = false;
    const save = async (keepalive) => {
      if (!changed || stopped) return;
      changed = false;
      sequence += 1;
      const body = new URLSearchParams(new FormData(form));
      body.set("sequence", sequence);
      try {
        const answer = await fetch(marker.dataset.url, {
          method: "POST", body, keepalive, redirect: "error", headers: { "X-Background": "1", "HX-Request": "true" },
        });
        if (answer.status === 401) {
          changed = true;
          document.body.dispatchEvent(new CustomEvent("signed-out"));
          return;
        }
        if (!answer.ok && answer.status !== 409 && answer.status !== 413) throw new Error(answer.status);
        if (answer.status === 409) stopped = true;
        state.textContent = (await answer.json()).said;
      } catch {
        changed = true;
        state.textContent = "ยังไม่ได้เก็บร่าง จะลองใหม่เอง";
      }
    };
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", (event) => {
      if (event.submitter?.matches("[data-draft-keep]") && !stopped) { // stopped: the server asks which draft stays
        event.preventDefault();
        changed = true;
        save(false);
      } else {
        stopped = true;
      }
    });
    setInterval(() => save(false), EVERY);
    addEventListener("pagehide", () => save(true));
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
