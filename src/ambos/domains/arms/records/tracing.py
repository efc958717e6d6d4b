"""A request to trace a firearm, with the fields of ATF form 3312.1 by its parts, and the result of the trace.

People stand in both as pseudonyms: what the form asks of their names, births and addresses stays with the
agency that keeps the pseudonym.
"""

from ambos.domains.arms.records.codes import (
    DEALER_TYPE,
    FIREARM_TYPE,
    SEX,
    TRACE_OUTCOME,
    TRACE_PRIORITY,
    TRACE_REASON,
    TRACE_STATE,
    US_SOURCE,
)
from ambos.kernel.fields import Code, Day, Flag, Place, Ref, Text, Whole, Words
from ambos.kernel.kinds import Field, Kind

TRACE_REQUEST = Kind(
    "trace-request",
    domain="arms",
    version=1,
    joint=False,
    caption=("manufacturer", "model", "serial"),
    list=("requested", "recovery_state", "manufacturer", "model", "calibre", "state"),
    fields=(
        Field("recovery", Ref("recovery")),
        Field("duplicate_of", Ref("trace-request")),
        # I. Initiation
        Field("requested", Day(), required=True),
        Field("priority", Code(TRACE_PRIORITY)),
        Field("urgent_reason", Text()),
        Field("instructions", Text()),
        # II. Crime code
        Field("ncic_code", Text()),
        Field("project_code", Text()),
        # III. ATF requester
        Field("requester_organisation", Text()),
        Field("requester", Text()),
        Field("requester_case", Text()),
        Field("requester_office", Text()),
        # IV. Other agency
        Field("other_ori", Text()),
        Field("other_officer", Text()),
        Field("other_case", Text()),
        Field("other_department", Text()),
        # V. Firearm
        Field("serial", Text()),
        Field("obliterated", Flag()),
        Field("manufacturer", Text()),
        Field("type", Code(FIREARM_TYPE)),
        Field("calibre", Text()),
        Field("model", Text()),
        Field("origin", Text()),
        Field("importer", Text()),
        Field("markings", Text()),
        # VI. Possessor, VII. Associate
        Field("possessor", Text()),
        Field("possessor_sex", Code(SEX)),
        Field("possessor_birth_year", Whole()),
        Field("associate", Text()),
        # VIII. Recovery
        Field("recovered", Day()),
        Field("recovery_city", Text()),
        Field("recovery_state", Place()),
        Field("recovery_details", Text()),
        # IX. Obliterated serial number, remarks
        Field("obliteration", Text()),
        Field("remarks", Text()),
        # its course
        Field("state", Code(TRACE_STATE), required=True, default="draft"),
        Field("checked", Day()),
        Field("submitted", Day()),
        Field("returned", Day()),
        Field("returned_for", Text()),
        Field("resubmitted", Day()),
        Field("answered", Day()),
        Field("closed", Day()),
    ),
)

TRACE_RESULT = Kind(
    "trace-result",
    domain="arms",
    version=1,
    joint=False,
    caption=("outcome", "request"),
    list=("answered", "request", "outcome", "reason", "source_state", "first_sale"),
    fields=(
        Field("request", Ref("trace-request"), required=True),
        Field("answered", Day(), required=True),
        Field("outcome", Code(TRACE_OUTCOME), required=True),
        Field("reason", Code(TRACE_REASON)),
        Field("us_source", Code(US_SOURCE), required=True),
        Field("manufacturer", Text()),
        Field("importer", Text()),
        Field("first_sale", Day()),
        Field("dealer", Text()),
        Field("dealer_type", Code(DEALER_TYPE)),
        Field("source_city", Text()),
        Field("source_state", Place()),
        Field("purchaser", Text()),
        Field("note", Words()),
    ),
)

KINDS = (TRACE_REQUEST, TRACE_RESULT)
