"""The cases of published answers, as tests and the benchmark set them: one loader for each data set."""

import warnings
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd
import rdata

from ambos.analysis.methods.synthetic import Array, Case
from ambos.analysis.methods.synthetic_did import Block
from tests.analysis.reference import find, table

Whole = npt.NDArray[np.int64]
Asked = list[tuple[str, Iterable[int]]]

# Abadie, Diamond & Hainmueller, JASA 105 (2010), table 2.
PROP99 = {"Utah": 0.334, "Nevada": 0.234, "Montana": 0.199, "Colorado": 0.164, "Connecticut": 0.069}
# Abadie & Gardeazabal, American Economic Review 93 (2003).
BASQUE = {"Cataluna": 0.851, "Madrid (Comunidad De)": 0.149}
# Abadie, Diamond & Hainmueller, American Journal of Political Science 59 (2015), table 1.
GERMANY = {"Austria": 0.42, "USA": 0.22, "Japan": 0.16, "Switzerland": 0.11, "Netherlands": 0.09}


def sicily() -> tuple[Array, int, Array]:
    """Give acute coronary events in Sicily, the index of the ban, and the standard population."""
    rows = table("its/sicily.csv")
    return rows["aces"].to_numpy(float), int(rows["smokban"].argmax()), rows["stdpop"].to_numpy(float)


def seatbelts() -> tuple[Array, int, Array]:
    """Give drivers killed or seriously injured, the index of the law, and petrol's price (log)."""
    rows = table("its/seatbelts.csv")
    price = np.log(rows["PetrolPrice"].to_numpy(float))
    return rows["drivers"].to_numpy(float), int(rows["law"].argmax()), price[:, None]


def means(rows: pd.DataFrame, unit: str, asked: Asked) -> pd.DataFrame:
    """Give the mean of each column over its years, one row a unit."""
    parts = [rows[rows["year"].isin(list(years))].groupby(unit)[column].mean() for column, years in asked]
    return pd.concat(parts, axis=1)


def prop99() -> tuple[Case, list[str]]:
    """Give California's cigarette sales among 38 states, with the seven predictors of the paper."""
    rows = table("sc/P99data.csv")
    sales = rows.pivot(index="state", columns="year", values="cigsale")
    eighties = range(1980, 1989)
    asked: Asked = [(name, eighties) for name in ("lnincome", "age15to24", "retprice")]
    asked += [("beer", range(1984, 1989)), *(("cigsale", [year]) for year in (1988, 1980, 1975))]
    predictors = means(rows, "state", asked).loc[sales.index]
    return _case(sales, "California", 19, predictors)


def basque() -> tuple[Case, list[str]]:
    """Give the Basque Country's product among the regions of Spain, with the predictors of the paper."""
    rows = table("sc/pysyncon_basque.csv")
    rows = rows[rows["regionname"] != "Spain (Espana)"]
    product = rows.pivot(index="regionname", columns="year", values="gdpcap")
    schools = [f"school.{level}" for level in ("illit", "prim", "med", "high", "post.high")]
    sectors = [f"sec.{name}" for name in (
        "agriculture", "energy", "industry", "construction", "services.venta", "services.nonventa"
    )]  # fmt: skip
    school = means(rows, "regionname", [(name, range(1964, 1970)) for name in schools])
    school["high"] = school.pop("school.high") + school.pop("school.post.high")
    sector = means(rows, "regionname", [(name, range(1961, 1970, 2)) for name in sectors])
    asked: Asked = [("invest", range(1964, 1970)), ("gdpcap", range(1960, 1970))]
    others = means(rows, "regionname", [*asked, ("popdens", [1969])])
    predictors = pd.concat([_percent(school), others, _percent(sector)], axis=1).loc[product.index]
    judged = tuple(range(1960 - 1955, 1970 - 1955))
    return _case(product, "Basque Country (Pais Vasco)", 1970 - 1955, predictors, judged)


def germany() -> tuple[Case, Case, list[str]]:
    """Give West Germany among OECD countries: the case that importances come from, and the one to weigh."""
    rows = table("sc/pysyncon_germany.csv")
    product = rows.pivot(index="country", columns="year", values="gdp")
    training, names = _germany(product, rows, range(1971, 1981), [1970, 1975], "invest70")
    main, _ = _germany(product, rows, range(1981, 1991), [1980, 1985], "invest80")
    return training, main, names


def prop99_block() -> Block:
    """Give cigarette sales as the authors of synthetic difference-in-differences publish them."""
    rows = table("sc/synthdid_california_prop99.csv", ";")
    sales = rows.pivot(index="State", columns="Year", values="PacksPerCapita")
    ordered = pd.concat([sales.drop("California"), sales.loc[["California"]]])
    return Block(ordered.to_numpy(float), len(sales) - 1, 19)


def minimum_wage() -> tuple[Array, Whole, Whole]:
    """Give teen employment of counties (log), the year each raised its minimum wage, and the years."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the reader warns of classes of R that it does not know
        rows = rdata.read_rda(find("did/mpdta.rda"))["mpdta"]
    rows.columns = [str(name) for name in rows.columns]
    employed = rows.pivot(index="countyreal", columns="year", values="lemp")
    first = rows.groupby("countyreal")["first.treat"].first().reindex(employed.index)
    return employed.to_numpy(float), first.to_numpy(np.int64), employed.columns.to_numpy(np.int64)


def _germany(
    product: pd.DataFrame, rows: pd.DataFrame, years: range, schooling: list[int], invest: str
) -> tuple[Case, list[str]]:
    asked: Asked = [(name, years) for name in ("gdp", "trade", "infrate", "industry")]
    asked += [("schooling", schooling), (invest, [1980])]
    predictors = means(rows, "country", asked).loc[product.index]
    return _case(product, "West Germany", 31, predictors, tuple(range(21, 31)))


def _percent(parts: pd.DataFrame) -> pd.DataFrame:
    return parts.div(parts.sum(axis=1), axis=0) * 100


def _case(
    outcomes: pd.DataFrame, treated: str, start: int, predictors: pd.DataFrame, judged: tuple[int, ...] = ()
) -> tuple[Case, list[str]]:
    names = list(outcomes.index)
    place = names.index(treated)
    donors = tuple(row for row in range(len(names)) if row != place)
    case = Case(outcomes.to_numpy(float), place, donors, start, predictors.to_numpy(float), judged)
    return case, [names[row] for row in donors]
