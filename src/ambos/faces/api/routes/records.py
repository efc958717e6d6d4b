"""Records: one by its id, down to its signature, and the proof that anybody can check without a node."""

import json
from typing import Any, Final

import msgspec

from ambos.faces.accounts.scopes import READ_RECORDS
from ambos.faces.api.forms import RecordForm
from ambos.faces.api.route import Call, Query, Route
from ambos.node.proof import prove, prove_released
from ambos.node.showing import open_record
from ambos.values.ids import PARTY_PATTERN

Party = msgspec.Meta(pattern=f"^{PARTY_PATTERN}$")


class ProofQuery(Query, frozen=True):
    """``party``: the proof within the channel that took the record over that border, under its receipt."""

    party: str = ""


def _show(call: Call) -> RecordForm:
    return RecordForm.of(open_record(call.node, call.path["rid"]).asked)


def _proof(call: Call) -> dict[str, Any]:
    row = call.shelf.record(call.path["rid"])
    party = call.query.party
    proof = prove_released(call.node, row, party) if party else prove(call.node, row)
    told: dict[str, Any] = json.loads(proof.print())
    return told


ROUTES: Final = (
    Route("record", "/records/{rid}", READ_RECORDS, _show, RecordForm),
    Route("record-proof", "/records/{rid}/proof", READ_RECORDS, _proof, dict[str, Any], query=ProofQuery),
)
