"""What every way to write should come to, in words.

sign-in    the page that asks who it is
absent     as if there were no such record
forbidden  403, and nothing changed
refused    a sentence that says why, and nothing changed
page       the same page as without sending anything: this kind of record has nothing that the person could send
done       what was meant changed, and nothing else; the history names who

Who is not signed in, or is not staff, is asked to sign in on every way to everything: see `expected`.
"""

# ruff: noqa: E501  # a table is read row by row

from dataclasses import dataclass
from functools import cache

from tests.activities.admin.matrix.cells import PUBLIC, WRITTEN_WITH_IT
from tests.activities.admin.matrix.world import ROLES, STATES

# "Done" in these states alone; in any other what stands in the last column.
STATES_BY_NAME = {
    "every": STATES,
    "never public": ["draft", "in review"],
    "draft": ["draft"],
    "unsubmitted": ["draft", "changed", "withdrawn"],
    "waiting": ["in review", "change in review"],
    "not as it stands": ["draft", "in review", "changed", "change in review", "withdrawn"],
    "public": ["published", "changed", "change in review"],
    "as it stands": ["published"],
    "none": [],
}

# What people with a role on a pledge come to, there and on another pledge. An administrator is on every pledge.
ACTIVITY = """
way                    | idle      editor    publisher both      administrator | editor  publisher both    | done in          else
form                   | forbidden done      forbidden done      done          | absent  forbidden absent  | every            -
rows                   | forbidden done      forbidden done      done          | absent  forbidden absent  | every            -
save and submit        | forbidden done      forbidden done      done          | absent  forbidden absent  | every            -
save and publish       | forbidden forbidden forbidden done      done          | absent  forbidden absent  | every            -
add                    | forbidden done      forbidden done      done          | refused forbidden refused | every            -
delete                 | forbidden done      forbidden done      done          | absent  forbidden absent  | never public     forbidden
action delete_selected | forbidden done      refused   done      done          | refused refused   refused | never public     refused
restore                | absent    done      forbidden done      done          | absent  absent    absent  | every            -
submit                 | absent    done      forbidden done      done          | absent  absent    absent  | unsubmitted      refused
action submit          | forbidden done      refused   done      done          | refused refused   refused | unsubmitted      refused
return                 | absent    forbidden done      done      done          | absent  absent    absent  | waiting          refused
action return          | forbidden refused   done      done      done          | refused refused   refused | waiting          refused
publish                | absent    forbidden done      done      done          | absent  absent    absent  | waiting          refused
action publish         | forbidden refused   done      done      done          | refused refused   refused | waiting          refused
withdraw               | absent    forbidden done      done      done          | absent  absent    absent  | public           refused
action withdraw        | forbidden refused   done      done      done          | refused refused   refused | public           refused
confirm                | absent    done      forbidden done      done          | absent  absent    absent  | as it stands     refused
action confirm         | forbidden done      refused   done      done          | refused refused   refused | as it stands     refused
same project           | forbidden done      forbidden done      done          | absent  absent    absent  | every            -
not the same           | forbidden done      forbidden done      done          | absent  absent    absent  | every            -
upload                 | forbidden done      forbidden done      done          | done    forbidden done    | every            -
"""

# Its editors change a pledge, administrators add and remove it; what it holds is in the way of its removal.
PLEDGE = """
way                    | idle      editor    publisher both      administrator | editor    publisher both      | done in          else
form                   | forbidden done      forbidden done      done          | absent    forbidden absent    | every            -
rows                   | forbidden done      forbidden done      done          | absent    forbidden absent    | every            -
save and submit        | forbidden done      forbidden done      done          | absent    forbidden absent    | every            -
save and publish       | forbidden forbidden forbidden done      done          | absent    forbidden absent    | every            -
add                    | forbidden forbidden forbidden forbidden done          | forbidden forbidden forbidden | every            -
delete                 | forbidden forbidden forbidden forbidden refused       | forbidden forbidden forbidden | none             refused
action delete_selected | forbidden refused   refused   refused   refused       | refused   refused   refused   | none             refused
restore                | absent    done      forbidden done      done          | absent    absent    absent    | every            -
submit                 | absent    done      forbidden done      done          | absent    absent    absent    | unsubmitted      refused
action submit          | forbidden done      refused   done      done          | refused   refused   refused   | unsubmitted      refused
return                 | absent    forbidden done      done      done          | absent    absent    absent    | waiting          refused
action return          | forbidden refused   done      done      done          | refused   refused   refused   | waiting          refused
publish                | absent    forbidden done      done      done          | absent    absent    absent    | waiting          refused
action publish         | forbidden refused   done      done      done          | refused   refused   refused   | waiting          refused
withdraw               | absent    forbidden done      done      done          | absent    absent    absent    | public           refused
action withdraw        | forbidden refused   done      done      done          | refused   refused   refused   | public           refused
"""

# The state is that of the pledge.
COMMITMENT = """
way                    | idle      editor    publisher both      administrator | editor  publisher both    | done in          else
form                   | forbidden done      forbidden done      done          | absent  forbidden absent  | every            -
rows                   | forbidden done      forbidden done      done          | absent  forbidden absent  | every            -
add                    | forbidden done      forbidden done      done          | refused forbidden refused | every            -
delete                 | forbidden done      forbidden done      done          | absent  forbidden absent  | draft            forbidden
action delete_selected | forbidden done      page      done      done          | refused page      refused | draft            forbidden
restore                | absent    done      forbidden done      done          | absent  absent    absent  | every            -
"""

# What all share: everybody with a role reads it, administrators change it.
SHARED = """
way                    | idle      editor    publisher both      administrator | editor    publisher both      | done in          else
form                   | forbidden forbidden forbidden forbidden done          | forbidden forbidden forbidden | every            -
add                    | forbidden forbidden forbidden forbidden done          | forbidden forbidden forbidden | every            -
delete                 | forbidden forbidden forbidden forbidden done          | forbidden forbidden forbidden | every            -
action delete_selected | forbidden page      page      page      done          | page      page      page      | every            -
restore                | forbidden forbidden forbidden forbidden done          | forbidden forbidden forbidden | every            -
"""
FRAMEWORK = (
    SHARED
    + """
rows                   | forbidden forbidden forbidden forbidden done          | forbidden forbidden forbidden | every            -
"""
)

PERSON = """
way                    | idle      editor    publisher both      administrator | editor    publisher both      | done in          else
form                   | forbidden forbidden forbidden forbidden done          | forbidden forbidden forbidden | every            -
rows                   | forbidden forbidden forbidden forbidden done          | forbidden forbidden forbidden | every            -
add                    | forbidden forbidden forbidden forbidden done          | forbidden forbidden forbidden | every            -
delete                 | forbidden forbidden forbidden forbidden done          | forbidden forbidden forbidden | every            -
action delete_selected | forbidden forbidden forbidden forbidden done          | forbidden forbidden forbidden | every            -
restore                | forbidden forbidden forbidden forbidden done          | forbidden forbidden forbidden | every            -
password               | forbidden forbidden forbidden forbidden done          | forbidden forbidden forbidden | every            -
"""

# What the software alone writes.
RECORD = """
way                    | idle      editor    publisher both      administrator | editor    publisher both      | done in          else
form                   | forbidden forbidden forbidden forbidden forbidden     | forbidden forbidden forbidden | every            -
add                    | forbidden forbidden forbidden forbidden forbidden     | forbidden forbidden forbidden | every            -
delete                 | forbidden forbidden forbidden forbidden forbidden     | forbidden forbidden forbidden | every            -
"""

# They are parts of their commitment, and written on its form alone.
TARGET = RECORD

HISTORY = (
    RECORD
    + """
bring back             | absent    forbidden forbidden forbidden done          | absent    absent    absent    | every            -
"""
)

WRITES = {
    "activities.activity": ACTIVITY, "commitments.pledge": PLEDGE, "commitments.commitment": COMMITMENT,
    "commitments.target": TARGET, "commitments.user": PERSON, "commitments.revision": HISTORY,
    "commitments.framework": FRAMEWORK,
    **dict.fromkeys(["commitments.partner", "commitments.objective", "commitments.principle", "commitments.indicator",
                     "activities.country", "activities.region", "activities.office"], SHARED),
    **dict.fromkeys(["activities.publication", "activities.edition", "activities.change", "activities.formerslug"],
                    RECORD),
}  # fmt: skip

# Where one person may submit and publish in one step, these differ for who holds both roles.
IN_ONE_STEP = {"publish": "not as it stands", "action publish": "not as it stands"}

# --- What "done" changes ----------------------------------------------------------------------------------------------
PARTS = {f"activities.{part}" for part in ("update", "placement", "participation", "source", "result",
         "activity_commitments", "activity_regions", "activity_same_project")}  # fmt: skip
PARTS |= {"commitments.pledge_made_by", "commitments.commitment_objectives", "commitments.commitment_principles",
          "commitments.membership", "activities.region_countries"}  # fmt: skip
PUBLISHED = PUBLIC | WRITTEN_WITH_IT

# The ways on which the public record changes with the draft.
PUBLISHING = {"publish", "action publish", "withdraw", "action withdraw"}
PUBLISHING_IN_ONE_STEP = {"save and publish", "confirm", "action confirm"}
# Names that the public record shows: a change of one projects it again.
NAMES = {"commitments.partner", "commitments.framework", "commitments.objective", "commitments.indicator",
         "activities.country", "activities.region", "activities.office"}  # fmt: skip
# Records that a way makes or changes besides the record, and its rows, and whose history stands elsewhere.
BESIDES = {
    ("activities.activity", "add"): {"commitments.pledge"},  # the counter of its references
    ("activities.activity", "not the same"): {"activities.notsame"},
    ("activities.activity", "upload"): {"activities.intake"},
    ("commitments.commitment", "form"): {"commitments.pledge"},  # is published with it, and so waits with it
    ("commitments.commitment", "rows"): {"commitments.pledge", "commitments.target"},
    ("commitments.commitment", "add"): {"commitments.pledge"},
    ("commitments.commitment", "delete"): {"commitments.pledge"},
    ("commitments.commitment", "action delete_selected"): {"commitments.pledge"},
    ("commitments.commitment", "restore"): {"commitments.pledge"},
    ("commitments.pledge", "rows"): {"commitments.commitment"},
    ("commitments.framework", "rows"): {"commitments.objective", "commitments.principle"},
    ("commitments.revision", "bring back"): {"activities.activity"},
}
# The last that the history says of the record. Other ways: nothing of their own is kept, as nothing of a record changed.
SAYS = {
    "form": "changed", "rows": "changed", "add": "added", "delete": "deleted", "action delete_selected": "deleted",
    "restore": "restored", "bring back": "restored", "password": "changed", "save and submit": "submitted",
    "save and publish": "changed", "same project": "changed",
    "submit": "submitted", "return": "returned", "publish": "published", "withdraw": "withdrawn",
    "confirm": "submitted",
}  # fmt: skip
SAYS |= {f"action {name}": SAYS[name] for name in ("submit", "return", "publish", "withdraw", "confirm")}
KEEPS_NOTHING = {"not the same", "upload"}


# --- Reading the tables -----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Rule:
    own: dict
    other: dict
    states: str
    otherwise: str

    def outcome(self, way, role, whose, state, in_one_step):
        given = self.other if whose == "other" and role in self.other else self.own
        came = given[role]
        states = IN_ONE_STEP.get(way, self.states) if in_one_step and role in ("both", "administrator") else self.states
        if came in ("done", "refused") and state in STATES and state not in STATES_BY_NAME[states]:
            return came if came == "refused" else self.otherwise
        return came


@cache
def rules(label):
    """{way: Rule}"""
    found = {}
    for line in WRITES[label].strip().splitlines():
        if not line or line.startswith("way "):
            continue
        way, own, other, where = (part.strip() for part in line.split("|"))
        *states, otherwise = where.split()
        found[way] = Rule(
            own=dict(zip(ROLES[2:], own.split(), strict=True)),
            other=dict(zip(ROLES[3:6], other.split(), strict=True)),
            states=" ".join(states),
            otherwise=otherwise,
        )
    return found


def expected(label, way, role, whose, state, in_one_step=False):
    if role in ("anonymous", "visitor"):
        return "sign-in"
    return rules(label)[way].outcome(way, role, whose, state, in_one_step)


def public_changes(label, way, role, in_one_step):
    """Whether visitors read something else after it is done."""
    if label in NAMES:
        return True
    return way in PUBLISHING or (in_one_step and role in ("both", "administrator") and way in PUBLISHING_IN_ONE_STEP)


def may_change(label, way, public):
    """The kinds of records that it may touch."""
    return {label, *PARTS, *BESIDES.get((label, way), ()), *(PUBLISHED if public else ())}
