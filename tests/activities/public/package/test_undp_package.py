"""The data package of the real pledge."""

import pytest

from activities.public.package.tables import REGISTERS, TABLES

from .test_package import files_of, table, validated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undp")]


def test_it_is_valid_and_has_every_activity_and_commitment(client, tmp_path):
    files = files_of(client)
    assert validated(files, tmp_path) == ([], len(TABLES) + len(REGISTERS))
    assert len(table(files, "activities")) == 45
    assert len(table(files, "commitments")) == 7
