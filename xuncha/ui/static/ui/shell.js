// Small manners of the frame. Everything works without them.
(() => {
  const root = document.documentElement;

  for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
      root.dataset.bsTheme = theme;
      document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
      document.dispatchEvent(new CustomEvent("theme"));
    });
  }

  const close = (except) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (menu !== except) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => close(event.target.closest("details[data-menu]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details[data-menu][open]");
    close(null);
    menu?.querySelector("summary").focus();
    if (location.hash === "#nav") location.hash = "main";
  });

  // A definition near the right edge opens to the left.
  const aim = (event) => {
    const hint = event.target.closest?.(".x-hint");
    hint?.classList.toggle("x-hint-edge", innerWidth - hint.getBoundingClientRect().right < 160);
  };
  document.addEventListener("mouseover", aim);
  document.addEventListener("focusin", aim);

  for (const link of document.querySelectorAll("[data-back]")) {
    if (history.length < 2) continue;
    link.hidden = false;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      history.back();
    });
  }
})();
// A file that is too large is named before it is sent.
document.addEventListener("change", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || box.type !== "file" || !box.dataset.most) return;
  const large = [...box.files].some((file) => file.size > Number(box.dataset.most));
  box.setCustomValidity(large ? box.dataset.say : "");
  if (large) box.reportValidity();
});
