"""The door, as a matrix: every role, every action, every class of label, with the answer typed out."""

from datetime import date, timedelta
from itertools import product

import pytest

from ambos.kernel.access import ACTIONS, NOBODY, Decision, Person, demand, may
from ambos.kernel.records import ROLE
from ambos.values.errors import NotAllowed
from ambos.values.handling import OWNER_ONLY, PUBLIC, Label

TODAY = date(2026, 1, 5)
YESTERDAY = TODAY - timedelta(days=1)

# see, propose, answer, import, audit, run, recall, erase, hold, release
RIGHTS = {
    "secretariat": "x x x x x x x x x x",
    "co-chair": "x x x - - - x - - x",
    "minister": "x - x - - - - - - -",
    "action-owner": "x x - - - - - - - -",
    "analyst": "x x - x - - - - - -",
    "prosecutor": "x x - - - - - - - -",
    "financial-intelligence": "x x - x - - - - - -",
    "firearms-tracer": "x x - x - - - - - -",
    "integrity": "x x - - - - - - x -",
    "auditor": "x - - - x - - - - -",
    "public": "x - - - - - - - - -",
}

# whose it is, and under which label
LABELS = {
    "ours, public": ("US", PUBLIC),
    "theirs, public": ("MX", PUBLIC),
    "ours, for us alone": ("US", OWNER_ONLY),
    "ours, released to them": ("US", Label(("MX",))),
    "theirs, released to us": ("MX", Label(("US",))),
    "theirs, released to another": ("MX", Label(("CA",))),
    "theirs, for them alone": ("MX", OWNER_ONLY),
    "ours, red": ("US", Label(tlp="red")),
    "theirs, red, released to us": ("MX", Label(("US",), tlp="red")),
    "theirs, red, for them alone": ("MX", Label(tlp="red")),
    "ours, in the compartment": ("US", Label(compartment="chapter-9")),
    "theirs, in the compartment, released to us": ("MX", Label(("US",), compartment="chapter-9")),
    "theirs, in the compartment, for them alone": ("MX", Label(compartment="chapter-9")),
    "ours, red and in the compartment": ("US", Label(tlp="red", compartment="chapter-9")),
    "ours, in another compartment": ("US", Label(compartment="chapter-8")),
    "ours, with a handling code": ("US", Label(europol="H1")),
}


def officer(*roles: str, vetted: date | None = None, compartments: tuple[str, ...] = ()) -> Person:
    return Person("US", "ana", frozenset(roles), frozenset(), frozenset(compartments), vetted)


PEOPLE = {
    "secretariat": officer("secretariat"),
    "auditor": officer("auditor"),
    "minister": officer("minister"),
    "action-owner": officer("action-owner"),
    "analyst": officer("analyst"),
    "analyst, vetted until today": officer("analyst", vetted=TODAY, compartments=("chapter-9",)),
    "analyst, vetted until yesterday": officer("analyst", vetted=YESTERDAY, compartments=("chapter-9",)),
    "analyst, never vetted": officer("analyst", compartments=("chapter-9",)),
    "analyst, vetted for nothing": officer("analyst", vetted=TODAY),
    "without a role": officer(vetted=TODAY, compartments=("chapter-9",)),
    "public": officer("public", vetted=TODAY, compartments=("chapter-9",)),
    "nobody": NOBODY,
}

# each row a label, each column a person as above: what decides, in capitals where it allows
SEEING = {
    "ours, public": "PUBLIC PUBLIC PUBLIC PUBLIC PUBLIC PUBLIC PUBLIC PUBLIC PUBLIC role PUBLIC PUBLIC",
    "theirs, public": "PUBLIC PUBLIC PUBLIC PUBLIC PUBLIC PUBLIC PUBLIC PUBLIC PUBLIC role PUBLIC PUBLIC",
    "ours, for us alone": "PARTY PARTY PARTY PARTY PARTY PARTY PARTY PARTY PARTY role party party",
    "ours, released to them": "PARTY PARTY PARTY PARTY PARTY PARTY PARTY PARTY PARTY role party party",
    "theirs, released to us": (
        "RELEASE RELEASE RELEASE RELEASE RELEASE RELEASE RELEASE RELEASE RELEASE role party party"
    ),
    "theirs, released to another": (
        "release release release release release release release release release role party party"
    ),
    "theirs, for them alone": (
        "release release release release release release release release release role party party"
    ),
    "ours, red": "PARTY PARTY red red red red red red red role party party",
    "theirs, red, released to us": "RELEASE RELEASE red red red red red red red role party party",
    "theirs, red, for them alone": (
        "release release release release release release release release release role party party"
    ),
    "ours, in the compartment": (
        "compartment compartment compartment compartment compartment COMPARTMENT "
        "vetting vetting compartment role party party"
    ),
    "theirs, in the compartment, released to us": (
        "compartment compartment compartment compartment compartment COMPARTMENT "
        "vetting vetting compartment role party party"
    ),
    "theirs, in the compartment, for them alone": (
        "release release release release release release release release release role party party"
    ),
    "ours, red and in the compartment": (
        "compartment compartment compartment compartment compartment COMPARTMENT "
        "vetting vetting compartment role party party"
    ),
    "ours, in another compartment": (
        "compartment compartment compartment compartment compartment compartment "
        "compartment compartment compartment role party party"
    ),
    "ours, with a handling code": "PARTY PARTY PARTY PARTY PARTY PARTY PARTY PARTY PARTY role party party",
}


def test_the_tables_are_whole() -> None:
    """Every role, every label class and every person has a typed answer."""
    assert RIGHTS.keys() == set(ROLE.codes)
    assert SEEING.keys() == LABELS.keys()
    assert {len(row.split()) for row in SEEING.values()} == {len(PEOPLE)}
    assert {len(row.split()) for row in RIGHTS.values()} == {len(ACTIONS)}


@pytest.mark.parametrize("role", RIGHTS)
def test_rights_of_roles(role: str) -> None:
    """A role allows at its own node just the actions in the table; for the others the role is the reason."""
    for action, right in zip(ACTIONS, RIGHTS[role].split(), strict=True):
        decision = may(officer(role), action, OWNER_ONLY, "US", TODAY)
        if role == "public":
            assert decision == Decision(False, "party" if right == "x" else "role")
        else:
            assert decision == (Decision(True, "party") if right == "x" else Decision(False, "role"))


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("label", LABELS)
def test_who_sees_what(label: str, who: str) -> None:
    """Each person sees, or does not see, each class of things, for the reason in the table."""
    expected = SEEING[label].split()[list(PEOPLE).index(who)]
    owner, handling = LABELS[label]
    decision = may(PEOPLE[who], "see", handling, owner, TODAY)
    assert decision == Decision(expected.isupper(), expected.lower())


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", RIGHTS)
def test_the_whole_matrix(role: str, action: str) -> None:
    """Whatever the role, an action is allowed only to who has the right to it and may see the thing."""
    for (owner, handling), vetted in product(LABELS.values(), (None, YESTERDAY, TODAY)):
        person = officer(role, vetted=vetted, compartments=("chapter-9",))
        right = RIGHTS[role].split()[ACTIONS.index(action)] == "x"
        reaches = owner == "US" or handling.public or "US" in handling.release
        cleared = handling.compartment in (None, *(["chapter-9"] if vetted == TODAY else []))
        named = handling.tlp != "red" or handling.compartment or role in ("secretariat", "auditor")
        works = role != "public" or (handling.public and action == "see")
        expected = bool(right and works and reaches and cleared and named)
        assert may(person, action, handling, owner, TODAY).allowed is expected


@pytest.mark.parametrize("action", [action for action in ACTIONS if action != "see"])
def test_the_public_only_sees(action: str) -> None:
    """Nobody in particular may see what is public, and do nothing, not even to what is public."""
    for owner, label in LABELS.values():
        assert not may(NOBODY, action, label, owner, TODAY).allowed


def test_vetting_ends_with_its_last_day() -> None:
    """On its last day vetting holds, on the next it does not, and so on every later day."""
    person, label = (
        officer("analyst", vetted=TODAY, compartments=("chapter-9",)),
        Label(compartment="chapter-9"),
    )
    days = [TODAY + timedelta(days=n) for n in (-400, -1, 0, 1, 400)]
    assert [may(person, "see", label, "US", day).allowed for day in days] == [True, True, True, False, False]


def test_several_roles_add_up() -> None:
    """Two roles allow what either allows, and no unknown role allows anything."""
    both = officer("co-chair", "auditor", "emperor")
    allowed = [action for action in ACTIONS if may(both, action, OWNER_ONLY, "US", TODAY).allowed]
    assert allowed == ["see", "propose", "answer", "audit", "recall", "release"]
    assert not any(may(officer("emperor"), action, PUBLIC, "US", TODAY).allowed for action in ACTIONS)


def test_a_refusal_says_nothing_of_the_thing() -> None:
    """The refusal carries the action and the rule, not the label and not the owner."""
    with pytest.raises(NotAllowed) as refused:
        demand(officer("analyst"), "see", Label(compartment="chapter-9"), "MX", TODAY)
    assert refused.value.data == {"action": "see", "rule": "release"}
    demand(officer("analyst"), "see", PUBLIC, "MX", TODAY)
