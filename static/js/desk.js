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

  // What the page has to say first, after something was sent: it is read, and seen, before all else.
  const said = document.querySelector(".errornote, .messagelist:not(#also-open)");
  if (said) {
    said.tabIndex = -1;
    said.focus();
  }

  // Whoever leaves a form does not have it open any more. What the browser cannot tell runs out by itself.
  const opened = document.querySelector("[data-left]");
  if (opened) {
    window.addEventListener("pagehide", () => {
      const told = new FormData();
      told.append("csrfmiddlewaretoken", opened.closest("form").elements.csrfmiddlewaretoken.value);
      told.append("record", opened.dataset.record);
      told.append("at", opened.dataset.at);
      navigator.sendBeacon(opened.dataset.left, told);
    });
  }

  // A link beside the form must not lose what was typed into it.
  const form = document.querySelector(".change-form #content-main > form");
  let typed = Boolean(form?.querySelector(".errornote"));
  form?.addEventListener("input", () => { typed = true; });
  form?.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });
}
