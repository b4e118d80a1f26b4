"""A decision on many records at once, taken as a long operation: its page may be closed meanwhile."""

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from commitments import jobs
from pledgetracker.models import StaleError

from .. import notices
from .decisions import DECISIONS

# More than these take longer than a person should look at a page that does nothing.
AT_ONCE = 200


def take(decision, records, by, seen, form, leads_to):
    """Start it. Returns the Job. `form` is valid; `leads_to` is the path to go on to."""
    arguments = {
        "model": records[0]._meta.label_lower,
        "name": decision.name,
        "seen": {key: version for key, version in seen.items() if key in {str(record.pk) for record in records}},
        "typed": form.typed(),
        "leads_to": leads_to,
    }
    title = _("%(step)s: %(count)s records") % {"step": decision.button, "count": len(records)}
    return jobs.start("decision", title, by, arguments)


@jobs.task("decision")
def _decision(job, model, name, seen, typed, leads_to):
    decision = DECISIONS[name]
    form = decision.form(typed)
    form.full_clean()
    records = list(apps.get_model(model).objects.filter(pk__in=seen))
    try:
        with job.writing():
            done = decision.take(records, job.by, seen, **form.values())
    except StaleError as error:
        raise ValidationError(str(error)) from error
    except PermissionDenied as error:
        raise ValidationError(_("Your role no longer allows it.")) from error
    return [decision.done % {"count": len(done)}, *notices.unsent(job.by)], leads_to
