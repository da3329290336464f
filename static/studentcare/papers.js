/* The sheet of an instrument: digits move on by themselves, arrows and Enter go round, a block from Excel is pasted
   whole or not at all. grid.js saves the rows. Without either the sheet is a plain form. */
(() => {
  "use strict";
  const table = document.querySelector(".paper-entry");
  if (!table) return;
  const fields = "td > input[name^='c-']";
  const lines = () => [...table.querySelectorAll("tr[data-row]")];
  const cellsOf = (line) => [...line.querySelectorAll(fields)];
  const place = (cell) => {
    const line = cell.closest("tr");
    return [lines().indexOf(line), cellsOf(line).indexOf(cell)];
  };
  const at = (row, column) => {
    const line = lines()[row];
    return line && cellsOf(line)[column];
  };
  const go = (cell) => { if (cell) { cell.focus(); cell.select(); } };
  const down = table.hasAttribute("data-down");
  const thai = (text) => text.replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0x0e50);

  // The next field in the chosen order; from the last one on to the next child, or the next item.
  const next = (cell) => {
    const [row, column] = place(cell);
    return down ? at(row + 1, column) || at(0, column + 1) : at(row, column + 1) || at(row + 1, 0);
  };

  table.addEventListener("input", (event) => {
    const cell = event.target;
    if (!cell.matches(fields)) return;
    cell.value = thai(cell.value).replace(/[^0-9?\-/]/g, "").replace(/[-/]/g, "?");
    cell.dispatchEvent(new Event("change", { bubbles: true }));
    if (cell.maxLength === 1 && cell.value) go(next(cell));
  });
  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  table.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches(fields) || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    const [row, column] = place(cell);
    const found = move ? at(row + move[0], column + move[1]) : event.key === "Enter" ? next(cell) : null;
    if (!move && event.key !== "Enter") return;
    event.preventDefault();
    go(found);
  });
  table.addEventListener("focusin", (event) => { if (event.target.matches(fields)) event.target.select(); });

  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text").replace(/\r/g, "").replace(/\n$/, "");
    if (!event.target.matches(fields) || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const [row, column] = place(event.target);
    const wanted = [];
    for (const [by, words] of text.split("\n").entries()) {
      for (const [along, word] of words.split("\t").entries()) {
        const cell = at(row + by, column + along);
        const value = thai(word.trim());
        if (!cell) return tell(event.target, `ที่วางมา แถวที่ ${by + 1} คอลัมน์ที่ ${along + 1} เกินตาราง จึงยังไม่ได้วาง`);
        if (!/^([0-9]{0,2}|\?)$/.test(value)) return tell(event.target, `ที่วางมา แถวที่ ${by + 1} “${word}” ไม่ใช่ตัวเลข จึงยังไม่ได้วาง`);
        wanted.push([cell, value]);
      }
    }
    tell(event.target, "");
    wanted.forEach(([cell, value]) => {
      cell.value = value;
      cell.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
  const tell = (cell, text) => {
    const why = document.getElementById(`why-${cell.closest("tr").id.slice(2)}`);
    why.textContent = text;
  };
})();
