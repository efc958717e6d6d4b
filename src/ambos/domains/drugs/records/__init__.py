"""The kinds of drugs: what was seized and measured, which substances are controlled, what became of it."""

from ambos.domains.drugs.records import seizures, sites, substances

KINDS = (*substances.KINDS, *seizures.KINDS, *sites.KINDS)

__all__ = ["KINDS"]
