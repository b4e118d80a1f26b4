"""How many activities a report may hold, and what is said of one that would hold more."""

from django.utils.formats import localize
from django.utils.translation import gettext as _

# Activities of a report: on a page, and in a PDF that a visitor waits for; more are prepared; and at most.
MOST_AT_ONCE = 500
MOST = 5000


def too_large(size):
    """Why a page does not show a report, in a sentence."""
    sentence = _("This report would hold up to %(count)s activities, too many for one page. Choose a shorter period.")
    return sentence % {"count": localize(size)}


def too_large_for_pdf(size, most):
    """Why there is no PDF of a report, in a sentence."""
    sentence = _(
        "This report would hold up to %(count)s activities. A PDF holds at most %(most)s. Choose a shorter "
        "period, or use the list or the CSV."
    )
    return sentence % {"count": localize(size), "most": localize(most)}
