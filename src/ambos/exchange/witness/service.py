"""The witness over HTTP: a thin shell around the core, two routes and nothing else."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ambos.exchange.witness.asking import MALFORMED, REQUEST_LIMIT, Answer
from ambos.exchange.witness.core import Witness

TOO_LARGE = Answer(413)


def application(witness: Witness) -> Starlette:
    """Give the application that answers for a witness.

    ``POST /add-checkpoint`` is that of C2SP tlog-witness. ``GET /checkpoint/<origin>`` gives the newest note
    whole: C2SP leaves open how monitors obtain it.
    """

    async def add(request: Request) -> Response:
        return _response(await _answer(witness, request))

    async def newest(request: Request) -> Response:
        return _response(witness.newest(request.path_params["origin"]))

    return Starlette(
        routes=[
            Route("/add-checkpoint", add, methods=["POST"]),
            Route("/checkpoint/{origin:path}", newest, methods=["GET"]),
        ]
    )


async def _answer(witness: Witness, request: Request) -> Answer:
    """Read no more than a request may have, then let the core answer."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > REQUEST_LIMIT:
            return TOO_LARGE
    return witness.add(body) if body else Answer(MALFORMED)


def _response(answer: Answer) -> Response:
    headers = {"content-type": answer.sort, "cache-control": "no-store"}
    return Response(answer.body, answer.status, headers=headers)
