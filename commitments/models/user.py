from collections import defaultdict

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pledgetracker.models import StaffModel


class User(StaffModel, AbstractUser):
    """Someone who works on the register. Never shown in public."""

    identity_fields = ("username",)
    parts = {"memberships": ["pledge", "role"]}
    # A sign-in is no change of the record, even where it keeps the password in a newer way. A password is kept nowhere
    # but in its own field.
    uncounted = ("last_login", "password")
    unkept = ("version", "password", "last_login", "date_joined", "groups", "user_permissions")

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]

    def __str__(self):
        return self.get_full_name() or self.get_username()

    @cached_property
    def roles(self):
        """{primary key of a pledge: the roles held there}, read once a request."""
        held = defaultdict(set)
        for pledge, role in self.memberships.values_list("pledge", "role"):
            held[pledge].add(role)
        return dict(held)


class Membership(models.Model):
    """That a user works on a pledge, and as what."""

    class Role(models.TextChoices):
        EDITOR = "editor", _("editor")
        PUBLISHER = "publisher", _("publisher")

    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name=_("user"), help_text=_("Who works on it.")
    )
    pledge = models.ForeignKey(
        "Pledge",
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("pledge"),
        help_text=_("The pledge whose activities this person looks after."),
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=Role,
        default=Role.EDITOR,
        help_text=_("An editor drafts and submits; a publisher reviews, publishes and withdraws. One may hold both."),
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["pledge", "user", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "pledge", "role"],
                name="membership_once_per_role",
                violation_error_message=_("This person already has this role on the pledge."),
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.pledge} · {self.get_role_display()}"
