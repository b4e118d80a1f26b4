"""The search: names and activities for a few words, as a page, and as what is suggested while one types."""

from ..cards import Cards
from ..pages import PARTIAL, PublicPage, list_url, notes_of
from ..profiles.sentences import not_stated
from ..suggest import FIRST, LITTLE, SHORTEST, first_activities, groups, meant, notes


class Search(PublicPage):
    """`?q=`: names, near misses where little is found, and the first activities of the list with these words."""

    template_name = "activities/search.html"

    @property
    def is_typing(self):
        return self.request.headers.get(PARTIAL) == "partial"

    def get_template_names(self):
        return ["activities/_suggestions.html"] if self.is_typing else [self.template_name]

    def get_context_data(self, **kwargs):
        filterset = self.narrowed(q=self.request.GET.get("q", ""))
        words = filterset.words
        named = groups(self.index, words)
        near, activities = [], Cards(self.index, [])
        # A letter or two begin a word of most activities: the search is spared while one types on.
        if words and not (self.is_typing and max(map(len, words)) < SHORTEST):
            near = [] if named or filterset.total >= LITTLE else meant(self.index, words)
            activities = Cards(self.index, first_activities(self.index, filterset.bitmap, words, FIRST), words)
        names = [*near, *(each for group in named for each in group["suggestions"])]
        return super().get_context_data(
            filterset=filterset,
            words=words,
            groups=named,
            meant=near,
            activities=activities,
            found=len(names) + len(activities),
            list_url=list_url(filterset),
            not_stated=not_stated(filterset) if activities else "",
            notes=notes_of(notes(self.index, names), *activities.notes),
        )
