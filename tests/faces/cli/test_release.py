"""What leaves, on the command line: terms given and shown, previews, orders by two officers, agreements."""

import pytest

from tests.faces.cli.calling import Ambos

EVENT = ("--set", "name.en=A closed visit", "--set", "happened=2026-01-05", "--set", "sort=visit")
BOUND = ("--to", "MX", "--caveat", "not-for-court", "--purpose", "extradition", "--until", "2099-01-31")


def test_terms_show_wherever_the_record_shows(own: Ambos) -> None:
    """Terms given with a record stand in its list, its page, its JSON and its CSV."""
    own("record", "add", "event", "bound", *EVENT, *BOUND)
    assert "not for court" in " ".join(own("record", "list", "event").out.split())
    assert "no apto para juicio" in own("--lang", "es", "record", "show", "bound").out
    shown = own("record", "show", "bound", "--json").json()
    assert shown["terms"] == {
        "caveats": ["not-for-court"],
        "purposes": ["extradition"],
        "until": "2099-01-31",
        "originator": None,
    }
    header, *lines = own("record", "list", "event", "--csv").out.splitlines()
    assert header.endswith("handling_to,handling_caveats,handling_purposes,handling_until")
    (line,) = (line for line in lines if line.startswith("bound,"))
    assert line.endswith("MX,not-for-court,extradition,2099-01-31")


def test_no_terms_no_columns(own: Ambos) -> None:
    """A table of a kind without terms is as it always was."""
    assert "handling_" not in own("record", "list", "agency", "--csv").out.splitlines()[0]


def test_terms_come_in_from_a_table(own: Ambos) -> None:
    """A CSV file brings parties and terms in columns of their own; a wrong one is named by row and column."""
    file = "in.csv"
    with open(file, "w", encoding="utf-8") as rows:
        rows.write("id,happened,name.en,sort,handling_to,handling_caveats,handling_until\n")
        rows.write("bound,2026-01-05,A visit,visit,MX,not-for-court; intelligence-only,2099-01\n")
    assert own("record", "import", "event", file).code == 0
    terms = own("record", "show", "bound", "--json").json()["terms"]
    assert (terms["caveats"], terms["until"]) == (["intelligence-only", "not-for-court"], "2099-01-31")
    with open(file, "a", encoding="utf-8") as rows:
        rows.write("other,2026-01-05,A visit,visit,MX,eyes-only,\n")
    refused = own("record", "import", "event", file)
    assert refused.code == 2 and "handling_caveats" in refused.err


def test_a_review_tells_the_caveats_it_rests_on(own: Ambos) -> None:
    """A review says at its end under which caveats it stands; the public edition stands under none."""
    assert "not for court" not in own("review").out
    own("record", "add", "event", "bound", *EVENT, *BOUND)
    assert "not for court" in "".join(own("review").out.splitlines()[-2:])
    for edition, told in (("cochair", True), ("public", False)):
        own("review", "--for", edition, "--format", "html", "--output", "packet.html")
        with open("packet.html", encoding="utf-8") as page:
            assert ("not for court" in page.read()) is told


@pytest.mark.parametrize("language", ("en", "es"))
def test_an_order_needs_a_second_officer(own: Ambos, language: str) -> None:
    """A record that stays is previewed, and ordered by one officer who cannot confirm it too."""
    own("record", "add", "event", "closed", *EVENT)
    call = ("--lang", language)
    found = own(*call, "release", "preview", "closed", "--json").json()["records"][0]
    assert (found["allowed"], found["rule"], found["policy"]) == (False, "not-addressed", 3)
    assert found["header"]["subject"] == "event/closed" and found["body"]["sort"] == "visit"
    assert "event/closed" in own(*call, "release", "preview", "closed").out
    given = own(*call, "release", "propose", "closed", "--to", "MX", "--reason", "The court asked")
    order = given.out.strip()
    refused = own(*call, "release", "confirm", order)
    assert refused.code == 1 and "[release.same-officer]" in refused.err
    listed = own(*call, "release", "list", "--json").json()
    assert [(one["rid"], one["state"]) for one in listed["orders"]] == [(order, "open")]
    assert "event/closed" in own(*call, "release", "list").out


def test_an_agreement_lets_a_purpose_go(own: Ambos) -> None:
    """A record for a purpose stays, tells that a new version would go once that is agreed, and then goes."""
    own("record", "add", "event", "bound", *EVENT, *BOUND)
    assert own("release", "agree", "MX", "--purpose", "extradition", "--basis", "Treaty of 1978").code == 0
    found = own("release", "preview", "bound", "--json").json()["records"][0]
    assert (found["rule"], found["would_leave_anew"]) == ("purpose-not-agreed", True)
    assert own("record", "revise", "bound", "--purpose", "extradition").code == 0
    assert own("release", "preview", "bound", "--json").json()["records"][0]["rule"] == "label"
    assert "event/bound" in own("release", "preview").out


def test_the_policy_in_force(own: Ambos) -> None:
    """The policy in force is told and can be set to one that is known, and to no other."""
    assert own("release", "policy", "--json").json() == {"policy": 3}
    assert own("release", "policy", "--put", "1").code == 0
    assert own("release", "policy", "--json").json() == {"policy": 1}
    assert "[release.policy-unknown]" in own("release", "policy", "--put", "99").err
