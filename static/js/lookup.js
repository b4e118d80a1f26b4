// Makes a combobox (the WAI-ARIA pattern, list with manual selection) of each lookup on the desk: a select that holds
// what is chosen alone, and a text to find others by. The select stays what the form posts and what Django's own
// scripts change: what they add to it or take from it shows here. A text that was not chosen from the list is posted
// as typed, and looked up on the server; so is everything where this script does not run.
"use strict";
{
  const say = document.currentScript.dataset;
  const WAIT = 200; // ms after a key, before the server is asked
  const fill = (sentence, name, value) => sentence.replace(`%(${name})s`, () => value);

  function element(tag, attributes, text = "") {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    return made;
  }

  const announced = element("div", { role: "status", class: "visually-hidden" });
  document.body.append(announced);

  class Lookup {
    constructor(box) {
      this.box = box;
      this.select = box.previousElementSibling;
      this.input = box.querySelector(".lookup-text");
      this.multiple = this.select.multiple;
      this.shown = ""; // the name of the one chosen record, as it stands in the text
      const label = document.querySelector(`label[for="${CSS.escape(this.select.id)}"]`);
      const name = (label?.textContent ?? this.input.getAttribute("aria-label")).trim().replace(/:$/, "");
      if (label) {
        label.htmlFor = this.input.id;
        this.input.removeAttribute("aria-label");
      }
      this.list = element("ul", { role: "listbox", class: "lookup-list", "aria-label": name, hidden: "" });
      this.items = element("ul", { class: "lookup-items", "aria-label": `${name}: ${say.chosen}` });
      this.build();
      this.show();
      const changes = { childList: true, subtree: true, characterData: true };
      new MutationObserver(() => this.show()).observe(this.select, changes);
    }

    build() {
      const { input, list, box, items } = this;
      this.select.hidden = true;
      input.removeAttribute("placeholder");
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-autocomplete", "list");
      input.setAttribute("aria-expanded", "false");
      box.append(list);
      if (this.multiple) {
        list.setAttribute("aria-multiselectable", "true");
        box.prepend(items);
      }
      input.addEventListener("input", () => this.type());
      input.addEventListener("click", () => list.hidden && this.ask());
      input.addEventListener("keydown", (event) => this.press(event));
      input.addEventListener("blur", () => this.close());
      list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the text
      list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
      items.addEventListener("click", (event) => this.remove(event.target.closest("button")));
    }

    // --- What is chosen ---
    chosen() {
      return [...this.select.selectedOptions].filter((option) => option.value);
    }

    show() {
      const chosen = this.chosen();
      const drawn = JSON.stringify(chosen.map(({ value, text }) => [value, text]));
      if (this.multiple && drawn !== this.drawn) this.items.replaceChildren(...chosen.map((each) => this.item(each)));
      if (!this.multiple && (chosen.length || this.input.value === this.shown)) {
        this.input.value = this.shown = chosen[0]?.text ?? "";
      }
      this.drawn = drawn;
      this.mark();
    }

    item({ value, text }) {
      const item = element("li", {});
      item.append(element("button", { type: "button", value, "aria-label": fill(say.remove, "name", text) }, text));
      item.firstChild.disabled = this.select.disabled;
      return item;
    }

    // Only a text that is no choice is posted. Its name follows the select's, which Django renumbers with its row.
    mark() {
      const text = this.input.value.trim();
      if (text && text !== this.shown) this.input.name = `${this.select.name}-typed`;
      else this.input.removeAttribute("name");
    }

    set(value, text, selected) {
      const option = [...this.select.options].find((each) => each.value === value);
      if (!selected) option?.remove();
      else if (!option) this.select.append(new Option(text, value, true, true));
      this.select.dispatchEvent(new Event("change", { bubbles: true }));
      announced.textContent = fill(selected ? say.added : say.removed, "name", text);
    }

    choose(option) {
      if (!option) return;
      if (option.dataset.page) return void this.ask(option.dataset.page);
      const { value } = option.dataset;
      const text = option.textContent;
      if (!this.multiple) for (const each of this.chosen()) if (each.value !== value) each.remove();
      this.set(value, text, !(this.multiple && option.getAttribute("aria-selected") === "true"));
      this.input.value = this.multiple ? "" : text;
      this.shown = this.input.value;
      this.mark();
      this.close();
    }

    remove(button) {
      if (!button) return;
      const place = [...this.items.querySelectorAll("button")].indexOf(button);
      this.set(button.value, button.textContent, false);
      this.show();
      (this.items.querySelectorAll("button")[Math.max(place - 1, 0)] ?? this.input).focus();
    }

    // --- The text ---
    type() {
      if (!this.multiple && this.input.value.trim() !== this.shown) {
        for (const option of this.chosen()) this.set(option.value, option.text, false);
        this.shown = "";
      }
      this.mark();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), WAIT);
    }

    press(event) {
      const open = !this.list.hidden;
      const options = [...this.list.children];
      const at = options.indexOf(this.active);
      const only = options.length === 1 ? options[0] : null;
      if (event.isComposing) return; // the key belongs to the input method
      if (event.key === "ArrowDown" && open) this.point(options[(at + 1) % options.length]);
      else if (event.key === "ArrowUp" && open) this.point(options.at(Math.max(at, 0) - 1));
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.ask();
      else if (event.key === "Home" && this.active) this.point(options[0]);
      else if (event.key === "End" && this.active) this.point(options.at(-1));
      else if (event.key === "Enter" && open) this.choose(this.active ?? only);
      else if (event.key === "Enter" && this.input.name) this.ask();
      else if (event.key === "Escape" && open) this.close();
      else if (event.key === "Escape" && this.input.name) {
        this.input.value = this.shown;
        this.close();
        this.mark();
      } else return;
      event.preventDefault(); // Enter must not send the form while one chooses
    }

    // --- The list ---
    async ask(page = 1) {
      const url = new URL(this.input.dataset.url, location.href);
      url.searchParams.set("term", this.input.value === this.shown ? "" : this.input.value);
      url.searchParams.set("page", page);
      clearTimeout(this.timer);
      this.asked?.abort();
      this.asked = new AbortController();
      try {
        const answer = await fetch(url, { signal: this.asked.signal });
        if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
        this.open(await answer.json(), Number(page));
      } catch (error) {
        if (error.name === "AbortError") return;
        this.close();
        announced.textContent = this.box.dataset.note = say.failed;
      }
    }

    open({ results, pagination }, page) {
      if (document.activeElement !== this.input) return;
      const chosen = new Set(this.chosen().map((option) => option.value));
      const option = (data, text, selected = false) => element("li", { role: "option", "aria-selected": selected, ...data }, text);
      const known = page > 1 ? [...this.list.children].slice(0, -1) : [];
      const found = results.map(({ id, text }) => option({ "data-value": id }, text, chosen.has(id)));
      const rows = [...known, ...found, ...(pagination.more ? [option({ "data-page": page + 1 }, say.more)] : [])];
      rows.forEach((row, place) => (row.id = `${this.select.id}-option-${place}`));
      this.point(null);
      this.list.id = `${this.select.id}-list`;
      this.list.replaceChildren(...rows);
      this.list.hidden = !rows.length;
      this.input.setAttribute("aria-controls", this.list.id);
      this.input.setAttribute("aria-expanded", rows.length > 0);
      this.box.dataset.note = rows.length ? "" : say.none;
      announced.textContent = rows.length ? fill(say.found, "count", known.length + found.length) : say.none;
      if (page > 1) this.point(found[0]);
    }

    point(option) {
      this.active?.classList.remove("active");
      this.active = option ?? null;
      if (!option) return void this.input.removeAttribute("aria-activedescendant");
      option.classList.add("active");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    }

    close() {
      clearTimeout(this.timer);
      this.asked?.abort();
      this.point(null);
      this.list.hidden = true;
      this.box.dataset.note = "";
      this.input.setAttribute("aria-expanded", "false");
    }
  }

  function start(part) {
    // The row that Django copies for "Add another" stays as it is: its copies begin when they are added.
    for (const box of part.querySelectorAll(".lookup")) if (!box.closest(".empty-form")) new Lookup(box);
  }

  start(document);
  document.addEventListener("formset:added", (event) => start(event.target));
}
