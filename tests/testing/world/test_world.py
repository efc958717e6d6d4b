"""Whatever happens to nodes, network and clocks: in the end mirrors are equal, or the alarm has a name."""

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from ambos.exchange.sealed import KeyNotHeld
from ambos.node.keysets import Change
from ambos.testing.pair import PARTIES
from tests.testing.world.machine import ThreeWorlds, Worlds

SEED = 20260105
# The same worlds each time: the search for new ones is what ``python -m benchmarks.world`` is for.
QUICK = settings(
    max_examples=25,
    stateful_step_count=30,
    derandomize=False,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def search(kind: type[Worlds], worlds: settings) -> None:
    """Go through the worlds that follow from the seed, whatever profile the tests run under."""
    run_state_machine_as_test(seed(SEED)(type("Pinned", (kind,), {})), settings=worlds)


def test_two_nodes() -> None:
    """Every world of two nodes ends with equal mirrors or a named alarm, and nothing acknowledged is lost."""
    search(Worlds, QUICK)


def test_three_nodes() -> None:
    """So does every world of three."""
    search(ThreeWorlds, settings(QUICK, max_examples=5))


def test_both_roll_twice_unseen() -> None:
    """Two who both roll their note keys twice without a visit in between come together again."""
    world = Worlds()
    world.set_clocks([0, 0, 0])
    for who in (0, 0, 1, 1):
        world.world.rotate(PARTIES[who], Change(exchange=False, notes=True, certificate=False))
    world.teardown()


def test_both_lie() -> None:
    """Of two who both show another history, each is told of by name."""
    world = Worlds()
    world.set_clocks([0, 0, 0])
    world.world.wait(4000)
    world.lie(pair=1, heard=False)
    world.lie(pair=0, heard=True)
    world.come_and_go(pair=0)
    world.teardown()


def test_a_visit_under_way_while_keys_roll() -> None:
    """A visit begun before an exchange key rolled ends at what is sealed to the new one; the next goes on."""
    world = Worlds()
    world.set_clocks([0, 0, 0])
    us, mx = PARTIES
    world.world.visit(us, mx)
    world.world.rotate(us, Change(exchange=True, notes=False, certificate=False))
    world.meet()
    world.say(who=PARTIES.index(mx), count=1)
    world.world.through(mx, us)
    heard = world.world.heard
    world.teardown()
    assert heard[KeyNotHeld.code] == 1
    assert not world.world.alarms
