"""What a rule of plan lint is: a code, how grave it is, whose demand it is, one pure question to the plan.

The sentences stand in the catalogue ``lint`` under the code: what was found, why it matters, what mends it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ambos.analysis.studies.lint.picture import Plan
from ambos.kernel.shelf import Thing

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES: Final = (ERROR, WARNING, NOTE)  # the gravest first
FAMILIES: Final[Mapping[str, str]] = {
    "FW": "framework",
    "IN": "indicator",
    "TA": "target",
    "AC": "action",
    "EV": "evidence",
    "DA": "data",
    "DI": "dialogue",
    "JU": "justice",
    "DE": "determinations",
    "AS": "assistance",
    "DP": "deployments",
    "FI": "finance",
    "NE": "networks",
    "TF": "taskforces",
    "IG": "integrity",
    "AR": "arms",
    "DR": "drugs",
}


@dataclass(frozen=True)
class At:
    """Something found at a thing; ``data`` fills the sentence, each entry by its name."""

    thing: Thing
    data: Mapping[str, str] = field(default_factory=dict)


Check = Callable[[Plan], Iterable[At]]


@dataclass(frozen=True)
class Rule:
    """One rule: ``source`` is a key of ``SOURCES``, ``kinds`` those that findings can stand at."""

    code: str
    severity: str
    source: str
    kinds: tuple[str, ...]
    check: Check

    @property
    def family(self) -> str:
        """Give the family that the letters of the code stand for."""
        return FAMILIES[self.code[:2]]


def lacks(kind: str, *fields: str) -> Check:
    """Make the check for living things of a kind in which none of these fields is filled."""

    def check(plan: Plan) -> Iterable[At]:
        return (At(thing) for thing in plan.living(kind) if not any(thing.get(name) for name in fields))

    return check


def without(kind: str, other: str, by: str = "concerns") -> Check:
    """Make the check for living things of a kind that no thing of another kind speaks of.

    What is said of a framework or a goal holds for everything below it, and the reverse: a plan that is
    kept goal by goal is kept.
    """

    def check(plan: Plan) -> Iterable[At]:
        return (At(thing) for thing in plan.living(kind) if not plan.around(other, thing, by))

    return check


@dataclass(frozen=True)
class Source:
    """Whose demand a rule is: a title, an address where there is one, and how it is known."""

    title: str
    url: str = ""
    mark: str = "read"


# Keys as in the sources of the public record. What is recalled was not checked against its text.
SOURCES: Final[Mapping[str, Source]] = {
    "G10": Source("GAO-10-837", "https://www.gao.gov/assets/a307530.html"),
    "G18": Source("GAO-18-499", "https://www.gao.gov/products/gao-18-499"),
    "G19": Source("GAO-19-466", "https://www.gao.gov/products/GAO-19-466"),
    "G20": Source("GAO-20-388", "https://www.gao.gov/products/gao-20-388"),
    "G21B": Source("GAO-21-14", "https://www.gao.gov/products/GAO-21-14"),
    "G22": Source("GAO-22-104725"),
    "G23": Source("GAO-23-103795", "https://www.gao.gov/products/gao-23-103795"),
    "G25": Source("GAO-25-108189", "https://www.gao.gov/products/gao-25-108189"),
    "FAM": Source("18 FAM 301.4", "https://fam.state.gov/fam/18fam/18fam030104.html"),
    "PDPM": Source("US Department of State, workbook of design and performance management (OPUDATA)"),
    "SHEET": Source("Indicator reference sheet", mark="recalled"),
    "OAP": Source("EMPACT, fields of an operational action plan", mark="recalled"),
    "EMPF": Source("Council of the European Union, factsheet on EMPACT"),
    "ECA21": Source("European Court of Auditors, special report 19/2021"),
    "OECD19": Source("OECD-DAC, guiding principles on managing for sustainable development results"),
    "BSMR": Source("DHS, Border Security Metrics Report 2022"),
    "WH22": Source("High-Level Security Dialogue, joint statement of 14 October 2022"),
    "FOLLOWUP": Source("thefollowup.ai, tracking of promises", "https://thefollowup.ai"),
    "WAYNE2020": Source("E. A. Wayne, Wilson Center, January 2020"),
    "LANETA21": Source("Guidelines on contacts with foreign agents, as reported in 2021", mark="press"),
    "FATF40": Source("FATF, Recommendation 40 and its interpretive note"),
    "FATF18": Source("FATF, mutual evaluation of Mexico, January 2018"),
    "SCJN46": Source("SCJN, Segunda Sala, jurisprudencia 2a./J. 46/2018", mark="recalled"),
    "STATEW": Source("Europol, evaluation codes 4x4"),
    "OIG02": Source(
        "DOJ Inspector General, I-2002-008, extradition", "https://oig.justice.gov/reports/OBD/e0208/exec.htm"
    ),
    "DIR977": Source("Directive (EU) 2023/977, as peer", "https://eur-lex.europa.eu/eli/dir/2023/977/oj"),
    "WT21": Source("Administrative Office of the U.S. Courts, wiretap report 2021"),
    "CNPP291": Source("Código Nacional de Procedimientos Penales, art. 291"),
    "JITM": Source("Model agreement on joint investigation teams, 2017/C 18/01, and evaluation form"),
    "LEOST": Source("Event deconfliction, Officer Safety and Wellness Toolkit", mark="recalled"),
    "OIG16": Source("DOJ Office of the Inspector General, Fast and Furious, follow-up (2016)"),
    "OIG21": Source("DOJ Office of the Inspector General, audit 21-085 (vetted units)", mark="recalled"),
    "OIG24": Source("US Department of Justice, Office of the Inspector General, report 24-114"),
    "LEAHY": Source("Leahy vetting", mark="recalled"),
    "NIST53": Source("NIST SP 800-53, AC-2", mark="recalled"),
    "LGRA": Source("Ley General de Responsabilidades Administrativas, arts. 32-48 and 58", mark="recalled"),
    "G21": Source("GAO-21-322", "https://docslib.org/doc/4022219"),
    "ATF3312": Source("ATF form 3312.1 (2018)", "https://omb.report/icr/201905-1140-006/doc/91993101"),
    "JORN23": Source("La Jornada, 18 June 2023, on trace requests without a purchaser", mark="press"),
    "AMBOS": Source("Ambos, docs/values.md"),
}
