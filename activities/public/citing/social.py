"""What a page says of itself to whoever links to it: its one address, a description, a picture, its data."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import gettext as _

from ..package.catalogue import in_page
from . import collected, linked, pictures
from .previews import HEIGHT, WIDTH, Picture, cut

LONGEST = 200  # characters of a description: others show no more


@dataclass(frozen=True)
class Social:
    """`path` is the canonical address without the site's; `data` the page's JSON-LD element, or nothing."""

    path: str
    description: str
    picture: Picture
    kind: str = "website"
    modified: str = ""
    data: str = ""
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def url(self):
        return settings.SITE_URL + self.path

    @property
    def image(self):
        return settings.SITE_URL + self.picture.path


def of_page(request, index, context):
    """The Social of a page of the public record, by what its template is drawn from."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    return _OF.get(name, _of_any)(index, context, _canonical(request, name, context))


def _canonical(request, name, context):
    """However a page was asked for, it has one address: that of its own filter and page, and of nothing else."""
    filterset = context.get("filterset")
    path = filterset.address(request.path) if name == "activity_list" and filterset else request.path
    page = context.get("page_obj")
    if page and page.number > 1:
        path += f"{'&' if '?' in path else '?'}page={page.number}"
    return path


def _of_any(index, context, path):
    return Social(path, _text(context.get("sentence") or _general()), pictures.of_site(index))


def _of_list(index, context, path):
    filterset = context["filterset"]
    notes = filterset.notes([each for each in filterset.facet("country").choices if each.selected])
    said = f"{filterset.sentence}. {_general()}" if filterset.is_filtered else _general()
    return Social(path, _text(said, notes), pictures.of_site(index))


def _of_activity(index, context, path):
    activity, record = context["activity"], context["activity"].record
    commitments = record["commitments"]
    picture = pictures.of_commitment(index, commitments[0]["key"]) if commitments else None
    return Social(
        path if context["version"] else activity.get_absolute_url(),
        _text(record["description"], record["notes"]),
        picture or pictures.of_pledge(index, record["pledge"]["slug"]) or pictures.of_site(index),
        "article",
        activity.updated.isoformat(),
        in_page(linked.of_activity(activity)),
    )


def _of_pledge(index, context, path):
    pledge = context["pledge"]
    said = pledge.record["lead_in"] or context.get("sentence") or pledge.title
    return Social(
        path,
        _text(said, pledge.record["notes"]),
        pictures.of_pledge(index, pledge.slug),
        "article",
        pledge.updated.isoformat(),
        in_page(linked.of_pledge(pledge)),
    )


def _of_commitment(index, context, path):
    notes = context["pledge"].record["notes"]
    commitment = context["commitment"]
    return Social(
        path,
        _text(commitment.text, notes),
        pictures.of_commitment(index, commitment.key),
        data=in_page(linked.of_commitment(context["pledge"], commitment.number)),
    )


def _of_country(index, context, path):
    code, own = context["country"]["code"], context["country"]["note"]
    said = context.get("sentence") or _("What this register reports in %(name)s.") % {
        "name": context["country"]["label"]
    }
    notes = [{"code": code, "text": own}] if own else []
    return Social(
        path,
        _text(said, notes),
        pictures.of_country(index, code) or pictures.of_site(index),
        data=in_page(collected.of_country(context["country"], context["filterset"])),
    )


def _of_profile(name, key, picture, of):
    """Of a page of this name: its subject has its code under `key`, its picture, and its data by its filter set."""

    def found(index, context, path):
        subject = context[name]
        return replace(
            _of_any(index, context, path),
            picture=picture(index, subject[key]) or pictures.of_site(index),
            data=in_page(of(subject, context["filterset"])),
        )

    return found


def _text(text, notes=()):
    """A text cut after a word, with the notes that the names in it call for, whole: it is read without its page."""
    return " ".join([cut(str(text), LONGEST), *(f"* {note['text']}" for note in notes)])


def _general():
    return _("The public register of pledges on migration and of the activities reported for each commitment.")


_OF = {
    "activity_list": _of_list,
    "activity": _of_activity,
    "activity_version": _of_activity,
    "pledge": _of_pledge,
    "commitment": _of_commitment,
    "country": _of_country,
    "region": _of_profile("region", "slug", pictures.of_region, collected.of_region),
    "partner": _of_profile("partner", "slug", pictures.of_partner, collected.of_partner),
    "objective": _of_profile("objective", "key", pictures.of_objective, collected.of_objective),
}
