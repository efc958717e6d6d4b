"""A corrupt official is found: access ends, what left is recalled, keys turn, and it all shows."""

from pathlib import Path

import pytest

from ambos.faces.reports.watching import exposure_bytes
from ambos.kernel.acts import New
from ambos.node.access_reviews import record_exposure
from ambos.node.exposing import exposure
from ambos.node.keysets import Change, rotate
from ambos.node.linting import findings
from ambos.node.recalls import answer, recall, recalls
from ambos.node.vettings import end, vet
from ambos.testing.pair import pair
from ambos.values.errors import NotFound
from ambos.values.handling import OWNER_ONLY, Label

EVENT = {"happened": "2026-01-05", "name": {"en": "A source's route"}, "sort": "visit"}
INSIDE = {"compartments": ["nine"], "vetted_until": "2030-01-01"}
VETTING = {
    "person": "prosecutor",
    "party": "US",
    "scheme": "clearance",
    "band": "passed",
    "decided": "2025-06-01",
    "expires": "2030-05-31",
    "issuer": "National authority",
}


def test_from_suspicion_to_acknowledgement(tmp_path: Path) -> None:
    """The way of one case through both nodes, each step on record and none undone by the next."""
    with pair(tmp_path) as made:
        us, mx = made.us, made.mx
        for node in (us, mx):
            node.enrol("prosecutor", {"name": "P", "roles": ["prosecutor"], **INSIDE})
            node.enrol("integrity", {"name": "I", "roles": ["integrity"], **INSIDE})
            node.enrol("co-chair", {"name": "C", "roles": ["secretariat", "co-chair"], **INSIDE})
        vet(us.seat("integrity"), "clearance-p", VETTING, Label(("MX",)))
        vet(us.seat("integrity"), "leahy-p", {**VETTING, "scheme": "leahy", "decided": "2026-01-02",
                                              "expires": "2027-01-01"}, OWNER_ONLY)  # fmt: skip
        us.seat("prosecutor").propose([New("event", "route", EVENT, Label(("MX",), compartment="nine"))])
        us.seat("prosecutor").shelf.thing("event/route")
        made.exchange()

        # found: access ends at once, and the partner is told
        end(us.seat("integrity"), "vetting/clearance-p", "revoked", "2026-01-05")
        with pytest.raises(NotFound):
            us.seat("prosecutor").shelf.thing("event/route")

        # exposure, signed in the compartment
        desk = us.seat("integrity")
        exposed = exposure(desk, "prosecutor")
        record_exposure(desk, exposed, exposure_bytes(exposed), "nine")
        assert [one.subject for one in exposed.recall] == ["event/route"]
        assert exposed.rotate == ("officer-key", "sign-in", "tokens")

        # recall at the partner, who destroys and says so
        recall(us.seat("co-chair"), "event/route", {"reach": "erase", "reason": "source-at-risk"})
        made.exchange()
        asked = recalls(mx.seat("co-chair"))
        answer(mx.seat("co-chair"), [asked[0].row.rid], "complied")
        made.exchange()
        assert [reply.outcome for line in recalls(us.seat("co-chair")) for reply in line.replies] == [
            "complied"
        ]

        # rotation, which the partner follows
        before = us.card().keys.version
        rotate(us, Change(exchange=True, notes=True), us.config.roots)
        made.exchange(2)
        assert us.card().keys.version == before + 1
        assert mx.partner("US").card.keys.version == before + 1

        # the trail: the partner holds the revocation, and the review of each asks what is still open
        assert mx.shelf.thing("vetting/clearance-p").get("band") == "revoked"
        assert "IG02" in {line.rule for line in findings(us.seat("integrity"), "")}
