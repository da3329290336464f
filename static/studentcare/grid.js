/* The grid and the list of one aspect: a row is saved by itself, the keyboard fills cells. Without this file both
   are plain forms. Unsaved rows live in this page only; nothing is kept in the browser. */
(() => {
  "use strict";
  const grid = document.getElementById("grid");
  if (!grid || !window.htmx) return;
  const WAIT = 600;
  const RETRY = [2000, 5000, 15000, 30000];
  const STEPS = 20;
  const rows = new Map(); // row element -> {timer, busy, dirty, tries}
  const undo = [];
  const cellsOf = (row) => [...row.querySelectorAll("select[name^='c-'], input[name^='c-']")];
  const sidOf = (row) => row.id.slice(2);
  const stateOf = (row) => document.getElementById(`ok-${sidOf(row)}`);
  const valueOf = (cell) => (cell.type === "radio" ? grid.elements[cell.name].value : cell.value);

  // -- saving ------------------------------------------------------------------------------------------------
  const entry = (row) => {
    if (!rows.has(row)) rows.set(row, { timer: 0, busy: false, dirty: false, tries: 0 });
    return rows.get(row);
  };
  const pending = () => [...rows.values()].filter((one) => one.dirty || one.busy).length;

  const later = (row, wait = WAIT) => {
    const one = entry(row);
    one.dirty = true;
    clearTimeout(one.timer);
    one.timer = setTimeout(() => send(row), wait);
  };

  const send = (row) => {
    const one = entry(row);
    if (one.busy || !one.dirty) return;
    // The second pass is compared by whole rows.
    if (row.dataset.whole !== undefined && cellsOf(row).some((cell) => !cell.value)) { one.dirty = false; return; }
    one.busy = true;
    one.dirty = false;
    stateOf(row).textContent = "…";
    const values = { mode: row.dataset.mode || "" };
    for (const cell of cellsOf(row)) {
      if (cell.type !== "radio" || cell.checked) values[cell.name] = cell.value;
    }
    const why = document.getElementById(`why-${sidOf(row)}`);
    why?.querySelectorAll("[name^='s-']:checked").forEach((one) => { values[one.name] = one.value; });
    const was = document.getElementById(`was-${sidOf(row)}`);
    values[was.name] = was.value;
    htmx.ajax("POST", row.dataset.row, { source: row, swap: "none", values });
  };

  const failed = (row, one) => {
    one.dirty = true;
    stateOf(row).textContent = "! ยังไม่บันทึก";
    one.timer = setTimeout(() => send(row), RETRY[Math.min(one.tries++, RETRY.length - 1)]);
    note();
  };

  document.body.addEventListener("htmx:afterRequest", (event) => {
    const row = event.detail.elt;
    const one = rows.get(row);
    if (!one || !one.busy) return;
    one.busy = false;
    const status = event.detail.xhr ? event.detail.xhr.status : 0;
    if (status >= 200 && status < 300) one.tries = 0;
    else if (status === 409 || status === 422) return note(); // the answer is in the row: somebody decides
    else if (status === 401 || status === 403) return signedOut(row, one);
    else return failed(row, one);
    if (one.dirty) later(row);
    note();
  });
  document.body.addEventListener("htmx:sendError", (event) => {
    const one = rows.get(event.detail.elt);
    if (one && one.busy) { one.busy = false; failed(event.detail.elt, one); }
  });

  // Signed out: the row waits here; app.js tells it when somebody has signed in again, with a fresh token.
  const signedOut = (row, one) => {
    one.dirty = true;
    stateOf(row).textContent = "! ยังไม่บันทึก";
    document.body.dispatchEvent(new CustomEvent("signed-out"));
    note();
  };
  const sendAll = () => rows.forEach((one, row) => { if (one.dirty) { one.tries = 0; send(row); } });
  document.body.addEventListener("signed-in", sendAll);
  addEventListener("online", sendAll);

  let noted = 0;
  const note = () => {
    const place = document.getElementById("saved-note");
    const left = pending();
    if (!place || (left && Date.now() - noted < 10000)) return;
    noted = Date.now();
    place.textContent = left ? `ยังไม่ได้บันทึก ${left} คน จะลองใหม่เอง` : "บันทึกแล้ว";
  };

  addEventListener("beforeunload", (event) => { if (pending()) event.preventDefault(); });
  document.addEventListener("submit", (event) => {
    if (event.target === grid) rows.forEach((one) => { clearTimeout(one.timer); one.dirty = false; one.busy = false; });
  });

  // -- changes -----------------------------------------------------------------------------------------------
  const seen = new Map(); // cell name -> value before the change
  const remember = (root) => root.querySelectorAll("[name^='c-']:not(button)").forEach((cell) => seen.set(cell.name, valueOf(cell)));
  remember(document);

  const changed = (cell, isUndo = false) => {
    const before = seen.get(cell.name) || "";
    const now = valueOf(cell);
    if (before === now) return;
    seen.set(cell.name, now);
    if (!isUndo) {
      undo.push([cell, before]);
      if (undo.length > STEPS) undo.shift();
    }
    count((now ? 1 : 0) - (before ? 1 : 0));
    later(cell.closest("[data-row]"));
  };
  const set = (cell, value, isUndo = false) => {
    if (cell.type === "radio") {
      const same = document.getElementsByName(cell.name);
      same.forEach((radio) => { radio.checked = radio.value === value; });
    } else if (!cell.options) cell.value = value;
    else if ([...cell.options].some((option) => option.value === value)) cell.value = value;
    else return;
    changed(cell, isUndo);
  };
  const count = (by) => {
    const place = document.getElementById("filled");
    if (place) place.textContent = place.dataset.filled = Number(place.dataset.filled) + by;
  };
  document.addEventListener("change", (event) => {
    if (event.target.name?.startsWith("c-")) changed(event.target);
    const row = event.target.name?.startsWith("s-") && document.getElementById(`r-${event.target.name.split("-")[1]}`);
    if (row) later(row);
  });

  // Two people in one cell: take hers or mine (decisions 4.4).
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-set]");
    const cell = button && document.getElementsByName(button.dataset.cell)[0];
    if (!cell) return;
    event.preventDefault();
    const row = cell.closest("[data-row]");
    set(cell, button.dataset.set);
    const line = button.closest("p");
    if (line.closest(".conflict") && !line.parentElement.querySelector("p + p")) line.parentElement.remove();
    else line.remove();
    later(row, 0);
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-next-empty]")) return;
    const empty = [...document.querySelectorAll(".cell select")].find((cell) => !cell.value);
    if (empty) { event.preventDefault(); empty.focus(); }
  });

  // -- keyboard, only while the focus is inside the table -------------------------------------------------------
  const KEYS = { 1: "1", 2: "2", 3: "3", "ป": "1", "ส": "2", "ม": "3", 0: "", "๑": "1", "๒": "2", "๓": "3", "๐": "", Delete: "", Backspace: "" };
  const table = document.querySelector(".grid-entry");
  const near = (cell, down, right) => {
    const lines = [...table.querySelectorAll("tr[data-row]")];
    const cells = cellsOf(cell.closest("tr"));
    const line = lines[lines.indexOf(cell.closest("tr")) + down];
    return line && cellsOf(line)[cells.indexOf(cell) + right];
  };
  const far = (cell, toEnd) => cellsOf(cell.closest("tr")).at(toEnd ? -1 : 0);
  const page = (cell, by) => {
    for (let step = Math.abs(by); step; step--) {
      const found = near(cell, Math.sign(by) * step, 0);
      if (found) return found;
    }
    return null;
  };
  const MOVES = {
    ArrowUp: (cell) => near(cell, -1, 0),
    ArrowDown: (cell) => near(cell, 1, 0),
    ArrowLeft: (cell) => near(cell, 0, -1),
    ArrowRight: (cell) => near(cell, 0, 1),
    Enter: (cell) => near(cell, 1, 0),
    Home: (cell) => far(cell, false),
    End: (cell) => far(cell, true),
    PageUp: (cell) => page(cell, -10),
    PageDown: (cell) => page(cell, 10),
  };
  table?.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (cell.tagName !== "SELECT" || event.altKey || event.metaKey) return;
    if (event.ctrlKey) {
      if (event.key.toLowerCase() !== "z" && event.code !== "KeyZ") return;
      event.preventDefault();
      const step = undo.pop();
      if (step) { set(step[0], step[1], true); step[0].focus(); }
      return;
    }
    if (event.key in KEYS) {
      event.preventDefault(); // a second digit corrects at once and is never taken as type-ahead
      const isFlag = cell.parentElement.classList.contains("cell-flag");
      set(cell, isFlag && event.key === "ม" ? "2" : KEYS[event.key]);
    } else if (event.key in MOVES) {
      event.preventDefault();
      MOVES[event.key](cell)?.focus();
    }
  });
  // A click goes on to the next status: – ป ส ม.
  table?.addEventListener("mousedown", (event) => {
    const cell = event.target;
    if (cell.tagName !== "SELECT" || event.button) return;
    event.preventDefault();
    cell.focus();
    const values = [...cell.options].map((option) => option.value);
    set(cell, values[(values.indexOf(cell.value) + 1) % values.length]);
  });
})();
