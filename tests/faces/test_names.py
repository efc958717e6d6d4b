"""Things are called by their caption, and what that refers to by its own."""

from pathlib import Path

from ambos.faces.reports.names import Names
from ambos.faces.reports.shown import Shown
from ambos.i18n.catalogue import Language
from ambos.kernel.acts import New
from ambos.testing.pair import pair
from ambos.values.handling import Label

FRAMEWORK = {"name": {"en": "Framework", "es": "Marco"}, "started": "2025"}
AGENCY = {"name": {"en": "Agency"}, "abbreviation": "AG", "party": "us", "level": "federal"}
ROLE = {"concerns": "framework/one", "agency": "agency/hidden", "role": "lead"}


def test_a_name_that_may_not_be_seen_is_an_id(tmp_path: Path) -> None:
    """A caption names what it refers to for whoever may see that, and gives its id to anybody else."""
    with pair(tmp_path) as nodes:
        nodes.us.propose([New("framework", "one", FRAMEWORK), New("agency", "hidden", AGENCY, Label())])
        nodes.us.propose([New("role", "first", ROLE)])
        nodes.exchange()
        told = []
        for node in (nodes.us, nodes.mx):
            names = Names(node.shelf, Shown(Language("en")))
            thing = node.shelf.thing("role/first")
            names.learn_of([thing])
            told.append(names.title(thing).partition(" · ")[0])
        assert told == ["Agency", "agency/hidden"]


def test_a_name_is_in_the_language_of_whoever_asks(tmp_path: Path) -> None:
    """The same thing is named in either language; what is not there is called by its id."""
    with pair(tmp_path) as nodes:
        nodes.us.propose([New("framework", "one", FRAMEWORK)])
        names = Names(nodes.us.shelf, Shown(Language("es")))
        names.learn(["framework/one", "framework/none", "nothing/at-all"])
        assert names.of("framework/one") == "Marco"
        assert names.of("framework/none") == "framework/none"
        assert names.of("nothing/at-all") == "nothing/at-all"
