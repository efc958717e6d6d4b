"""The code lists of drugs."""

from ambos.kernel.kinds import CodeList

DRUG = CodeList(
    "drug",
    (
        "fentanyl",
        "methamphetamine",
        "heroin",
        "cocaine",
        "marijuana",
        "nitazene",
        "other-synthetic",
        "precursor",
        "other",
    ),
    source="Types of CBP's drug seizure statistics, with the classes that GAO-22-104725 missed [G22]",
)

DRUG_FORM = CodeList(
    "drug-form",
    ("powder", "tablets", "crystal", "liquid", "plant", "paste", "mixed", "unknown"),
    source="DEA reports tablets and powder of fentanyl apart [YAHOO24]",
)

SEIZURE_MODE = CodeList(
    "seizure-mode",
    (
        "port-vehicle",
        "port-cargo",
        "port-pedestrian",
        "parcel",
        "between-ports",
        "air",
        "sea",
        "interior",
        "laboratory",
    ),
    source="DHS border metrics: at ports of entry, between them, air and sea [BSMR]",
)

SUBSTANCE_FAMILY = CodeList(
    "substance-family",
    ("fentanyl", "nitazene", "opiate", "stimulant", "cannabis", "sedative", "precursor", "other"),
    source="Ours, after the groups of UNODC's early warning; recalled",
)

# Controlled Substances Act, 21 USC 802(34), (35) and 812: schedules and listed chemicals.
SCHEDULE_US = CodeList(
    "schedule-us",
    ("i", "ii", "iii", "iv", "v", "list-i", "list-ii", "not-controlled", "not-known"),
    source="Controlled Substances Act, 21 USC 802 and 812; 21 CFR parts 1308 and 1310",
)

# Ley General de Salud, arts. 234, 237 and 245; Ley Federal para el Control de Precursores Químicos.
SCHEDULE_MX = CodeList(
    "schedule-mx",
    (
        "art-234",
        "art-237",
        "art-245-i",
        "art-245-ii",
        "art-245-iii",
        "art-245-iv",
        "art-245-v",
        "precursor",
        "essential-chemical",
        "not-controlled",
        "not-known",
    ),
    source="Ley General de Salud, arts. 234, 237 y 245; Ley Federal para el Control de Precursores Químicos",
)

SCHEDULE_UN = CodeList(
    "schedule-un",
    (
        "1961-i",
        "1961-i-iv",
        "1961-ii",
        "1971-i",
        "1971-ii",
        "1971-iii",
        "1971-iv",
        "1988-table-i",
        "1988-table-ii",
        "not-controlled",
        "not-known",
    ),
    source="Conventions of 1961, 1971 and 1988",
)

# 21 CFR 1308.11(h)(30)(i)(A) to (E): where a fentanyl-related substance may differ from fentanyl.
SITE = CodeList(
    "fentanyl-site",
    ("a", "b", "c", "d", "e"),
    source="21 CFR 1308.11(h)(30)(i)(A) to (E); temporary order of 6 February 2018, 83 FR 5188; recalled",
)

PRECURSOR_FATE = CodeList(
    "precursor-fate",
    ("seized", "stopped", "returned", "delivered", "missing"),
    source="INCB, pre-export notifications and incidents; recalled",
)

LAB_SORT = CodeList(
    "lab-sort",
    ("synthesis", "tableting", "extraction", "conversion", "storage", "dump"),
    source="EMCDDA and UNODC, types of illicit laboratory; recalled",
)

LAB_CAPACITY = CodeList(
    "lab-capacity",
    ("under-10-kg", "10-to-100-kg", "100-to-1000-kg", "over-1000-kg", "not-known"),
    source="Ours: capacity of one batch in bands, since no figure is exact",
)

DESTRUCTION_METHOD = CodeList(
    "destruction-method",
    ("incineration", "chemical", "dilution", "burial", "other"),
    source="Methods that reports on destruction name; recalled",
)

WITNESS_ROLE = CodeList(
    "witness-role",
    ("prosecutor", "internal-control", "laboratory", "police", "military", "foreign-liaison", "press"),
    source="Who attends a destruction, by role and never by name; recalled",
)
