"""What was out of the ordinary in the readings of this node, and how many readings there were."""

from datetime import date, timedelta

from ambos.analysis.studies.unusual import HISTORY_DAYS, RECENT_DAYS, Alarm, Habit, alarms
from ambos.kernel.watched import summed
from ambos.node.node import Node
from ambos.node.watching import demand_watch


def unusual(node: Node, recent: int = RECENT_DAYS) -> list[Alarm]:
    """Give the alarms of the last days, what waits to be signed included; for who may watch over people."""
    demand_watch(node)
    return alarms(habits(node, recent), node.today(), recent)


def habits(node: Node, recent: int = RECENT_DAYS) -> list[Habit]:
    """Give how often each officer read in each hour, of the days that are judged and those before."""
    first = (node.today() - timedelta(days=HISTORY_DAYS + recent)).isoformat()
    sql = "SELECT officer, day, hour, compartment, times FROM habit WHERE day >= ?"
    _, waiting = summed(node.reads.journal.waiting())
    rows = [*node.parts.tables.execute(sql, (first,)), *((*key, count) for key, count in waiting.items())]
    return [Habit(who, date.fromisoformat(day), hour, name, times) for who, day, hour, name, times in rows]
