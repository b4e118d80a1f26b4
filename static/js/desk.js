// What the stock desk leaves to the mouse: links that act as buttons answer to the space bar, and the focus follows a
// row that is added and stays near one that is removed.
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
}
