"""A small client of the interface for programs, for Python; it knows nothing of the house behind it."""

from ambos.faces.client.client import Client
from ambos.faces.client.problem import NotReached, Problem, Refusal
from ambos.faces.client.types import Answer, Field, History, Job, Kind, New, Page, Record, Thing

__all__ = [
    "Answer",
    "Client",
    "Field",
    "History",
    "Job",
    "Kind",
    "New",
    "NotReached",
    "Page",
    "Problem",
    "Record",
    "Refusal",
    "Thing",
]
