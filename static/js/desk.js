

  // What the page has to say first, after something was sent: it is read, and seen, before all else.
  const said = document.querySelector(".errornote, .messagelist:not(#also-open)");
  if (said) {
    said.tabIndex = -1;
    said.focus();
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
