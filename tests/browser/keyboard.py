"""Someone at a page with nothing but a keyboard, who has to see at every moment where the focus is."""

# Most stops between two places of one page: more is a page that nobody gets through.
MOST = 200
FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const text = (node) => node.textContent.replace(/\\s+/g, " ").trim();
  const named = (here.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id));
  const name = here.getAttribute("aria-label") || named.filter(Boolean).map(text).join(" ")
    || [...(here.labels ?? [])].map(text).join(" ") || (here.matches("input[type=submit]") && here.value) || text(here);
  const box = here.getClientRects()[0], style = getComputedStyle(here);
  const inside = (size) => Math.min(size / 2, 8);
  const at = box && document.elementFromPoint(box.left + inside(box.width), box.top + inside(box.height));
  // At a part of a control that is the browser's own, such as the button of a date, the control has no focus itself.
  const marked = style.outlineStyle !== "none" || style.boxShadow !== "none" || !here.matches(":focus");
  const shown = Boolean(marked && at && (here.contains(at) || at.contains(here)));
  return {name, shown, html: here.outerHTML.slice(0, 200)};
}"""


class Keyboard:
    """`page`, worked by keys alone. What is focused must be marked, in the window, and under nothing else."""

    def __init__(self, page):
        self.page = page
        page.set_default_timeout(10_000)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text):
        """Instead of what the field holds."""
        self.press("Control+A")
        self.page.keyboard.type(text)

    def to(self, name, key="Tab"):
        """On to the next stop of this name: a control, link or button."""
        passed = []
        for _stop in range(MOST):
            self.press(key)
            focus = self.page.evaluate(FOCUS)
            if focus is None:
                continue  # between the end of the page and its beginning
            assert focus["shown"], f"The focus is not to be seen at {focus['html']}"
            passed.append(focus["name"])
            if passed[-1].rstrip(":") == name or (name.endswith("…") and passed[-1].startswith(name[:-1])):
                return
        raise AssertionError(f"No way by {key} to “{name}”, only to {list(dict.fromkeys(passed))}")

    def follow(self, name, key="Enter"):
        """To the stop of this name, and on to the page that it leads to."""
        self.to(name)
        with self.page.expect_navigation():
            self.press(key)

    def fill(self, name, text):
        self.to(name)
        self.write(text)

    def choose(self, name, text):
        """In a lookup."""
        self.to(name)
        self.page.keyboard.type(text)
        self.page.get_by_role("option", name=text).first.wait_for()
        self.press("ArrowDown", "Enter")

    def told(self, sentence):
        """The page says this before all else: it has the focus."""
        self.page.get_by_text(sentence).first.wait_for()
        said = self.page.evaluate("document.activeElement.textContent")
        assert sentence in said, f"The focus is at {said[:200]!r}"

    def skips_to(self, heading):
        """The first stop of the page leads past its head, to what it is about."""
        self.page.get_by_role("heading", name=heading, level=1).wait_for()
        self.to("Skip to main content")
        self.press("Enter")
        assert heading in self.page.evaluate("document.activeElement.querySelector('h1').textContent")
