"""What tests of rooms name: the site that all tests of faces share."""

from tests.faces.conftest import Site

__all__ = ["Site"]
