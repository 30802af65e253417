// Inserting a reference at the cursor, and finding one by name. Without this the references are typed.
(() => {
  const form = document.querySelector("form.r-design");
  const list = document.getElementById("inserts");
  if (!form || !list) return;
  let last = null;
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea, [name=title], [name=opening], [name=heading]")) last = event.target;
  });
  const search = document.getElementById("inserts-search");
  search.hidden = false;
  const rows = [...list.querySelectorAll("li[data-insert]")];
  for (const row of rows) {
    row.tabIndex = 0;
    row.setAttribute("role", "button");
  }
  const insert = (row) => {
    const box = last || form.querySelector("textarea");
    if (!box) return;
    box.setRangeText(row.dataset.insert, box.selectionStart, box.selectionEnd, "end");
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  list.addEventListener("click", (event) => {
    const row = event.target.closest("li[data-insert]");
    if (row) insert(row);
  });
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("li[data-insert]");
    if (row && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      insert(row);
    }
  });
  search.addEventListener("input", () => {
    const asked = search.value.trim();
    for (const row of rows) row.hidden = !row.textContent.includes(asked);
    for (const group of list.querySelectorAll("details")) {
      if (asked) group.open = Boolean(group.querySelector("li:not([hidden])"));
    }
  });
  let changed = Boolean(document.querySelector(".x-notice-error"));
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();
