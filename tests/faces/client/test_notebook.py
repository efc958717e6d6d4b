"""The example notebook runs from its first cell to its last against the demonstration's node."""

import json

import httpx2
import pytest

from ambos.faces import client as package
from ambos.faces.client import Client
from tests.faces.client.test_client import HERE, token
from tests.faces.conftest import Site
from tests.house.source import ROOT

NOTEBOOK = ROOT / "docs/notebooks/client.ipynb"


def test_notebook_runs(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell of code runs, one after the other, as a reader would run them."""
    from ambos.faces.site.server import application  # noqa: PLC0415  # only after Django is ready

    transport = httpx2.WSGITransport(application())
    monkeypatch.setattr(package, "Client", lambda url, token: Client(url, token, transport=transport))
    monkeypatch.setenv("AMBOS_URL", HERE)
    monkeypatch.setenv("AMBOS_TOKEN", token("analyst"))
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    names: dict[str, object] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), str(NOTEBOOK), "exec"), names)  # the reader's own code
    assert names["card"]
    assert names["series"]
