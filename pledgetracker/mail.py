"""Mails in plain text, in the site's language, whose links begin with SITE_URL; sending them breaks nothing."""

import logging
import smtplib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils import translation

from .text import clean

logger = logging.getLogger(__name__)

LONGEST_SUBJECT = 150


def has_address(user):
    """Whether `user`, a record with `email`, can be sent anything."""
    try:
        validate_email(user.email)
    except ValidationError:
        return False
    return True


def one_line(text):
    """`text` as it stands in a list or a subject: on one line, whatever was typed."""
    return " ".join(clean(str(text)).split())


def compose(user, template, **context):
    """The mail to `user`. The first line that the template gives is the subject, on one line; the rest is the text."""
    with translation.override(settings.LANGUAGE_CODE):
        context |= {"person": user, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
        subject, _line_end, text = clean(render_to_string(f"mail/{template}.txt", context)).strip().partition("\n")
    # Nobody's holiday note has to come back to the site.
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(one_line(subject)[:LONGEST_SUBJECT], text.strip() + "\n", to=[user.email], headers=headers)


def deliver(mails):
    """Send mails and return those that could not be sent, which the log then tells. Raises nothing.

    They go over one connection. Where it cannot be made, or is lost, nothing else is tried: each try takes its time.
    """
    connection = get_connection()
    try:
        connection.open()
    except Exception:
        logger.exception("%s mails were not sent: no connection to the mail server", len(mails))
        return list(mails)
    unsent = _send(mails, connection)
    try:
        connection.close()
    except Exception:
        logger.exception("The connection to the mail server did not close")
    return unsent


def _send(mails, connection):
    unsent = []
    for place, mail in enumerate(mails):
        mail.connection = connection
        try:
            mail.send()
        except (TimeoutError, smtplib.SMTPServerDisconnected):
            logger.exception("The mail server was lost: %s mails were not sent", len(mails) - place)
            return unsent + mails[place:]
        except Exception as error:
            logger.error("A mail was not sent: %s", _kind(error))
            unsent.append(mail)
    return unsent


def _kind(error):
    """'SMTPRecipientsRefused 550': the name and the server's codes. What else it says, and a traceback, name people."""
    refused = [code for code, _text in getattr(error, "recipients", {}).values()]
    codes = refused or [getattr(error, "smtp_code", "")]
    return " ".join([type(error).__name__, *map(str, filter(None, codes))])
