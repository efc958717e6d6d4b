"""Ask a witness over HTTP. What it answers is believed for its signatures alone, so any carrier will do."""

from urllib.parse import quote

import httpx2

from ambos.exchange.witness.asking import ANSWER_LIMIT, OK, AddCheckpoint, Answer, AnswerMalformed
from ambos.values.errors import Form, Unreachable

SECONDS = 10.0


class WitnessUnreachable(Unreachable):
    """The witness does not answer; data: ``url``."""

    code = "witness.unreachable"


def add_checkpoint(url: str, request: AddCheckpoint) -> Answer:
    """Ask the witness below ``url`` to cosign."""
    return _call("POST", f"{url.rstrip('/')}/add-checkpoint", bytes(request))


def newest_note(url: str, origin: str) -> bytes | None:
    """Give the note that the witness cosigned last for a log; None if it has none or does not tell."""
    answer = _call("GET", f"{url.rstrip('/')}/checkpoint/{quote(origin)}", None)
    return answer.body if answer.status == OK and answer.body else None


def _call(method: str, url: str, body: bytes | None) -> Answer:
    """Make one call, without following anywhere else, and read no more than an answer may have."""
    try:
        with (
            httpx2.Client(timeout=SECONDS, follow_redirects=False, trust_env=False) as client,
            client.stream(method, url, content=body) as response,
        ):
            data = b""
            for part in response.iter_bytes():
                data += part
                if len(data) > ANSWER_LIMIT:
                    raise AnswerMalformed(expected=Form("witness-answer"))
            return Answer(response.status_code, data)
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise WitnessUnreachable(url=url) from error
