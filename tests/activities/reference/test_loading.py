from collections import Counter
from itertools import combinations

import pytest
from django.core.management import call_command
from django.test import TestCase

from activities import publishing
from activities.models import Country, Edition, PublicActivity, Region
from activities.reference import loading
from activities.reference.loading import load_reference
from commitments.models import Framework, Objective, Principle
from pledgetracker.text import words
from tests import factories

NOTHING = dict.fromkeys(("countries and areas", "frameworks", "objectives", "guiding principles", "regions"), (0, 0))
SETTLED_BY_M49 = {"africa": 60, "americas": 57, "asia": 50, "europe": 51, "oceania": 29}


class Loaded(TestCase):
    """What is there after `load_reference`."""

    @classmethod
    def setUpTestData(cls):
        cls.counts = load_reference()

    def members(self, slug):
        return set(Region.objects.get(slug=slug).countries.values_list("alpha3", flat=True))

    def test_it_says_what_it_created(self):
        assert self.counts == {
            "countries and areas": (249, 0),
            "frameworks": (1, 0),
            "objectives": (23, 0),
            "guiding principles": (10, 0),
            "regions": (37, 0),
        }

    def test_the_second_time_changes_nothing(self):
        before = Edition.objects.first().number
        assert load_reference() == NOTHING
        assert load_reference(update=True) == NOTHING
        assert Edition.objects.first().number == before

    def test_every_record_passes_its_own_rules(self):
        for model in (Country, Region, Framework, Objective, Principle):
            for record in model.objects.all():
                record.full_clean()

    def test_every_country_has_every_code_and_only_kosovo_has_no_m49(self):
        assert Country.objects.count() == 249
        assert list(Country.objects.filter(m49="").values_list("alpha3", flat=True)) == ["XKX"]
        for codes in Country.objects.values_list("alpha3", "alpha2", "name"):
            assert all(codes)

    def test_kosovo_carries_its_note_and_its_note_words(self):
        kosovo = Country.objects.get(alpha3="XKX")
        assert (kosovo.name, kosovo.label, kosovo.alpha2) == ("Kosovo", "Kosovo*", "XK")
        assert kosovo.note == (
            "References to Kosovo shall be understood to be in the context of "
            "United Nations Security Council resolution 1244 (1999)."
        )
        assert "Kosovo" in kosovo.note_words.splitlines()

    def test_kosovo_is_in_rbec_and_the_western_balkans_and_in_no_m49_region(self):
        regions = Region.objects.filter(countries__alpha3="XKX")
        assert set(regions.values_list("slug", flat=True)) == {"rbec", "western-balkans"}

    def test_names_are_un_short_names_and_other_names_find_them(self):
        for code, name, other in [
            ("VNM", "Viet Nam", "Vietnam"),
            ("TUR", "Türkiye", "Turkey"),
            ("MDA", "Republic of Moldova", "Moldova"),
            ("PSE", "State of Palestine", "Palestine"),
            ("KGZ", "Kyrgyzstan", "Kyrgyz Republic"),
            ("FLK", "Falkland Islands (Malvinas)", "Malvinas"),
        ]:
            country = Country.objects.get(alpha3=code)
            assert country.name == name
            assert other in country.names

    def test_no_name_belongs_to_two_countries(self):
        owners = Counter()
        for country in Country.objects.all():
            owners.update({" ".join(words(name)) for name in country.names})
        assert [name for name, count in owners.items() if count > 1] == []

    def test_only_names_with_a_note_call_for_one(self):
        assert set(Country.objects.exclude(note="").values_list("alpha3", flat=True)) == {"XKX", "FLK"}
        assert not Country.objects.filter(note="").exclude(note_words="").exists()

    def test_the_regions_of_m49_part_the_world_without_overlap(self):
        parts = {slug: self.members(slug) for slug in SETTLED_BY_M49}
        assert {slug: len(members) for slug, members in parts.items()} == SETTLED_BY_M49
        assert not any(one & other for one, other in combinations(parts.values(), 2))
        outside = set(Country.objects.values_list("alpha3", flat=True)) - set().union(*parts.values())
        assert outside == {"XKX", "ATA"}

    def test_a_country_is_in_one_bureau_at_most(self):
        bureaux = Region.objects.filter(scheme="undp-bureau")
        assert set(bureaux.values_list("code", flat=True)) == {"RBA", "RBAP", "RBAS", "RBEC", "RBLAC"}
        members = [self.members(bureau.slug) for bureau in bureaux]
        assert all(members)
        assert not any(one & other for one, other in combinations(members, 2))

    def test_the_groupings_have_the_members_that_their_sources_name(self):
        assert self.members("western-balkans") == {"ALB", "BIH", "XKX", "MNE", "MKD", "SRB"}
        assert self.members("eac") == {"BDI", "COD", "KEN", "RWA", "SOM", "SSD", "TZA", "UGA"}

    def test_every_membership_states_source_and_date(self):
        assert Region.objects.count() == 37
        assert not Region.objects.filter(source="").exists()
        assert not Region.objects.filter(source_url="").exists()
        assert not Region.objects.filter(as_of=None).exists()
        assert not Region.objects.filter(countries=None).exists()

    def test_the_compact_has_23_objectives_and_10_principles(self):
        compact = Framework.objects.get()
        assert [objective.key for objective in compact.objectives.all()] == [f"gcm-{n}" for n in range(1, 24)]
        assert [principle.letter for principle in compact.principles.all()] == list("abcdefghij")
        assert compact.objectives.get(number=20).title == (
            "Promote faster, safer and cheaper transfer of remittances and foster financial inclusion of migrants"
        )

    def test_what_was_changed_by_hand_stays_until_an_update_is_asked_for(self):
        Country.objects.filter(alpha3="KGZ").update(name="Kirghizia")
        Region.objects.get(slug="eac").countries.clear()
        assert load_reference() == NOTHING
        counts = load_reference(update=True)
        assert counts == NOTHING | {"countries and areas": (0, 1), "regions": (0, 1)}
        assert Country.objects.get(alpha3="KGZ").name == "Kyrgyzstan"
        assert len(self.members("eac")) == 8

    def test_an_update_leaves_what_is_as_it_should_be(self):
        Country.objects.filter(alpha3="KGZ").update(name="Kirghizia")
        versions = dict(Country.objects.exclude(alpha3="KGZ").values_list("alpha3", "version"))
        load_reference(update=True)
        assert dict(Country.objects.exclude(alpha3="KGZ").values_list("alpha3", "version")) == versions

    def test_what_is_missing_is_created_again(self):
        Region.objects.get(slug="eac").delete()
        assert load_reference() == NOTHING | {"regions": (1, 0)}
        assert len(self.members("eac")) == 8

    def test_what_an_office_of_the_register_added_stays(self):
        factories.region(slug="own-grouping")
        load_reference(update=True)
        assert Region.objects.filter(slug="own-grouping").exists()

    def test_an_update_reaches_the_public_record_in_one_edition(self):
        country = Country.objects.get(alpha3="KGZ")
        activity = factories.activity(countries=[country])
        Country.objects.filter(alpha3="KGZ").update(name="Kirghizia")
        publishing.publish_pledge(activity.pledge)
        publishing.publish([activity])
        before = Edition.objects.first().number
        assert ",Kirghizia,KGZ," in PublicActivity.objects.get().csv_line
        call_command("load_reference", update=True, verbosity=0)
        row = PublicActivity.objects.get()
        assert ",Kyrgyzstan,KGZ," in row.csv_line
        assert [edition.number for edition in Edition.objects.filter(number__gt=before)] == [before + 1]
        assert row.edition_id == before + 1


@pytest.mark.django_db
def test_a_load_that_breaks_off_leaves_nothing(monkeypatch, tmp_path):
    # A region names a member that does not exist.
    for name in ("countries.csv", "frameworks.toml", "regions.toml"):
        (tmp_path / name).write_text((loading.FOLDER / name).read_text(encoding="utf-8"), encoding="utf-8")
    regions = tmp_path / "regions.toml"
    regions.write_text(regions.read_text(encoding="utf-8").replace('"KGZ"', '"KKK"'), encoding="utf-8")
    monkeypatch.setattr(loading, "FOLDER", tmp_path)
    with pytest.raises(KeyError, match="KKK"):
        loading.load_reference()
    assert not Country.objects.exists()
    assert not Edition.objects.exists()
