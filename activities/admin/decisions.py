"""The steps of the workflow as pages and actions: what is asked, of whom, and what is said after."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from commitments import roles
from commitments.admin.widgets import is_key
from pledgetracker.clock import today
from pledgetracker.partial_dates import validate_reported

from .. import workflow


class DecisionForm(forms.Form):
    """What a step needs to be told: nothing, as a rule."""

    def values(self):
        """What the step takes besides the records, who takes it and what was seen."""
        return {}

    def typed(self):
        """What was sent, as plain JSON: a form of it is valid where this one is."""
        return {name: field.widget.value_from_datadict(self.data, {}, name) for name, field in self.fields.items()}


class Keys(forms.MultipleChoiceField):
    """The primary keys of ticked records, as texts. The page of the decision draws the boxes."""

    widget = forms.MultipleHiddenInput

    def valid_value(self, value):
        return is_key(value)


class HarmlessForm(DecisionForm):
    harmless = Keys(required=False)

    def values(self):
        return {"harmless": frozenset(self.cleaned_data["harmless"])}


class CommentForm(DecisionForm):
    comment = forms.CharField(
        label=_("What has to change"),
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60}),
        max_length=5000,
        help_text=_("The editor gets this comment by mail and sees it on the form."),
    )

    def values(self):
        return {"comment": self.cleaned_data["comment"]}


class AsOfForm(DecisionForm):
    as_of = forms.DateField(
        label=_("Still correct as of"),
        initial=today,
        validators=[validate_reported],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "The day on which the office said so. Not after today (UTC) and not before the last report. The "
            "public sees it once it is published."
        ),
    )

    def values(self):
        return {"as_of": self.cleaned_data["as_of"]}


@dataclass(frozen=True)
class Decision:
    """One step: `take(records, by, seen, **form.values())` of the workflow, open to whom `right` says."""

    name: str
    button: str
    question: str
    meaning: str
    right: Callable
    take: Callable
    done: str  # ngettext_lazy with %(record)s for one, %(count)s for more
    form: type = DecisionForm
    of_public: bool = False  # about what is public now, and not about what would change

    @property
    def asks_harmless(self):
        """Whether its page asks for the tick that nobody at risk can be identified."""
        return issubclass(self.form, HarmlessForm)


DECISIONS = {
    decision.name: decision
    for decision in (
        Decision(
            "submit",
            _("Submit for review"),
            _("Submit for review?"),
            _("A publisher of the pledge compares it with what is public, then publishes it or sends it back."),
            roles.may_edit,
            workflow.submit,
            ngettext_lazy("“%(record)s” waits for review.", "%(count)s records wait for review.", "count"),
            HarmlessForm,
        ),
        Decision(
            "return",
            _("Send back"),
            _("Send back to its editor?"),
            _("The review ends. Nothing is lost and nothing becomes public."),
            roles.may_publish,
            workflow.send_back,
            ngettext_lazy("“%(record)s” was sent back.", "%(count)s records were sent back.", "count"),
            CommentForm,
        ),
        Decision(
            "publish",
            _("Publish"),
            _("Publish?"),
            _("This text becomes public as a new version. Read all of it again as a stranger would. It must "
              "not identify a migrant, a shelter or a small group."),
            roles.may_publish,
            workflow.publish,
            ngettext_lazy("“%(record)s” is published.", "%(count)s records are published.", "count"),
            HarmlessForm,
        ),
        Decision(
            "withdraw",
            _("Withdraw"),
            _("Withdraw?"),
            _("The text leaves the public pages and downloads at once. Its address stays and says that it was "
              "withdrawn. Nothing is lost here. You can submit and publish it again."),
            roles.may_publish,
            workflow.withdraw,
            ngettext_lazy("“%(record)s” is withdrawn.", "%(count)s records are withdrawn.", "count"),
            of_public=True,
        ),
        Decision(
            "confirm",
            _("Confirm as of a date"),
            _("Still correct?"),
            _("Use this for activities without news. The public pages then say on which day the text was "
              "confirmed as still correct."),
            roles.may_edit,
            workflow.confirm,
            ngettext_lazy("“%(record)s” is confirmed.", "%(count)s activities are confirmed.", "count"),
            AsOfForm,
            of_public=True,
        ),
    )
}  # fmt: skip
