"""What a token may be issued for."""

from typing import Final

READ_RECORDS, READ_REVIEW, READ_FIGURES = "read:records", "read:review", "read:figures"
READ_EXCHANGE, READ_JOBS = "read:exchange", "read:jobs"
ACT_WRITE, ACT_ANSWER, ACT_RECALL, ACT_IMPORT = "act:write", "act:answer", "act:recall", "act:import"
SIGN: Final = "sign"
ANY: Final = "any"  # of a route that every token may ask
READS: Final = (READ_RECORDS, READ_REVIEW, READ_FIGURES, READ_EXCHANGE, READ_JOBS)
ACTS: Final = (ACT_WRITE, ACT_ANSWER, ACT_RECALL, ACT_IMPORT)
SCOPES: Final = (*READS, *ACTS, SIGN)
