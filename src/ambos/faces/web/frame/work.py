"""The jobs of this process, and the files that people uploaded to it: the same for every face."""

from ambos.faces.accounts.background import jobs, uploads

__all__ = ["jobs", "uploads"]
