/* What a page can do beyond HTML. Without this file everything still works; nothing is kept in the browser. */
(() => {
  "use strict";
  const body = document.body;
  const all = (selector) => document.querySelectorAll(selector);
  const main = document.getElementById("main");
  let changed = false;

  // The list of mistakes is read first.
  const focusMistakes = (from) => from.querySelector(".error-summary")?.focus();
  focusMistakes(document);
  body.addEventListener("htmx:afterSwap", (event) => focusMistakes(event.target));
  body.addEventListener("input", () => { changed = true; });

  // Menus close when one looks elsewhere.
  const closeMenus = (but) => all("details.menu[open]").forEach((menu) => { if (menu !== but) menu.open = false; });
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = event.target.closest?.("details.menu[open]");
      closeMenus();
      menu?.querySelector("summary").focus();
    }
    const field = document.getElementById("q");
    const isTyping = event.target.matches?.("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey;
    if (event.key === "/" && field?.getAttribute("aria-keyshortcuts") && !isTyping) {
      event.preventDefault();
      field.focus();
    }
  });

  // Buttons that only make sense with this file show themselves.
  const unhide = () => all("[data-copy][hidden], [data-days-ago][hidden]").forEach((button) => { button.hidden = false; });
  unhide();
  body.addEventListener("htmx:afterSwap", unhide);
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-days-ago]");
    if (!button) return;
    if (button.dataset.daysAgo) return writeDate(button);
    const source = document.querySelector(button.dataset.copy);
    const text = source.value ?? source.textContent.trim();
    source.select?.();
    await navigator.clipboard?.writeText(text).then(() => say(button, "คัดลอกแล้ว"), () => say(button, "กด Ctrl+C"));
  });
  const say = (button, text) => {
    button.dataset.was ??= button.innerHTML;
    button.textContent = text;
    setTimeout(() => { button.innerHTML = button.dataset.was; }, 2500);
  };

  // วันนี้, เมื่อวาน: three fields, Buddhist year, Bangkok's day.
  const writeDate = (button) => {
    const day = new Date(Date.now() - button.dataset.daysAgo * 864e5);
    const parts = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Bangkok" }).format(day).split("-").map(Number);
    const fields = button.closest("fieldset, .field").querySelectorAll(".date-be input, .date-be select");
    [parts[2], parts[1], parts[0] + 543].forEach((value, place) => { fields[place].value = value; });
    changed = true;
  };

  // A form is sent once; a long document says that it is on its way.
  const wait = (button) => {
    const was = button.innerHTML;
    button.setAttribute("aria-disabled", "true");
    if (button.dataset.busy) button.textContent = button.dataset.busy;
    const again = () => { button.innerHTML = was; button.disabled = false; button.removeAttribute("aria-disabled"); };
    setTimeout(again, 10000);
    addEventListener("pageshow", again, { once: true });
  };
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || !button) return;
    if (button.getAttribute("aria-disabled")) return event.preventDefault();
    changed = false;
    wait(button);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-busy]");
    if (link?.getAttribute("aria-disabled")) event.preventDefault();
    else if (link) wait(link);
  });

  // Idle: two minutes' warning, and nothing typed is thrown away (decisions C6, B13).
  const note = document.getElementById("idle-note");
  const idle = Number(body.dataset.idle) * 1000;
  let timers = [];
  const start = () => {
    timers.forEach(clearTimeout);
    if (!idle || !note) return;
    note.hidden = true;
    timers = [
      setTimeout(() => { note.hidden = false; note.querySelector("button").focus(); }, idle - 120000),
      setTimeout(() => { note.hidden = true; changed ? signedOut() : location.reload(); }, idle + 2000),
    ];
  };
  const stay = async () => {
    const answer = await fetch(note.querySelector("[data-stay]").dataset.stay, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return signedOut();
    const token = await answer.text();
    body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    all("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
    document.getElementById("signed-out")?.remove();
    start();
    body.dispatchEvent(new CustomEvent("signed-in"));
  };
  const signedOut = () => {
    if (document.getElementById("signed-out")) return;
    const notice = document.createElement("div");
    notice.id = "signed-out";
    notice.className = "idle-note";
    notice.setAttribute("role", "alert");
    notice.innerHTML = '<p>หมดเวลาใช้งานเพื่อความปลอดภัย สิ่งที่พิมพ์ไว้ยังอยู่ในหน้านี้</p>'
      + '<a class="btn btn-primary" target="_blank" rel="opener" href="/today/">เข้าสู่ระบบอีกครั้งในแท็บใหม่</a>';
    main.append(notice);
  };
  note?.querySelector("[data-stay]").addEventListener("click", stay);
  body.addEventListener("signed-out", signedOut);
  addEventListener("focus", () => { if (document.getElementById("signed-out")) stay(); });
  body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && !event.detail.requestConfig.headers["X-Background"]) start();
  });
  start();
  sessionStorage.removeItem("htmx-current-path-for-history"); // htmx notes the address, searched words included
})();
