"""The pages that other sites show in a frame, and the one that says how."""

from django.template.response import TemplateResponse
from django.urls import reverse

from .. import embed
from ..cards import Cards
from ..filters import ActivityFilterSet
from ..pages import PublicPage, list_url, notes_of


class EmbedHelp(PublicPage):
    """How to embed, with the HTML for the filter of the query and what it shows."""

    template_name = "activities/embed/help.html"

    def get_context_data(self, **kwargs):
        filterset = ActivityFilterSet(self.request.GET, index=self.index)
        return super().get_context_data(
            filterset=filterset,
            frame=embed.address(filterset),
            frame_title=embed.title(filterset),
            height=embed.HEIGHT,
            snippet=embed.snippet(filterset),
            list_url=list_url(filterset),
        )


class EmbedPage(PublicPage):
    """The first activities of a filter set in a frame. What is not there is said in the frame too, with a 404."""

    template_name = "activities/embed/activities.html"

    def get(self, request, *args, **kwargs):
        if not self.is_there():
            return TemplateResponse(request, "activities/embed/missing.html", status=404)
        return super().get(request, *args, **kwargs)

    def is_there(self):
        return True

    def get_context_data(self, **kwargs):
        filterset = kwargs["filterset"]
        activities = Cards(self.index, filterset.qs.ordinals(slice(0, embed.SHOWN)))
        notes = notes_of(kwargs.pop("own_notes", []), *activities.notes)
        return super().get_context_data(activities=activities, notes=notes, **kwargs)


class EmbedActivities(EmbedPage):
    def get_context_data(self, **kwargs):
        filterset = ActivityFilterSet(self.request.GET, index=self.index)
        asked = filterset.selected["country"]
        return super().get_context_data(
            filterset=filterset, more_url=list_url(filterset), own_notes=_notes(self.index, asked)
        )


class EmbedTerm(EmbedPage):
    """One value of a filter, with the name of what it is about."""

    facet = ""

    def is_there(self):
        return self.index.has_page(self.facet, self.kwargs["code"])

    def get_context_data(self, **kwargs):
        code = self.kwargs["code"]
        return super().get_context_data(
            filterset=self.narrowed(**{self.facet: code}),
            subject=self.index.term(self.facet, code),
            last_reported=self.index.last_reported(self.facet, code),
            more_url=self.page(code),
            own_notes=_notes(self.index, [code]),
        )

    def page(self, code):
        return reverse(self.facet, args=[code])


class EmbedCommitment(EmbedTerm):
    facet = "commitment"

    def page(self, code):
        return reverse("commitment", args=code.rsplit("-", 1))


class EmbedCountry(EmbedTerm):
    facet = "country"


def _notes(index, countries):
    return [{"code": code, "text": index.notes[code]} for code in countries if code in index.notes]
