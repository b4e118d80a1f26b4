"""What can be wrong with a spreadsheet."""


class Refused(Exception):
    """The whole file, or the whole import, is refused; the text is a sentence for the person who sent it."""


class Unreadable(Exception):
    """One cell cannot be read; the text is a sentence for the person who wrote it."""
