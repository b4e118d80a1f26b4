// The list page's filter, once htmx replaces its results without a page load: what was folded open stays open, the
// focus stays on the control in use, the count is announced, and blank parameters stay out of the address.
// Without this file, or without JavaScript, the same form loads the same page.
"use strict";

const kept = { open: new Map(), focus: "", facet: "" };

document.addEventListener("formdata", (event) => {
  if (event.target.id !== "filter") return;
  const sort = event.target.elements.namedItem("sort");
  for (const [name, value] of [...event.formData]) {
    if (value.trim() === "" || (name === "sort" && value === sort.dataset.default)) event.formData.delete(name);
  }
});

document.addEventListener("htmx:before:swap", () => {
  const active = document.activeElement;
  kept.focus = active?.id ?? "";
  kept.facet = active?.closest("details.facet")?.id ?? "";
  kept.open = new Map([...document.querySelectorAll("#browse details[id]")].map((part) => [part.id, part.open]));
});

document.addEventListener("htmx:after:swap", () => {
  const results = document.getElementById("results");
  if (!results) return;
  for (const [id, open] of kept.open) {
    const part = document.getElementById(id);
    if (part) part.open = open;
  }
  const control = document.getElementById(kept.focus) ?? document.querySelector(`#${CSS.escape(kept.facet)} > summary`);
  if (control && control !== document.activeElement) control.focus({ preventScroll: true });
  document.getElementById("announcement").textContent = document.getElementById("sentence").textContent.trim();
});

// What cannot be shown in place (an error, a lost connection) is shown as the page it is.
for (const name of ["htmx:response:error", "htmx:error"]) {
  document.addEventListener(name, () => document.getElementById("filter")?.submit());
}
