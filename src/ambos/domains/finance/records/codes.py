"""The code lists of finance, each with whose list it is."""

from typing import Final

from ambos.kernel.kinds import CodeList

REPORT_SORT: Final = CodeList(
    "report-sort",
    ("sar", "str", "currency", "cross-border", "wire"),
    source="31 CFR 1010 and 1020 (SAR, CTR, CMIR) [R]; provisions under art. 115 LIC (ROI, ROR, ROTI) [R]",
)

INSTITUTION: Final = CodeList(
    "institution-type",
    ("bank", "msb", "casa-de-cambio", "casa-de-bolsa", "sofom", "crypto", "real-estate", "casino", "other"),
    source="FinCEN's classes of filers [FTA25]; Mexican types as in LIC, LGOAAC and LFPIORPI [R]",
)

OFFENCE: Final = CodeList(
    "offence-class",
    ("laundering", "drugs", "arms", "fuel-theft", "corruption", "smuggling", "extortion", "terrorism", "tax"),
    source="Predicate offences named by FATF 40, glossary [R], and by the work items of the SIG [SIG1]",
)

CASE_OUTCOME: Final = CodeList(
    "fiu-case-outcome",
    ("disseminated", "no-grounds", "merged"),
    source="What an intelligence unit does with a case: FATF Recommendation 29 [R]",
)

FIU_CHANNEL: Final = CodeList(
    "fiu-channel",
    ("egmont", "bilateral", "diplomatic", "other"),
    source="Egmont Secure Web and others: domain notes on FATF R.40 and Egmont [R]",
)

URGENCY: Final = CodeList(
    "fiu-urgency",
    ("routine", "urgent"),
    source="FATF R.40, interpretive note: requests state urgency [FATF40]",
)

USE: Final = CodeList(
    "foreseen-use",
    ("intelligence", "freezing", "prosecution", "forfeiture", "supervision"),
    source="FATF R.40, interpretive note: the foreseen use is stated, onward use needs consent [FATF40]",
)

FIU_ANSWER: Final = CodeList(
    "fiu-answer", ("full", "partial", "refused"), source="FATF R.40: answered, in part, or refused [FATF40]"
)

REFUSAL_GROUND: Final = CodeList(
    "refusal-ground",
    ("incomplete", "own-investigation", "no-reciprocity", "essential-interests", "fiscal", "secrecy"),
    source="FATF R.40: not because a matter is also fiscal, nor for bank secrecy [FATF40]; the others [R]",
)

USEFULNESS: Final = CodeList(
    "usefulness",
    ("used", "useful", "known-before", "of-no-use"),
    source="FATF R.40: feedback on use [FATF40]",
)

FREEZE_BASIS: Final = CodeList(
    "freeze-basis",
    ("lic-116-bis-2", "cnpp-242", "lned", "ieepa", "18-usc-981", "21-usc-2313a", "un-list"),
    source="LIC 116 Bis 2; CNPP 242; LNED; IEEPA; 18 USC 981 [R]; FEND Off Fentanyl Act [FINCEN]",
)

FREEZE_END: Final = CodeList(
    "freeze-end-reason",
    ("amparo", "released", "by-authority", "forfeiture"),
    source="A judge's amparo, the holder heard, the authority itself, forfeiture [JORN25A]",
)

RELEASES: Final = ("amparo", "released", "by-authority")  # ends that give the money back

JUDGED: Final = CodeList(
    "judgment-outcome",
    ("convicted", "plea", "acquitted", "dismissed"),
    source="CNPP 403 and 406, procedimiento abreviado 201; Fed. R. Crim. P. 11 and 32 [R]",
)

CONVICTIONS: Final = ("convicted", "plea")

FORFEITURE_SORT: Final = CodeList(
    "forfeiture-sort",
    ("criminal", "civil", "administrative"),
    source="CPF 40 (decomiso), LNED (extinción de dominio); 18 USC 981, 982 and 983 [R]; FATF R.4 [FATF18]",
)
