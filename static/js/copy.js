// A button beside each field whose text is there to be taken along. Without it the text is selected by hand.
for (const field of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break; // not on a page that is not secure, nor in a copy of the site
  const button = document.createElement("button");
  const said = document.createElement("span");
  button.type = "button";
  button.textContent = field.dataset.copy;
  button.setAttribute("aria-describedby", field.id + "-name");
  field.labels[0].id = field.id + "-name";
  said.setAttribute("role", "status");
  said.className = "muted small";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = field.dataset.copied;
    } catch {
      field.focus();
      field.select();
    }
  });
  field.after(button, " ", said);
}
