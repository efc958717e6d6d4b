"""The code lists of arms."""

from ambos.kernel.kinds import CodeList

FIREARM_TYPE = CodeList(
    "firearm-type",
    ("pistol", "revolver", "rifle", "shotgun", "machine-gun", "receiver", "combination", "other", "unknown"),
    source="ATF form 3312.1, part V: type; the values are recalled",
)

TRACE_PRIORITY = CodeList(
    "trace-priority",
    ("routine", "urgent"),
    source="ATF form 3312.1, part I: routine, or urgent with a justification",
)

TRACE_STATE = CodeList(
    "trace-state",
    ("draft", "checked", "submitted", "returned", "answered", "closed"),
    source="Ours: course.toml of this domain, with the source of each step",
)

TRACE_OUTCOME = CodeList(
    "trace-outcome",
    ("purchaser-identified", "purchaser-unknown"),
    source="ATF data on traces from Mexico: traced to a retail purchaser or not [ATF15]",
)

# Why a trace ended before a purchaser, in the words of ATF's yearly tables; recalled.
TRACE_REASON = CodeList(
    "trace-reason",
    (
        "serial-wrong",
        "maker-or-importer-wrong",
        "request-incomplete",
        "too-old",
        "dealer-records-missing",
        "not-sold-in-us",
        "military-or-police-sale",
        "stolen-before-sale",
        "obliterated",
        "other",
    ),
    source="ATF data on traces from Mexico: reasons why no purchaser was identified; recalled",
)

US_SOURCE = CodeList(
    "us-source",
    ("made-in-us", "imported-to-us", "not-us", "undetermined"),
    source="ATF: US-sourced is made in the United States or legally imported to it [ATF15]",
)

# The types of licence that sell at retail, 27 CFR 478.42 and .47; recalled.
DEALER_TYPE = CodeList(
    "dealer-type",
    ("gun-dealer", "pawnbroker", "manufacturer", "importer", "collector", "unknown"),
    source="Types of federal firearms licence, 27 CFR part 478; recalled",
)

SEX = CodeList("possessor-sex", ("female", "male", "not-stated"), source="ATF form 3312.1, part VI")
