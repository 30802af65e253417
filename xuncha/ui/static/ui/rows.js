// A table of boxes: one more row on demand, and a piece of a sheet pasted over the cells from the one it is pasted in.
(() => {
  const renumber = (row, number) => row.querySelectorAll("[name]").forEach((box) => {
    box.name = box.name.replace(/-\d+-/, `-${number}-`);
    box.removeAttribute("id");
  });
  const add = (table) => {
    const rows = table.tBodies[0].rows;
    const row = rows[rows.length - 1].cloneNode(true);
    renumber(row, rows.length);
    row.querySelectorAll("[name]").forEach((box) => { box.value = ""; });
    table.tBodies[0].append(row);
    return row;
  };
  const put = (box, text) => {
    if (box.tagName !== "SELECT") { box.value = text; return; }
    const option = [...box.options].find((each) => each.text === text);
    box.value = option ? option.value : "";
  };
  document.querySelectorAll(".x-rows").forEach((part) => {
    const table = part.querySelector("table");
    const more = part.querySelector("[data-more]");
    more.hidden = false;
    more.addEventListener("click", () => add(table).querySelector("[name]").focus());
    table.addEventListener("paste", (event) => {
      const text = event.clipboardData.getData("text").replace(/\r/g, "").replace(/\n$/, "");
      const cell = event.target.closest("td");
      if (!cell || !/[\t\n]/.test(text)) return;
      event.preventDefault();
      const from = cell.parentNode.sectionRowIndex;
      text.split("\n").forEach((line, down) => {
        const row = table.tBodies[0].rows[from + down] || add(table);
        const boxes = row.querySelectorAll("[name]");
        line.split("\t").forEach((word, right) => {
          if (boxes[cell.cellIndex + right]) put(boxes[cell.cellIndex + right], word.trim());
        });
      });
      part.closest("form").dispatchEvent(new Event("input"));
    });
  });
})();
