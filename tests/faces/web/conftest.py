"""The site that the tests of all rooms share."""

from tests.faces.conftest import Site

__all__ = ["Site"]
