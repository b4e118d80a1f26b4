"""Records for tests. Each function names only what the database demands; a test names what it is about."""

from itertools import count

from activities import publishing
from activities.models import (
    Activity,
    Country,
    Office,
    Participation,
    Placement,
    Region,
    Result,
    Source,
    Update,
)
from commitments.models import (
    Commitment,
    Framework,
    Indicator,
    Membership,
    Objective,
    Partner,
    Pledge,
    Principle,
    Target,
    User,
)

_numbers = count(1)


def number():
    """A number that no other record of this run has."""
    return next(_numbers)


def letters(length):
    """`length` capital letters that no other record of this run has (until they have all been used)."""
    given, text = number(), ""
    for _ in range(length):
        given, rest = divmod(given, 26)
        text = chr(ord("A") + rest) + text
    return text


def user(**fields):
    """Someone without any rights, whose password is `password`."""
    fields.setdefault("username", f"user{number()}")
    return User.objects.create_user(password=fields.pop("password", "password"), **fields)


def administrator(**fields):
    return user(is_staff=True, is_superuser=True, **fields)


def membership(user, pledge, **fields):
    return Membership.objects.create(user=user, pledge=pledge, **fields)


def partner(**fields):
    n = number()
    fields.setdefault("name", f"Partner {n}")
    fields.setdefault("slug", f"partner-{n}")
    fields.setdefault("kind", Partner.Kind.UN_ENTITY)
    return Partner.objects.create(**fields)


def framework(**fields):
    n = number()
    fields.setdefault("slug", f"framework-{n}")
    fields.setdefault("name", f"Framework {n}")
    fields.setdefault("short_name", f"Framework {n}")
    return Framework.objects.create(**fields)


def objective(**fields):
    fields.setdefault("number", number())
    fields.setdefault("title", f"Objective {fields['number']}")
    fields.setdefault("short_title", fields["title"])
    return Objective.objects.create(framework=fields.pop("framework", None) or framework(), **fields)


def principle(**fields):
    fields.setdefault("letter", letters(2).lower())
    fields.setdefault("title", f"Principle {fields['letter']}")
    return Principle.objects.create(framework=fields.pop("framework", None) or framework(), **fields)


def pledge(made_by=(), **fields):
    """A draft, made by the partners in `made_by`."""
    slug = f"pledge-{letters(3).lower()}"
    fields.setdefault("slug", slug)
    fields.setdefault("title", f"Pledge {slug}")
    made = Pledge.objects.create(framework=fields.pop("framework", None) or framework(), **fields)
    made.made_by.set(made_by)
    return made


def commitment(objectives=(), principles=(), **fields):
    """The next commitment of its pledge."""
    of = fields.pop("pledge", None) or pledge()
    fields.setdefault("number", of.commitments.count() + 1)
    fields.setdefault("short_title", f"Commitment {fields['number']}")
    fields.setdefault("text", fields["short_title"])
    made = Commitment.objects.create(pledge=of, **fields)
    made.objectives.set(objectives)
    made.principles.set(principles)
    return made


def indicator(**fields):
    n = number()
    fields.setdefault("key", f"indicator-{n}")
    fields.setdefault("name", f"things counted {n}")
    fields.setdefault("unit", "things")
    fields.setdefault("level", Indicator.Level.OUTPUT)
    return Indicator.objects.create(**fields)


def target(**fields):
    fields.setdefault("value", 100)
    return Target.objects.create(
        commitment=fields.pop("commitment", None) or commitment(),
        indicator=fields.pop("indicator", None) or indicator(),
        **fields,
    )


def country(**fields):
    alpha3 = fields.setdefault("alpha3", letters(3))
    fields.setdefault("alpha2", letters(2))
    fields.setdefault("name", f"Country {alpha3}")
    return Country.objects.create(**fields)


def region(countries=(), **fields):
    n = number()
    fields.setdefault("scheme", Region.Scheme.GROUPING)
    fields.setdefault("name", f"Region {n}")
    fields.setdefault("slug", f"region-{n}")
    fields.setdefault("source", "A list of its members")
    made = Region.objects.create(**fields)
    made.countries.set(countries)
    return made


def office(**fields):
    n = number()
    fields.setdefault("name", f"Office {n}")
    fields.setdefault("slug", f"office-{n}")
    return Office.objects.create(**fields)


def activity(commitments=(), countries=(), planned=(), regions=(), **fields):
    """A draft of one commitment of its pledge unless `commitments` are given; `do_no_harm` is ticked.

    `countries` are those where it is done, `planned` those where it is only planned.
    """
    of = fields.pop("pledge", None) or (commitments[0].pledge if commitments else pledge())
    fields.setdefault("title", f"Activity {number()}")
    fields.setdefault("description", f"Text of {fields['title']}, as published.")
    fields.setdefault("kind", "programme")
    fields.setdefault("reported", "2023-11-11")
    fields.setdefault("do_no_harm", True)
    made = Activity.objects.create(pledge=of, **fields)
    made.commitments.set(commitments or [of.commitments.first() or commitment(pledge=of)])
    made.regions.set(regions)
    for where in countries:
        placement(made, where)
    for where in planned:
        placement(made, where, planned=True)
    return made


def placement(activity, country, **fields):
    return Placement.objects.create(activity=activity, country=country, **fields)


def participation(activity, partner, **fields):
    return Participation.objects.create(activity=activity, partner=partner, **fields)


def update(activity, **fields):
    fields.setdefault("date", "2024-05")
    fields.setdefault("text", "Something new.")
    return Update.objects.create(activity=activity, **fields)


def source(activity, **fields):
    n = number()
    fields.setdefault("title", f"Source {n}")
    fields.setdefault("url", f"https://example.org/{n}")
    return Source.objects.create(activity=activity, **fields)


def result(activity, **fields):
    fields.setdefault("value", 900)
    return Result.objects.create(activity=activity, indicator=fields.pop("indicator", None) or indicator(), **fields)


def published(count, pledge, places=(), partners=()):
    """So many published activities of a published pledge, made in few statements; what is given they take in turn."""
    commitments = list(pledge.commitments.order_by("number"))
    first = pledge.activity_counter
    made = Activity.objects.bulk_create(
        Activity(
            pledge=pledge,
            reference=f"{pledge.slug}-{first + place:04d}",
            title=f"Activity {first + place}",
            description=f"Text of activity {first + place}, as published.",
            kind="programme",
            reported="2023-11-11",
            do_no_harm=True,
        )
        for place in range(1, count + 1)
    )
    type(pledge).objects.filter(pk=pledge.pk).update(activity_counter=first + count)
    turns = list(enumerate(made))
    Activity.commitments.through.objects.bulk_create(
        Activity.commitments.through(activity=each, commitment=commitments[turn % len(commitments)])
        for turn, each in turns
    )
    for model, name, values in ((Placement, "country", places), (Participation, "partner", partners)):
        if values:
            model.objects.bulk_create(
                model(activity=each, **{name: values[turn % len(values)]}) for turn, each in turns
            )
    publishing.publish(made)
    return made
