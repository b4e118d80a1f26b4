"""Parts of addresses beyond Django's own: `<number:...>`, for whoever imports this."""

from django.urls import register_converter


class Number:
    """A positive whole number without leading zeros, small enough for every database."""

    regex = r"[1-9][0-9]{0,5}"
    to_python = staticmethod(int)
    to_url = staticmethod(str)


register_converter(Number, "number")
