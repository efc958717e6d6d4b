"""The domains of the partnership, one folder each; they do not know one another.

Only the code lists that several domains speak stand here.
"""

from ambos.kernel.kinds import CodeList

MARK = CodeList(
    "mark",
    ("read", "press", "recalled", "arithmetic"),
    source="The public record's own rule: how a row is known, see node/public_record/README.md",
)

AREA = CodeList(
    "area",
    (
        "health",
        "arms",
        "drugs",
        "border",
        "finance",
        "justice",
        "extradition",
        "wiretap",
        "vetting",
        "migration",
        "cyber",
        "crime",
        "training",
        "social",
        "dialogue",
    ),
    source="The founding paper (Wayne, 2020) and the frameworks since; data, open to change",
)
