"""Signed requests: each holds once, for one path of one channel, for a few minutes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.exchange import request as request_module
from ambos.exchange.request import (
    NONCE_BYTES,
    TYPE,
    WINDOW_SECONDS,
    Gate,
    RequestInvalid,
    RequestRepeated,
    RequestStale,
    TooManyRequests,
    sign_request,
)
from ambos.kernel.canonical import encode
from ambos.kernel.cose import sign_message
from ambos.kernel.keys import Signer
from ambos.kernel.note import parse_base64, print_base64
from tests.kernel.test_canonical import flip

SIGNER = Signer.of(bytes([7]) * 32, "authority", "authority")
STRANGER = Signer.of(bytes([8]) * 32, "authority", "authority")
ORIGIN, PATH, NOW = "us/channel/mx", "/v1/head", 1_767_614_400


def gate() -> Gate:
    return Gate(ORIGIN, {SIGNER.kid: SIGNER.public})


def signed(
    number: int = 0, *, path: str = PATH, origin: str = ORIGIN, time: int = NOW, by: Signer = SIGNER
) -> str:
    nonce = number.to_bytes(NONCE_BYTES, "big")
    return sign_request(path, origin, nonce, time, kid=by.kid, sign=by.sign)


def test_a_request_holds_once() -> None:
    """A request is admitted, and refused when it comes again; another one is admitted."""
    held = gate()
    held.admit(signed(), PATH, NOW)
    with pytest.raises(RequestRepeated):
        held.admit(signed(), PATH, NOW + 1)
    held.admit(signed(1), PATH, NOW + 1)


@pytest.mark.parametrize(
    "wrong",
    (
        signed(path="/v1/sections/0"),
        signed(origin="us/channel/ca"),
        signed(by=STRANGER),
        sign_request(PATH, ORIGIN, bytes(16), NOW, kid=SIGNER.kid, sign=STRANGER.sign),
        sign_request(PATH, ORIGIN, bytes(15), NOW, kid=SIGNER.kid, sign=SIGNER.sign),
        print_base64(sign_message(encode([PATH, ORIGIN, bytes(16), "1"]), TYPE, SIGNER.kid, SIGNER.sign)),
        print_base64(sign_message(encode([PATH, ORIGIN, bytes(16)]), TYPE, SIGNER.kid, SIGNER.sign)),
        print_base64(sign_message(encode(7), TYPE, SIGNER.kid, SIGNER.sign)),
        signed() + "=",
        signed()[:-1],
        "",
        "é",
        "A" * 5000,
    ),
    ids=range(13),
)
def test_wrong_requests(wrong: str) -> None:
    """Another path, channel or signer, another form and no request at all are refused in the same words."""
    with pytest.raises(RequestInvalid):
        gate().admit(wrong, PATH, NOW)


@given(st.integers(min_value=0))
def test_no_flipped_bit_is_admitted(bit: int) -> None:
    """A request with any bit changed is refused."""
    message = parse_base64(signed()) or b""
    with pytest.raises(RequestInvalid):
        gate().admit(print_base64(flip(message, bit % (len(message) * 8))), PATH, NOW)


@given(st.integers(-3 * WINDOW_SECONDS, 3 * WINDOW_SECONDS))
def test_the_window(late: int) -> None:
    """A request is admitted within five minutes of its time, before and after, and not beyond."""
    held = gate()
    if abs(late) <= WINDOW_SECONDS:
        held.admit(signed(), PATH, NOW + late)
    else:
        with pytest.raises(RequestStale):
            held.admit(signed(), PATH, NOW + late)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(-400, 400), st.integers(0, 90)), max_size=60))
def test_nothing_is_admitted_twice(asked: list[tuple[int, int, int]]) -> None:
    """Whatever is sent again and whenever, no request is admitted twice, and what is stale is forgotten."""
    held, now, admitted = gate(), NOW, []
    for number, early, later in asked:
        now += later
        request = signed(number, time=NOW + early)
        try:
            held.admit(request, PATH, now)
            admitted.append(request)
        except (RequestStale, RequestRepeated):
            pass
    assert len(admitted) == len(set(admitted))
    held.admit(signed(99, time=now + 2000), PATH, now + 2000)
    assert len(held._seen) == len(held._order) == 1


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what can be remembered requests are refused until the window has passed."""
    monkeypatch.setattr(request_module, "REMEMBERED_LIMIT", 3)
    held = gate()
    for number in range(3):
        held.admit(signed(number), PATH, NOW)
    with pytest.raises(TooManyRequests):
        held.admit(signed(4), PATH, NOW)
    held.admit(signed(5, time=NOW + WINDOW_SECONDS + 1), PATH, NOW + WINDOW_SECONDS + 1)


def test_wrong_requests_are_not_remembered() -> None:
    """What is refused takes no memory and spoils no nonce of the partner's."""
    held = gate()
    for wrong in (signed(by=STRANGER), signed(path="/v1/sections/0"), signed(time=NOW - 1000)):
        with pytest.raises((RequestInvalid, RequestStale)):
            held.admit(wrong, PATH, NOW)
    assert not held._seen
    held.admit(signed(), PATH, NOW)
