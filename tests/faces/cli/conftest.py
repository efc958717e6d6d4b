"""The command line called in this process, in a folder that holds a demonstration."""

import shutil
from pathlib import Path

import pytest

from ambos.faces.cli import main
from ambos.node.demo import build
from tests.faces.cli.calling import Ambos, Called


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration built once, for reading."""
    folder = tmp_path_factory.mktemp("demonstration")
    build(folder / "demo", lambda step: None)
    return folder


@pytest.fixture
def ambos(built: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Ambos:
    """Call the command line in the folder of the demonstration, in English, on a terminal of 100 signs."""
    monkeypatch.chdir(built)
    for name, value in (("LC_ALL", "C.UTF-8"), ("COLUMNS", "100"), ("NO_COLOR", "1")):
        monkeypatch.setenv(name, value)
    for name in ("AMBOS_NODE", "AMBOS_STORE", "AMBOS_OFFICER"):
        monkeypatch.delenv(name, raising=False)

    def call(*words: str) -> Called:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(words)
        told = capfd.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        assert "Traceback" not in told.err
        return Called(code, told.out, told.err)

    return call


@pytest.fixture
def own(ambos: Ambos, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ambos:
    """Call it in a copy of the demonstration, for writing."""
    shutil.copytree(built / "demo", tmp_path / "demo")
    monkeypatch.chdir(tmp_path)
    return ambos
