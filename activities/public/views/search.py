"""The search: names and activities for a few words or a question, as a page, and as what is suggested as one types."""

from functools import cached_property

from django.http import HttpResponseRedirect
from django.urls import reverse

from ...models import PublicActivity
from ..cards import Cards
from ..pages import PARTIAL, PublicPage, list_url, notes_of
from ..profiles.breakdown import breakdown, noted
from ..profiles.sentences import not_stated
from ..reading import reading_of
from ..search import reference
from ..suggest import FIRST, HEADINGS, SHORTEST, first_activities, groups, groups_of, meant, notes


class Search(PublicPage):
    """`?q=`: names, near misses where nothing is found, and the first activities of the list with these words.

    Where no activity has all of the words they are read as a question. A reference leads to its activity.
    """

    template_name = "activities/search.html"

    @property
    def is_typing(self):
        return self.request.headers.get(PARTIAL) == "partial"

    def get_template_names(self):
        return ["activities/_suggestions.html"] if self.is_typing else [self.template_name]

    def get(self, request, *args, **kwargs):
        written = "" if self.is_typing else reference(self.index, self.filterset.words)
        if written and PublicActivity.objects.known([written]):
            return HttpResponseRedirect(reverse("activity", args=[written]))
        return super().get(request, *args, **kwargs)

    @cached_property
    def filterset(self):
        return self.narrowed(q=self.request.GET.get("q", ""))

    def get_context_data(self, **kwargs):
        filterset, words = self.filterset, self.filterset.words
        # A letter or two begin a word of most activities: the search is spared while one types on.
        if not words or (self.is_typing and max(map(len, words)) < SHORTEST):
            named = groups(self.index, words)
            return super().get_context_data(**self.found(filterset, named, [], None, Cards(self.index, [])), **kwargs)
        reading = reading_of(self.index, filterset.typed)
        instead = reading if reading and not filterset.total and reading.is_any else None
        named = groups(self.index, words) or (groups_of(self.index, instead.names) if instead else [])
        some = named or filterset.total or (instead and instead.total)
        near = [] if some else meant(self.index, words, filterset.typed)
        shown = instead.filterset if instead else filterset
        activities = Cards(self.index, first_activities(self.index, shown.bitmap, shown.words, FIRST), shown.words)
        return super().get_context_data(
            **self.found(shown, named, near, instead, activities),
            other=reading if reading and not instead and reading.says_more and reading.total else None,
            unfound=[] if named or instead or not reading else reading.unfound,
            **kwargs,
        )

    def found(self, shown, named, near, reading, activities):
        """What the page shows: the activities of the filter set `shown`, names, near misses, and what was read."""
        names = [*near, *(each for group in named for each in group["suggestions"])]
        answers = self.answers(reading) if reading else []
        entries = [entry for each in answers for entry in each["breakdown"].entries]
        return {
            "typed": self.filterset.typed,
            "filterset": self.filterset,
            "words": self.filterset.words,
            "shown": shown,
            "reading": reading,
            "answers": answers,
            "groups": named,
            "meant": near,
            "activities": activities,
            "found": len(names) + len(activities) + bool(reading and reading.total),
            "list_url": list_url(shown),
            "not_stated": not_stated(shown) if activities else "",
            "notes": notes_of(
                notes(self.index, names),
                noted(self.index, entries),
                reading.notes if reading else [],
                *activities.notes,
            ),
        }

    def answers(self, reading):
        """[{name, title, breakdown}]: the values that a question asks for, of the activities it is about."""
        if self.is_typing or not reading.total:
            return []
        return [
            {"name": facet, "title": HEADINGS[facet], "breakdown": breakdown(reading.filterset, facet)}
            for facet in reading.asked
        ]
