"""What pages say of themselves to other sites, and how they are cited: see `public/citing/`."""

import html
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from ..public.citing import FILES, apa, of_activity, of_commitment, of_country, of_pledge
from ..public.citing.social import of_page

register = template.Library()


@register.simple_block_tag
def titled(content):
    """The page's title, once for its reader and once for other sites, which name the site themselves."""
    said = " ".join(html.unescape(content).split())
    return format_html(
        '<title>{} · {}</title>\n  <meta property="og:title" content="{}">', said, settings.SITE_NAME, said
    )


@register.inclusion_tag("includes/_social.html", takes_context=True)
def social(context):
    """Nothing on pages that are not of the public record, such as errors: there is nothing to lead to."""
    if not context.get("index") or "request" not in context:
        return {}
    found = of_page(context["request"], context["index"], context)
    return {"social": found, "site_name": settings.SITE_NAME}


@register.simple_tag(takes_context=True)
def citation(context):
    """{apa, files [{style, text, url}], url, mail}: how the page's subject is cited and sent on.

    Context: as of `_cite.html`. `url` is the page's own, absolute; `mail` begins a message that names it.
    """
    cited, name, args = _cited(context)
    url = settings.SITE_URL + reverse(name, args=args)
    files = [
        {
            "style": style,
            "text": style.write(cited).replace("\r\n", "\n"),
            "url": reverse(f"{name}_{style.ending}", args=args),
        }
        for style in FILES.values()
    ]
    return {"apa": apa.write(cited), "files": files, "url": url, "mail": _mail(cited, url)}


def _mail(cited, url):
    """To nobody yet: whom it goes to is its writer's business."""
    body = "\r\n\r\n".join([cited.title, url, *(f"* {note}" for note in cited.notes)])
    return f"mailto:?{urlencode({'subject': cited.title, 'body': body}, quote_via=quote)}"


def _cited(context):
    index = context["index"]
    if activity := context.get("activity"):
        if context.get("version"):
            return of_activity(activity, index), "activity_version", [activity.reference, activity.version]
        return of_activity(activity, index), "activity", [activity.reference]
    if country := context.get("country"):
        return of_country(country["code"], index), "country", [country["code"]]
    pledge, commitment = context["pledge"], context.get("commitment")
    if commitment:
        number = commitment.number
        return of_commitment(pledge, number, index), "commitment", [pledge.slug, number]
    return of_pledge(pledge, index), "pledge", [pledge.slug]
