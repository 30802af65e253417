// Entering by keyboard: Ctrl+Enter stores and opens the next empty page; the first box has the cursor.
// What was typed is not left behind by mistake.
(() => {
  const form = document.querySelector("form.x-entry");
  if (!form) return;
  const wrong = form.querySelector("[aria-invalid]");
  (wrong || form.querySelector(".x-boxes input:not([type=date]), .x-boxes select, .x-boxes textarea"))?.focus();
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  form.addEventListener("keydown", (event) => {
    const next = form.querySelector("[data-key=next]");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && next) {
      event.preventDefault();
      form.requestSubmit(next);
    }
  });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();
