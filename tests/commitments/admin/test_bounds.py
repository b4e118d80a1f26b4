"""A form takes texts as long as a spreadsheet does, and no longer; what is too long is said and not cut."""

import pytest
from django.contrib import admin
from django.db.models import TextField
from django.urls import reverse

from activities.intake import judging, reading
from activities.models import Activity
from commitments.admin.base import StaffAdmin
from pledgetracker.text import LONGEST_TEXT
from tests import factories
from tests.forms import fields_of

pytestmark = pytest.mark.django_db


def saved(client, activity, **typed):
    address = reverse("admin:activities_activity_change", args=[activity.pk])
    return client.post(address, fields_of(client.get(address)) | typed)


def rejected(activity, text):
    file = f'reference,description\n{activity.reference},"{text}"'
    (verdict,) = judging.judge(reading.read_upload(file.encode()), None)
    return bool(verdict.problems)


@pytest.mark.parametrize(("length", "is_taken"), [(LONGEST_TEXT, True), (LONGEST_TEXT + 1, False)])
def test_a_form_and_a_file_take_texts_of_the_same_length(client, length, is_taken):
    client.force_login(factories.administrator())
    activity, text = factories.activity(), "x" * length
    assert rejected(activity, text) is not is_taken
    answer = saved(client, activity, description=text)
    assert (answer.status_code == 302) is is_taken
    assert (Activity.objects.get().description == text) is is_taken
    if not is_taken:
        assert [where for where, _sentence, _id in answer.context["mistakes"]] == ["Description"]
        assert text in answer.content.decode(), "nothing is lost"


def test_line_ends_count_once(client):
    """Browsers send two characters for each; a file has one."""
    client.force_login(factories.administrator())
    activity = factories.activity()
    assert saved(client, activity, description="\r\n".join("x" * (LONGEST_TEXT // 2))).status_code == 302


def test_every_long_text_of_the_desk_has_the_bound_and_none_is_cut_by_the_browser(rf):
    request = rf.get("/")
    request.user = factories.administrator()
    seen = 0
    for desk in admin.site._registry.values():
        if not isinstance(desk, StaffAdmin):
            continue
        inlines = [inline.get_formset(request).form for inline in desk.get_inline_instances(request)]
        for form in [desk.get_form(request), *inlines]:
            texts = {each.name for each in form._meta.model._meta.fields if isinstance(each, TextField)}
            for name in texts & form.base_fields.keys():
                seen += 1
                assert form.base_fields[name].max_length == LONGEST_TEXT, name
                assert "maxlength" not in form.base_fields[name].widget.attrs, name
    assert seen > 5
