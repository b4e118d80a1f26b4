"""What the staff's models of every app share."""

from operator import attrgetter
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class StaffModel(models.Model):
    """A record that staff edit. `version` grows with each save, so that a stale form can be told from a fresh one."""

    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    # Fields that only dedicated statements write once the record is saved: a form that was open meanwhile must not set
    # them back.
    written_elsewhere = ()
    # Fields that the software alone writes, and whose change is not a new version.
    uncounted = ()
    # The fields whose values, joined by hyphens, name the record in documents.
    identity_fields = ("slug",)
    # The rows that are kept as parts of it, not as records of their own: {related name: what tells one from another}.
    parts = {}
    # Fields that its documents leave out, or hold although no form shows them.
    unkept = ("version",)
    kept_too = ()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.version = 1
            return super().save(*args, **kwargs)
        fields = kwargs.pop("update_fields", None)
        if fields and set(fields) <= set(self.uncounted):
            return super().save(*args, update_fields=fields, **kwargs)
        if fields is None and self.written_elsewhere:
            fields = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            fields -= set(self.written_elsewhere)
        # Counted by the database: of two saves of one version both count.
        before, self.version = self.version, F("version") + 1
        try:
            super().save(*args, update_fields=fields and {*fields, "version"}, **kwargs)
        except Exception:
            self.version = before
            raise
        return self.refresh_from_db(fields=["version"])

    @property
    def identity(self):
        """What names it in documents and downloads: `KGZ`, `iom`, `undp-gcm-5`."""
        return "-".join(str(attrgetter(field.replace("__", "."))(self)) for field in self.identity_fields)

    @classmethod
    def by_identity(cls, identity):
        """The field lookups that find the record so named; raises ValueError where nothing can be."""
        values = identity.rsplit("-", len(cls.identity_fields) - 1)
        return dict(zip(cls.identity_fields, values, strict=True))


class StaleError(Exception):
    """What someone decided on was changed meanwhile; `names` are the records."""

    def __init__(self, names):
        super().__init__(*names)
        self.names = names

    def __str__(self):
        return _("Nothing was done because someone else changed this meanwhile: %(names)s. Check it again.") % {
            "names": ", ".join(self.names)
        }


def refuse_stale(records, seen):
    """Raises StaleError naming those that are not in the version that was `seen`, {key: version} as texts.

    The records must have been read under lock, in the transaction that goes on to change them.
    """
    if stale := [str(record) for record in records if seen.get(str(record.pk)) != str(record.version)]:
        raise StaleError(stale)


class EditorialState(models.TextChoices):
    """Where a record stands between its author and the public."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class EditorialModel(StaffModel):
    """A record that is drafted, reviewed, published and withdrawn as a whole.

    Only the statements of the workflow and of publishing write where it stands. The numbers are values of `version`:
    what was submitted, or published, is exactly that version and no later one.
    """

    state = models.CharField(
        _("state"), max_length=20, choices=EditorialState, default=EditorialState.DRAFT, editable=False
    )
    # A newer version waits while the published text stays up.
    published_version = models.PositiveIntegerField(_("published version"), null=True, editable=False)
    submitted_version = models.PositiveIntegerField(_("submitted version"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)

    written_elsewhere = ("state", "published_version", "submitted_version", "submitted_by", "submitted_at")

    class Meta:
        abstract = True

    @property
    def has_unpublished_changes(self):
        """Whether staff changed a published record after it was last published."""
        return self.state == EditorialState.PUBLISHED and self.version != self.published_version

    @property
    def is_in_review(self):
        """Whether it waits for a publisher exactly as it now stands."""
        return self.submitted_version == self.version


class WebField(models.URLField):
    """The address of a page, `http` or `https` only: a `javascript:` address would be a link that runs."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 500)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(assume_scheme="https", **kwargs)


def is_web_address(value):
    """Whether a link to `value` leads to a page and nothing else."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def no_semicolon(model, field):
    """Lists inside a cell of a download are separated by semicolons, so no name may hold one."""
    return models.CheckConstraint(
        condition=~Q(**{f"{field}__contains": ";"}),
        name=f"{model}_{field}_has_no_semicolon",
        violation_error_message=_("Write the name without a semicolon. Semicolons separate names in downloads."),
    )


def validate_language(value):
    """Raises ValidationError unless `value` looks like a BCP 47 language tag: `en`, `pt-BR`, `zh-Hans`."""
    first, *rest = value.split("-")
    alike = (
        value.isascii() and first.isalpha() and 2 <= len(first) <= 3 and all(r.isalnum() and len(r) <= 8 for r in rest)
    )
    if not alike:
        raise ValidationError(_("“%(value)s” is not a language tag, such as en, es or pt-BR."), params={"value": value})
