// Lists by keyboard: up and down move between rows, enter opens one (the focus is its link), "/" goes to the search box.
(() => {
  const LEAD = "td.x-lead > a, a[data-lead]";
  const leads = () => [...document.querySelectorAll("[data-list] :is(td.x-lead > a, a[data-lead])")];
  const typing = (element) => element.closest("input, select, textarea, [contenteditable]");

  const move = (step) => {
    const links = leads();
    const row = document.activeElement.closest("[data-list] :is(tbody tr, li)");
    const here = row ? links.indexOf(row.querySelector(LEAD)) : -1;
    const there = links[here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step];
    if (!there) return false;
    there.focus();
    there.scrollIntoView({ block: "nearest" });
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const box = document.getElementById("q") ?? document.getElementById("find");
    if (event.key === "/" && box) {
      event.preventDefault();
      box.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (move(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    }
  });
})();
