"""What is measured beside the border: the same rows, with nothing proved, as a bare stream and by COPY.

The stream is NDJSON over the same mutual TLS, read into a SQLite table with every commit synced. COPY goes
from one database of a PostgreSQL server to another, through this process. Neither verifies or seals anything.
"""

import json
import ssl
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import islice
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import apsw
import httpx2
import psycopg

from ambos.kernel.record import Draft

ROWS_AT_ONCE: Final = 4096
TABLE: Final = (
    "CREATE TABLE line(rid TEXT PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL)"
)
COLUMNS: Final = "(rid, kind, subject, body)"


def lay(drafts: Iterator[Draft], file: Path) -> None:
    """Write the rows as NDJSON."""
    with file.open("w", encoding="utf-8") as stream:
        for row in map(json.dumps, _rows(drafts)):
            stream.write(row + "\n")


def _rows(drafts: Iterator[Draft]) -> Iterator[dict[str, Any]]:
    for number, draft in enumerate(drafts):
        rid = str(UUID(int=number))
        yield {"rid": rid, "kind": draft.kind, "subject": draft.subject, "body": dict(draft.body)}


def serve(file: Path, key: Path, certificate: Path, trusted: Path, port: Any) -> None:
    """Answer every request with the file, over TLS to the holder of the trusted certificate; never ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-length", str(file.stat().st_size))
            self.end_headers()
            with file.open("rb") as stream:
                while piece := stream.read(1 << 18):
                    self.wfile.write(piece)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_cert_chain(certificate, key)
    context.load_verify_locations(trusted)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    port.put(server.server_port)
    server.serve_forever()


def fetch(port: int, key: Path, certificate: Path, trusted: Path, database: Path) -> int:
    """Read the stream into a table; give how many rows came."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.load_verify_locations(trusted)
    context.load_cert_chain(certificate, key)
    db = apsw.Connection(str(database))
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", TABLE):
        db.execute(statement).fetchall()
    with (
        httpx2.Client(verify=context, trust_env=False) as client,
        client.stream("GET", f"https://127.0.0.1:{port}/") as response,
    ):
        rows = map(_row, response.iter_lines())
        while group := list(islice(rows, ROWS_AT_ONCE)):
            with db:
                db.executemany("INSERT INTO line VALUES(?, ?, ?, ?)", group)
    found = int(db.execute("SELECT count(*) FROM line").get)
    db.close()
    return found


def _row(line: str) -> Sequence[str]:
    return _cells(json.loads(line))


def _cells(row: dict[str, Any]) -> Sequence[str]:
    return row["rid"], row["kind"], row["subject"], json.dumps(row["body"], ensure_ascii=False)


def fill(dsn: str, drafts: Iterator[Draft]) -> None:
    """Put the rows into a table of PostgreSQL."""
    with psycopg.connect(dsn) as connection:
        connection.execute(TABLE)
        with connection.cursor().copy(f"COPY line {COLUMNS} FROM STDIN") as copying:
            for row in map(_cells, _rows(drafts)):
                copying.write_row(row)


def copy(source: str, sink: str) -> int:
    """Copy the table to another database as bytes of COPY; give how many rows that was."""
    with psycopg.connect(source) as far, psycopg.connect(sink) as near:
        near.execute(TABLE)
        leaving = far.cursor().copy("COPY line TO STDOUT (FORMAT BINARY)")
        coming = near.cursor()
        with leaving as out, coming.copy("COPY line FROM STDIN (FORMAT BINARY)") as into:
            for data in out:
                into.write(data)
        return coming.rowcount
