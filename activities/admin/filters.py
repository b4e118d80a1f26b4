"""The editor's worklist: the questions of the start page, as filters of the lists that its counts lead to."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.utils.translation import gettext_lazy as _

from commitments import roles
from commitments.admin.widgets import is_key
from commitments.models import Commitment

from ..desk import questions
from ..desk.page import PARAMETER


class WorklistFilter(admin.SimpleListFilter):
    """A subclass names the `questions` of its list: {value: Question}."""

    title = _("what needs attention")
    parameter_name = PARAMETER
    questions = {}

    def lookups(self, request, model_admin):
        return [(value, question.label) for value, question in self.questions.items()]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if self.value() not in self.questions:
            raise IncorrectLookupParameters
        return self.questions[self.value()].ask(queryset, request.user)


class ActivityWorklist(WorklistFilter):
    questions = questions.OF_ACTIVITIES


class CommitmentWorklist(WorklistFilter):
    questions = questions.OF_COMMITMENTS


class PledgeWorklist(WorklistFilter):
    questions = questions.OF_PLEDGES


class ChangeWorklist(WorklistFilter):
    questions = questions.OF_CHANGES


class CommitmentFilter(admin.SimpleListFilter):
    """The commitments of the pledge that is chosen: those of every pledge would be a list of thousands."""

    title = _("commitment")
    parameter_name = "commitment"

    def lookups(self, request, model_admin):
        pledge = request.GET.get("pledge__id__exact", "")
        if not is_key(pledge):
            return []
        seen = Commitment.objects.filter(pledge__in=roles.pledges_of(request.user), pledge=pledge)
        return [(str(each.pk), str(each)) for each in seen]

    def queryset(self, request, queryset):
        chosen = self.value()
        return queryset.filter(commitments=chosen) if chosen in dict(self.lookup_choices) else queryset
