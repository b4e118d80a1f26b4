// Makes a combobox (the WAI-ARIA pattern, list with manual selection) of a search field: while one types, the server
// draws what it suggests, and each suggestion leads to its page. Without this file the form leads to the same on a page.
"use strict";
{
  const WAIT = 150; // ms after a key, before the server is asked
  const SHORTEST = 2; // letters

  class Suggest {
    constructor(input) {
      this.input = input;
      this.said = document.createElement("span");
      this.said.className = "visually-hidden";
      this.said.setAttribute("role", "status");
      this.box = document.createElement("div");
      input.after(this.box, this.said);
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-autocomplete", "list");
      input.setAttribute("aria-expanded", "false");
      input.addEventListener("input", () => this.wait());
      input.addEventListener("keydown", (event) => this.press(event));
      input.addEventListener("blur", () => this.close());
      this.box.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
      this.box.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
    }

    get options() {
      return [...this.box.querySelectorAll("[role=option]")];
    }

    wait() {
      this.close();
      if (this.input.value.trim().length >= SHORTEST) this.timer = setTimeout(() => this.ask(), WAIT);
    }

    async ask() {
      const url = new URL(this.input.dataset.suggest, location.href);
      url.searchParams.set("q", this.input.value.trim().slice(0, this.input.maxLength));
      this.asked = new AbortController();
      try {
        const answer = await fetch(url, { headers: { "HX-Request-Type": "partial" }, signal: this.asked.signal });
        if (answer.ok) this.show(new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild);
      } catch {
        // Another key was pressed meanwhile, or the connection is lost: the form is there still.
      }
    }

    show(drawn) {
      if (!drawn || document.activeElement !== this.input) return;
      const some = drawn.dataset.found !== "0";
      this.said.textContent = drawn.dataset.said;
      this.box.replaceChildren(...(some ? [drawn] : []));
      this.options.forEach((option, place) => (option.id = `suggestion-${place}`));
      this.input.setAttribute("aria-expanded", some);
      if (some) this.input.setAttribute("aria-controls", drawn.querySelector("[role=listbox]").id);
    }

    press(event) {
      const { options } = this;
      if (event.isComposing || !options.length) return; // the key belongs to the input method, or to the field
      const at = options.indexOf(this.active);
      if (event.key === "ArrowDown") this.point(options[(at + 1) % options.length]);
      else if (event.key === "ArrowUp") this.point(options.at(Math.max(at, 0) - 1));
      else if (event.key === "Enter" && this.active) this.go(this.active);
      else if (event.key === "Escape") this.close();
      else return;
      event.preventDefault();
    }

    point(option) {
      this.active?.setAttribute("aria-selected", "false");
      this.active = option;
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    }

    go(option) {
      if (option) location.assign(option.dataset.url);
    }

    close() {
      clearTimeout(this.timer);
      this.asked?.abort();
      this.active = null;
      this.box.replaceChildren();
      this.said.textContent = "";
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
      this.input.removeAttribute("aria-controls");
    }
  }

  for (const input of document.querySelectorAll("input[data-suggest]")) new Suggest(input);
}
