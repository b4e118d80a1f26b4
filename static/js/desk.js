// What the stock desk leaves to the mouse: links that act as buttons answer to the space bar, the focus follows a row
// that is added and stays near one that is removed, and the switch of the side bar says whether it is open.
"use strict";
{
  document.addEventListener("keydown", (event) => {
    const button = event.key === " " && event.target.closest("a[role=button]");
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  document.addEventListener("formset:added", (event) => {
    event.target.querySelector("input:not([type=hidden]), select:not([hidden]), textarea")?.focus();
  });

  document.addEventListener("formset:removed", (event) => {
    document.querySelector(`#${CSS.escape(event.detail.formsetName)}-group .add-row a`)?.focus();
  });

  const toggle = document.getElementById("toggle-nav-sidebar");
  if (toggle) {
    const main = document.getElementById("main");
    const tell = () => toggle.setAttribute("aria-expanded", main.classList.contains("shifted"));
    toggle.setAttribute("aria-controls", "nav-sidebar");
    new MutationObserver(tell).observe(main, { attributes: true, attributeFilter: ["class"] });
    tell();
  }
}
