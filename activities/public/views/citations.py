"""A citation as a file for a reference manager."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from ...models import Publication
from ..citing import FILES, of_activity, of_commitment, of_country, of_pledge
from ..pages import PublicPage
from ..versions import as_of
from .activities import ActivityPage
from .pledges import PledgePage


class Cited(PublicPage):
    """`ending` names the style; `cited` gives the Citation. 404 and 410 where the page itself answers so."""

    ending = ""

    def render_to_response(self, context, **kwargs):
        style, citation = FILES[self.ending], self.cited()
        response = HttpResponse(style.write(citation), content_type=style.content_type)
        response["Content-Disposition"] = f'attachment; filename="{citation.key}.{style.ending}"'
        return response

    def get_context_data(self, **kwargs):
        """Nothing is drawn."""
        return {}


class CitedActivity(Cited, ActivityPage):
    def cited(self):
        return of_activity(self.row, self.index)


class CitedVersion(Cited, ActivityPage):
    def cited(self):
        publication = Publication.objects.versions_of(self.row.reference).numbered([self.kwargs["number"]]).first()
        if publication is None:
            raise Http404(_("This activity has no such version."))
        return of_activity(as_of(self.row, publication), self.index)


class CitedPledge(Cited, PledgePage):
    def cited(self):
        return of_pledge(self.pledge, self.index)


class CitedCommitment(Cited, PledgePage):
    def cited(self):
        number = self.kwargs["number"]
        if number not in {each["number"] for each in self.pledge.record["commitments"]}:
            raise Http404(_("This pledge has no commitment of this number."))
        return of_commitment(self.pledge, number, self.index)


class CitedCountry(Cited):
    def cited(self):
        code = self.kwargs["code"]
        if not self.index.has_page("country", code):
            raise Http404(_("There is no such page in this register."))
        return of_country(code, self.index)
