"""Filling in a page's form as a browser does."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """Name and value of what a browser sends from the forms of a page, buttons left out."""

    def __init__(self):
        super().__init__()
        self.values = {}
        self.select = self.textarea = None

    def keep(self, name, value):
        if name:
            self.values.setdefault(name, []).append(value)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "input" and given.get("type") not in {"submit", "button", "search"}:
            if given.get("type") in {"checkbox", "radio"} and "checked" not in given:
                return
            self.keep(given.get("name"), given.get("value", "on" if given.get("type") == "checkbox" else ""))
        elif tag == "select":
            self.select, self.options = given.get("name"), []
            self.multiple = "multiple" in given
        elif tag == "option" and self.select:
            self.options.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self.textarea, self.text = given.get("name"), ""

    def handle_data(self, data):
        if self.textarea:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "select" and self.select:
            chosen = [value for value, selected in self.options if selected]
            if not chosen and not self.multiple:
                chosen = [value for value, _selected in self.options[:1]]
            for value in chosen:
                self.keep(self.select, value)
            self.select = None
        elif tag == "textarea" and self.textarea:
            # HTML drops the first line end of a text area; browsers send \r\n.
            self.keep(self.textarea, self.text.removeprefix("\r").removeprefix("\n").replace("\n", "\r\n"))
            self.textarea = None


def fields_of(response):
    """{name: [values]} that the page's forms would send unchanged; ready for `client.post`."""
    parser = _Fields()
    parser.feed(response.content.decode())
    return {name: values for name, values in parser.values.items() if "__prefix__" not in name}
