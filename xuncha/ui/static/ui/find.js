// Suggestions under a search box: down goes into them, up and down move between them, escape closes them.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-find]");
  if (!form || event.ctrlKey || event.metaKey || event.altKey) return;
  const found = form.querySelector(".x-found");
  const box = form.querySelector("input[type=search]");
  const links = [...found.querySelectorAll("a")];
  if (event.key === "Escape" && links.length) {
    event.preventDefault();
    found.replaceChildren();
    box.focus();
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const here = links.indexOf(document.activeElement);
  const there = here + (event.key === "ArrowDown" ? 1 : -1);
  if (!links.length || there >= links.length || (here < 0 && there < 0)) return;
  event.preventDefault();
  (links[there] ?? box).focus();
});
// They close when the eye goes elsewhere.
document.addEventListener("focusin", (event) => {
  for (const form of document.querySelectorAll("[data-find]")) {
    if (!form.contains(event.target)) form.querySelector(".x-found").replaceChildren();
  }
});
document.addEventListener("click", (event) => {
  for (const form of document.querySelectorAll("[data-find]")) {
    if (!form.contains(event.target)) form.querySelector(".x-found").replaceChildren();
  }
});
