"""The definitions. A new one is one declaration here, in words that every engine knows: no quantiles.

A row's place, year and part are columns of the answer; the rest is what is counted. Of several files of one
format, the newest that speaks of a period speaks for it.
"""

from typing import TYPE_CHECKING, Any, Final

from ambos.analysis.studies.definitions import arms_and_drugs, networks
from ambos.analysis.studies.definitions.answers import answer, of_nation
from ambos.analysis.studies.definitions.definition import RATIO, Definition
from ambos.evidence.questions import Build, said
from ambos.evidence.reader import ROW_PERIOD, ROW_SET, ROW_VALUE, ROW_YEAR

if TYPE_CHECKING:
    import ibis

_STATES_OF_MEXICO: Final = 32
_DEADLINE_DAYS: Final = 180  # how long after its due day a promise may be kept and still count
_DIGITS_OF_MUNICIPALITY: Final = 5


def _newest(rows: "ibis.Table", *keys: str, **sums: Any) -> "ibis.Table":
    """Sum rows by keys and period, of each period those rows only that stand in its newest file."""
    every = rows.group_by([*keys, ROW_SET, ROW_YEAR, ROW_PERIOD]).agg(**sums)
    owners = every.group_by(ROW_PERIOD).agg(**{ROW_SET: every[ROW_SET].max()})
    return every.semi_join(owners, [ROW_PERIOD, ROW_SET])


def _fentanyl(offices: "ibis.Table", air: "ibis.Table") -> "ibis.Table":
    """Weigh the fentanyl of all components in the months that both files cover."""
    weight = "Sum Qty (lbs)"
    one, other = (
        _newest(rows, pounds=rows[weight].sum(where=rows["Drug Type"] == "Fentanyl").fill_null(0))
        for rows in (offices, air)
    )
    both = one.join(other, [ROW_YEAR, ROW_PERIOD], rname="air_{name}")
    return of_nation(both, "US", value=both.pounds + both.air_pounds)


def _other_drugs(rows: "ibis.Table") -> "ibis.Table":
    count = rows["Count of Event"]
    found = _newest(
        rows, every=count.sum(), other=count.sum(where=rows["Drug Type"] == "Other Drugs**").fill_null(0)
    )
    return of_nation(found, "US", value=found.other, over=found.every)


def _encounters(rows: "ibis.Table") -> "ibis.Table":
    found = _newest(rows, every=rows["Encounter Count"].sum())
    return of_nation(found, "US-SWB", value=found.every)


def _trucks(rows: "ibis.Table") -> "ibis.Table":
    """Count trucks, and all road vehicles, that enter from Mexico."""
    mexico = rows.filter(rows.border == "US-Mexico Border")
    vehicles = mexico.measure.isin(("Trucks", "Buses", "Personal Vehicles"))
    found = _newest(
        mexico,
        trucks=mexico.value.sum(where=mexico.measure == "Trucks").fill_null(0),
        every=mexico.value.sum(where=vehicles),
    )
    return of_nation(found, "US-SWB", value=found.trucks, over=found.every)


def _overdose(rows: "ibis.Table") -> "ibis.Table":
    everybody = rows.filter(
        rows.Sex == "Both Sexes",
        rows.Age == "All Ages",
        rows["Race and Hispanic Origin"] == "All Races-All Origins",
        rows.State == "United States",
    )
    found = _newest(everybody, deaths=everybody.Deaths.sum(), people=everybody.Population.sum())
    return of_nation(found, "US", value=found.deaths, over=found.people)


def _with_nation(states: "ibis.Table", counted: str) -> "ibis.Table":
    """Add the country's sum to a table by state; a row of no state counts for the country alone."""
    nation = states.group_by(ROW_YEAR, ROW_PERIOD).agg(**{counted: states[counted].sum()})
    told = ("place", ROW_YEAR, ROW_PERIOD, counted)
    known = states.filter(states.place.notnull()).select(*told)
    return known.union(nation.mutate(place=said(nation, "MX")).select(*told))


def _by_state(rows: "ibis.Table", digits: Any, counted: str) -> "ibis.Table":
    """Sum by state of Mexico, told by the two digits of INEGI, and for the country.

    A state without a row in a period of its files had nothing there.
    """
    known = digits.cast("int64").between(1, _STATES_OF_MEXICO)
    placed = rows.mutate(place=known.ifelse("MX-" + digits, None))
    found = _with_nation(_newest(placed, "place", counted=placed[counted].sum()), "counted")
    every = found.select("place").distinct().cross_join(found.select(ROW_YEAR, ROW_PERIOD).distinct())
    told = ["place", ROW_YEAR, ROW_PERIOD]
    filled = every.left_join(found, told)
    return filled.select(*told, counted=filled.counted.fill_null(0))


def _per_inhabitant(deaths: "ibis.Table", people: "ibis.Table") -> "ibis.Table":
    codes = people.CVE.lpad(_DIGITS_OF_MUNICIPALITY, "0")
    inhabitants = _by_state(people, codes.substr(0, 2), ROW_VALUE)
    each = inhabitants.select("place", ROW_YEAR, people=inhabitants.counted)
    both = deaths.join(each, ["place", ROW_YEAR])
    return answer(both, both.place, value=both.counted, over=both.people)


def _victims_rate(rows: "ibis.Table", people: "ibis.Table") -> "ibis.Table":
    murders = rows.filter(rows.subtipo_de_delito == "Homicidio doloso")
    return _per_inhabitant(_by_state(murders, murders.cve_ent, "n_victimas"), people)


def _deaths_rate(rows: "ibis.Table", people: "ibis.Table") -> "ibis.Table":
    digits = rows.cve_mun.lpad(_DIGITS_OF_MUNICIPALITY, "0").substr(0, 2)
    return _per_inhabitant(_by_state(rows, digits, "homicides"), people)


def _gap(deaths: "ibis.Table", cases: "ibis.Table") -> "ibis.Table":
    """Set the homicides that the health system registered beside the cases that prosecutors opened."""
    murders = cases.filter(cases.MODALIDAD == "HOMICIDIOS", cases.TIPO == "DOLOSOS")
    registered = _newest(deaths, registered=deaths.homicides.sum())
    opened = _newest(murders, opened=murders[ROW_VALUE].sum())
    both = registered.join(opened, [ROW_YEAR, ROW_PERIOD], rname="cases_{name}")
    return of_nation(both, "MX", value=both.registered - both.opened, over=both.registered)


def _kept(promises: "ibis.Table") -> "ibis.Table":
    """Count promises whose deadline has passed, and those that were kept by it."""
    decided = promises.filter(promises.days_since_due >= _DEADLINE_DAYS)
    found = decided.group_by(ROW_YEAR, ROW_PERIOD).agg(
        every=decided.subject.count(),
        kept=decided.subject.count(where=decided.days_to_kept <= _DEADLINE_DAYS),
    )
    return of_nation(found, "BOTH", value=found.kept, over=found.every)


def _vetted(vettings: "ibis.Table") -> "ibis.Table":
    """Count people with a vetting on record, and those whose vetting is current."""
    found = vettings.group_by([ROW_YEAR, ROW_PERIOD, "place"]).agg(
        every=vettings.subject.count(), current=vettings.current.sum()
    )
    return answer(found, found.place, value=found.current, over=found.every)


def _in_rhythm(gaps: "ibis.Table") -> "ibis.Table":
    found = gaps.group_by(ROW_YEAR, ROW_PERIOD).agg(
        every=gaps.subject.count(), kept=gaps.subject.count(where=gaps.gap_days <= gaps.promised_days)
    )
    return of_nation(found, "BOTH", value=found.kept, over=found.every)


def _agreed(criteria: "ibis.Table") -> "ibis.Table":
    found = criteria.group_by(ROW_YEAR, ROW_PERIOD).agg(
        every=criteria.subject.count(), agreed=criteria.agreed.sum()
    )
    return of_nation(found, "BOTH", value=found.agreed, over=found.every)


def _on_time(deliveries: "ibis.Table") -> "ibis.Table":
    found = deliveries.group_by(ROW_YEAR, ROW_PERIOD).agg(
        every=deliveries.subject.count(), made=deliveries.on_time.sum()
    )
    return of_nation(found, "MX", value=found.made, over=found.every)


def _diverted(months: "ibis.Table") -> "ibis.Table":
    """Weigh each month by its strength: months are summed before they are divided."""
    found = months.group_by(ROW_YEAR, ROW_PERIOD).agg(taken=months.diverted.sum(), whole=months.whole.sum())
    return of_nation(found, "MX", value=found.taken, over=found.whole)


def _kept_frozen(days: int) -> Build:
    """Make the question for what was not given back within so many days, of what was frozen that long ago."""

    def build(freezes: "ibis.Table") -> "ibis.Table":
        old = freezes.filter(freezes.days >= days)
        found = old.group_by("place", ROW_YEAR, ROW_PERIOD).agg(
            every=old.amount.sum(), back=old[f"back_{days}"].sum()
        )
        return answer(found, found.place, value=found.every - found.back, over=found.every)

    return build


def _forfeited(freezes: "ibis.Table") -> "ibis.Table":
    found = freezes.group_by("place", ROW_YEAR, ROW_PERIOD).agg(
        every=freezes.amount.sum(), forfeited=freezes.forfeited.sum()
    )
    return answer(found, found.place, value=found.forfeited, over=found.every)


def _once(counted: str) -> Build:
    """Make the question for what events brought, each event once: of two reports the greater counts."""

    def build(reports: "ibis.Table") -> "ibis.Table":
        of = [ROW_YEAR, ROW_PERIOD, "event"]
        told = reports.group_by([*of, "reporter"]).agg(amount=reports[counted].sum())
        once = told.group_by(of).agg(amount=told.amount.max())
        found = once.group_by(ROW_YEAR, ROW_PERIOD).agg(every=once.amount.sum())
        return of_nation(found, "BOTH", value=found.every)

    return build


DEFINITIONS: Final[tuple[Definition, ...]] = (
    Definition(
        "cbp-fentanyl-all-components-lb",
        "lb",
        "nationwide, OFO, USBP and AMO",
        ("cbp-drugs", "cbp-amo-drugs"),
        _fentanyl,
        calendar="fiscal-us",
    ),
    # GAO-22-104725: the class "Other Drugs" grew so large that it hid which drugs were seized.
    Definition(
        "cbp-other-drugs-share",
        "percent",
        "events with drugs of no class of their own, of all events, OFO and USBP",
        ("cbp-drugs",),
        _other_drugs,
        calendar="fiscal-us",
        method=RATIO,
        factor=100,
    ),
    Definition(
        "cbp-encounters-all-files",
        "encounters",
        "SW border, OFO and USBP, each month from the newest file",
        ("cbp-encounters-southwest",),
        _encounters,
        calendar="fiscal-us",
    ),
    Definition(
        "bts-trucks-share",
        "percent",
        "trucks of all trucks, buses and personal vehicles that enter from Mexico",
        ("bts-crossings",),
        _trucks,
        method=RATIO,
        factor=100,
    ),
    Definition(
        "us-overdose-death-rate",
        "per-100k",
        "crude rate over the population of the same table",
        ("nchs-drug-poisoning",),
        _overdose,
        method=RATIO,
        factor=100_000,
        periods=("year",),
    ),
    Definition(
        "sesnsp-homicide-victim-rate",
        "per-100k",
        "victims in prosecutors' cases over CONAPO's mid-year population",
        ("sesnsp-victims", "conapo-population"),
        _victims_rate,
        method=RATIO,
        factor=100_000,
        over_once=True,
        periods=("year",),
    ),
    Definition(
        "inegi-homicide-rate",
        "per-100k",
        "deaths by date of registration over CONAPO's mid-year population",
        ("inegi-homicides", "conapo-population"),
        _deaths_rate,
        method=RATIO,
        factor=100_000,
        over_once=True,
        periods=("year",),
    ),
    Definition(
        "homicide-inegi-over-sesnsp",
        "percent",
        "INEGI deaths less SESNSP cases (method of 1997 to 2017), of INEGI deaths",
        ("inegi-homicides", "sesnsp-incidents-until-2017"),
        _gap,
        method=RATIO,
        factor=100,
    ),
    Definition(
        "commitments-kept-180-days",
        "percent",
        "public promises due at least 180 days ago and kept within 180 days of that day",
        ("promises",),
        _kept,
        method=RATIO,
        factor=100,
    ),
    *(
        Definition(
            f"frozen-value-kept-{days}-days",
            "percent",
            f"public freezes of at least {days} days ago, by currency and year of the freeze",
            ("freezes",),
            _kept_frozen(days),
            method=RATIO,
            factor=100,
        )
        for days in (180, 365)
    ),
    Definition(
        "frozen-value-forfeited",
        "percent",
        "public freezes, by currency and year of the freeze",
        ("freezes",),
        _forfeited,
        method=RATIO,
        factor=100,
    ),
    Definition(
        "joint-operation-arrests",
        "arrests",
        "public results of operations, each event once, whichever party reports it",
        ("event-reports",),
        _once("arrests"),
    ),
    Definition(
        "joint-operation-drugs",
        "g",
        "public results of operations, all drugs, each event once, whichever party reports it",
        ("event-reports",),
        _once("grams"),
    ),
    Definition(
        "officers-vetted",
        "percent",
        "people of whom a public vetting tells, whether every scheme on record is current",
        ("vettings",),
        _vetted,
        method=RATIO,
        factor=100,
    ),
    *arms_and_drugs.DEFINITIONS,
    *networks.DEFINITIONS,
    Definition(
        "meetings-within-cadence",
        "percent",
        "public senior meetings held within the promised time of the one before",
        ("meeting-gaps",),
        _in_rhythm,
        method=RATIO,
        factor=100,
    ),
    Definition(
        "determination-criteria-agreed",
        "percent",
        "public criteria of determinations with an indicator that both governments agreed on",
        ("determination-criteria",),
        _agreed,
        method=RATIO,
        factor=100,
    ),
    Definition(
        "deliveries-on-time",
        "percent",
        "public deliveries made by their planned day, of those whose day has passed",
        ("deliveries-due",),
        _on_time,
        method=RATIO,
        factor=100,
    ),
    Definition(
        "strength-diverted",
        "percent",
        "public strength taken from public security, of that and of what was left there",
        ("strength-months",),
        _diverted,
        method=RATIO,
        factor=100,
    ),
)


def definition_named(name: str) -> Definition:
    """Give the definition that a figure names; ``KeyError`` where this version has none of that name."""
    return {definition.name: definition for definition in DEFINITIONS}[name]
