"""The whole public site, put into a folder at once: pages, data, proofs, and the program that checks them."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Final

from ambos.faces.reports.html import filled
from ambos.faces.reports.plain import packet_json
from ambos.faces.reports.site.pages import Pages
from ambos.i18n.catalogue import LANGUAGES, Language
from ambos.kernel import tabular
from ambos.node.publishing import VERIFIER, Public
from ambos.values.errors import Misused

MARK: Final = "SHA256SUMS"  # a folder that holds it is a site of ours, and may be replaced
STYLE: Final = "site.css"
SHARED: Final = ("look.css", "laid.css")


class FolderForeign(Misused):
    """The folder holds something that is no public site; data: ``folder``."""

    code = "publish.folder-foreign"


def files(public: Public) -> Iterator[tuple[str, bytes]]:
    """Give every file of the site with its path; the same public records and day give the same bytes."""
    yield "index.html", filled("site/choose.html", languages=[Language(code) for code in LANGUAGES]).encode()
    yield STYLE, _style()
    for code in LANGUAGES:
        yield from Pages(public, code).every()
    for kind in public.kinds():
        stream = BytesIO()
        tabular.write(kind, ((thing.slug, thing.body) for thing in public.things[kind.name]), stream)
        yield f"data/{kind.name}.csv", stream.getvalue()
    yield "data/review.json", _json({"stamp": asdict(public.stamp), **packet_json(public.packet)})
    records = {thing.subject: thing.rid for ones in public.things.values() for thing in ones}
    yield "data/records.json", _json(records)
    for rid, proof in public.proofs.items():
        yield f"proofs/{rid}.json", proof.print().encode()
    for party, card in public.cards.items():
        yield f"cards/{party}.json", card.encode()
    yield VERIFIER, public.verifier


def _style() -> bytes:
    """Give the look that the site has in the browser too, and what is the published pages' own."""
    room = resources.files("ambos.faces.reports")
    shared = (room / "static" / "reports" / name for name in SHARED)
    return b"\n".join(part.read_bytes() for part in (*shared, room / "templates" / "site" / STYLE))


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def write(public: Public, folder: Path) -> int:
    """Put the site in the place of what the folder holds, whole or not at all; give how many files that is.

    Refused: a folder that is not empty and holds no site of ours.
    """
    folder = folder.absolute()
    if folder.exists() and not (folder.is_dir() and ((folder / MARK).is_file() or not any(folder.iterdir()))):
        raise FolderForeign(folder=str(folder))
    draft, old = folder.with_name(folder.name + ".part"), folder.with_name(folder.name + ".old")
    for left in (draft, old):
        shutil.rmtree(left, ignore_errors=True)
    sums = [_put(draft, name, data) for name, data in files(public)]
    (draft / MARK).write_text(
        "".join(f"{digest}  {name}\n" for name, digest in sorted(sums)), encoding="utf-8"
    )
    if folder.exists():
        folder.rename(old)
    draft.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return len(sums) + 1


def _put(folder: Path, name: str, data: bytes) -> tuple[str, str]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return name, sha256(data).hexdigest()
