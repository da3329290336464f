/* The form of a home visit: its draft is kept on the server every 20 seconds and when the page is left; photographs
   are made small before they travel. Without this file the same buttons do it. Nothing is kept in the browser. */
(() => {
  "use strict";
  const EVERY = 20000;
  const LONGEST = 1280;
  const RETRY = [2000, 5000, 15000, 30000];
  const form = document.querySelector("form#visit[data-draft]");

  if (form) {
    const state = document.getElementById("draft-state");
    let changed = false;
    let stopped = false;
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { stopped = true; });
    const save = async (keepalive) => {
      if (!changed || stopped) return;
      changed = false;
      const body = new URLSearchParams(new FormData(form));
      body.set("act", "draft");
      try {
        const answer = await fetch(location.pathname + location.search, {
          method: "POST", body, keepalive, redirect: "error", headers: { "X-Background": "1", "HX-Request": "true" },
        });
        if (answer.status === 401) {
          changed = true;
          document.body.dispatchEvent(new CustomEvent("signed-out"));
          return;
        }
        if (answer.status === 409) stopped = true;
        if (!answer.ok && answer.status !== 409) throw new Error(answer.status);
        const told = await answer.json();
        state.textContent = told.said;
        if (told.version) form.elements.version.value = told.version;
      } catch {
        changed = true;
        state.textContent = "ยังไม่ได้บันทึกร่าง จะลองใหม่เอง";
      }
    };
    setInterval(save, EVERY);
    addEventListener("pagehide", () => save(true));
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  }

  const shrink = async (file) => {
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      return await new Promise((done) => { canvas.toBlob((blob) => done(blob || file), "image/jpeg", 0.8); });
    } catch {
      return file; // what this browser cannot draw the server may: it says so when not
    }
  };

  const send = async (upload, tries) => {
    const state = upload.querySelector("[data-photo-state]");
    const body = new FormData(upload);
    const file = body.get("photo");
    if (!file || !file.size) return;
    state.textContent = "กำลังย่อและส่งภาพ…";
    body.set("photo", await shrink(file), file.name.slice(-80));
    let answer;
    try {
      answer = await fetch(upload.action, { method: "POST", body, redirect: "error", headers: { "HX-Request": "true" } });
    } catch {
      if (tries >= RETRY.length) { state.textContent = "ยังส่งไม่ได้ แตะแนบภาพอีกครั้ง"; return; }
      state.textContent = "สัญญาณหลุด จะลองใหม่เอง";
      setTimeout(() => send(upload, tries + 1), RETRY[tries]);
      return;
    }
    if (answer.status === 401) { document.body.dispatchEvent(new CustomEvent("signed-out")); return; }
    if (!answer.ok && answer.status !== 422) { state.textContent = "ส่งไม่ได้ แตะแนบภาพอีกครั้ง"; return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("photos");
    document.getElementById("photos").replaceWith(fresh);
    fresh.querySelector(".error-summary")?.focus();
  };
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-photos]")) return;
    event.preventDefault();
    send(event.target, 0);
  }, true);
  document.addEventListener("change", (event) => {
    if (event.target.matches("form[data-photos] input[type=file]")) send(event.target.form, 0);
  });
})();
