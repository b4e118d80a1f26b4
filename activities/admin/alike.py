"""Pairs of activities that read alike, or name one project, side by side: are they the same project or not?"""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from commitments import roles
from commitments.admin.base import is_key

from .. import ties, workflow
from ..desk import reading
from ..desk.page import PAIRS
from ..models import Activity, NotSame

KINDS = {pairs.kind: pairs for pairs in PAIRS}
PAIRS_A_PAGE = 20


class AlikePage:
    """For the ModelAdmin of activities."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.alike_view)
        return [path("alike/", view, name=f"{self.opts.app_label}_{self.opts.model_name}_alike"), *super().get_urls()]

    def alike_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        kind = request.GET.get("kind", PAIRS[0].kind)
        if kind not in KINDS or not set(request.GET) <= {"kind", "p"}:
            raise BadRequest("This page knows the parameters kind and p alone.")
        if request.method == "POST":
            return self.decide_on_pair(request)
        found, _unread = reading.readings(roles.pledges_of(request.user))
        page = Paginator(KINDS[kind].found_in(found), PAIRS_A_PAGE).get_page(request.GET.get("p", ""))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Same project, or not?"),
            "opts": self.opts,
            "kinds": PAIRS,
            "chosen": KINDS[kind],
            "page": page,
            "pairs": self.pairs_of(request, page),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/activities/activity/alike.html", context)

    def pairs_of(self, request, page):
        """Dictionaries of the two activities of each pair, and whether the person may say what they are."""
        keys = {key for pair in page for key in pair}
        activities = Activity.objects.select_related("pledge", "office").prefetch_related("commitments").in_bulk(keys)
        for one, other in ((activities.get(one), activities.get(other)) for one, other in page):
            if one and other:  # neither was deleted meanwhile
                may = roles.may_edit(request.user, one.pledge_id) and roles.may_edit(request.user, other.pledge_id)
                yield {"one": one, "other": other, "may_decide": may}

    @transaction.atomic
    def decide_on_pair(self, request):
        """Tie the two, or keep that they are different. Both are right whatever was changed in them meanwhile."""
        keys = [request.POST.get(name, "") for name in ("one", "other")]
        if not all(is_key(key) for key in keys) or keys[0] == keys[1]:
            raise BadRequest("Two different activities are needed.")
        locked = Activity.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        pair = list(locked)
        if len(pair) != 2 or not all(roles.may_see(request.user, each.pledge_id) for each in pair):
            raise Http404
        if not all(roles.may_edit(request.user, each.pledge_id) for each in pair):
            raise PermissionDenied
        names = {"one": pair[0].reference, "other": pair[1].reference}
        if "same" in request.POST:
            if waiting := ties.tie(*pair, by=request.user):
                workflow.edited(waiting)
            sentence = _("%(one)s and %(other)s are tied as one project. The tie waits for review like any change.")
        elif "different" in request.POST:
            NotSame.objects.get_or_create(one=pair[0], other=pair[1])
            sentence = _("%(one)s and %(other)s are kept as different. They will not be asked about again.")
        else:
            raise BadRequest("Neither the same nor different.")
        self.message_user(request, sentence % names, messages.SUCCESS)
        return HttpResponseRedirect(request.get_full_path())
