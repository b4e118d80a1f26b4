"""What was typed and could not be saved: the browser keeps it (static/js/typed.js), and these forms take it back.

A sign-in may lapse while someone types, and a form that stood open since before the last sign-in is refused. The script
keeps what is typed under a key of the person and the record. Sent back with RETURNED it is drawn in the form as what
was typed wrong is, through all of the form's own checks, and nothing is saved.
"""

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.urls import reverse

# In a form that the script sends: draw it, and save nothing.
RETURNED = "_typed"
# Which of several kept ones it is; the script writes it.
KEPT_ID = "_kept_id"
# Tells the script what was saved, so that the browser forgets it.
COOKIE = "typed_saved"
COOKIE_SECONDS = 600


def key_of(user, model, what):
    """Under which the browser keeps what `user` typed about `what` of a kind of record: a key, "new", a step."""
    return f"{user.pk}:{model._meta.label_lower}:{what}"


def forget(response, key):
    """Let the browser forget what it kept under `key`: it is saved."""
    response.set_cookie(
        COOKIE, key, max_age=COOKIE_SECONDS, path=reverse("admin:index"), secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )  # fmt: skip
    return response


class ReturnedForm:
    """Mixed into the form that is drawn with what the browser kept: never valid, so that nothing is saved."""

    def clean(self):
        cleaned = super().clean()
        self.add_error(None, ValidationError("", code=RETURNED))
        return cleaned


class Typed:
    """For a ModelAdmin whose forms may be taken up again."""

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        return type(form)(form.__name__, (ReturnedForm, form), {}) if RETURNED in request.POST else form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        if RETURNED in request.POST:
            context["is_returned"] = True
            _without_mark(form)
        if self.has_add_permission(request) if add else self.has_change_permission(request, obj):
            context |= {
                "kept_key": key_of(request.user, self.model, obj.pk if obj and obj.pk else "new"),
                "kept_id": request.POST.get(KEPT_ID, ""),
                "kept_here": form.is_bound,
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        return forget(response, key_of(request.user, self.model, "new"))

    def response_change(self, request, obj):
        return forget(super().response_change(request, obj), key_of(request.user, self.model, obj.pk))


def _without_mark(form):
    """What is wrong with the form itself, and no more."""
    said = form.errors.get(NON_FIELD_ERRORS)
    if said is not None:
        said.data[:] = [error for error in said.data if error.code != RETURNED]
        if not said:
            del form.errors[NON_FIELD_ERRORS]
