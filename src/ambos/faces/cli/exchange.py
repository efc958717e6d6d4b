"""``ambos exchange``: how the exchange with each partner stands."""

from ambos.faces.cli.declare import Noun
from ambos.faces.cli.forks import FORKS

COMMAND = Noun("exchange")
COMMAND.verbs.extend(FORKS.verbs)
