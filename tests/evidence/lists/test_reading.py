"""Official lists as their publishers give them: read whole or not at all, told by their content."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.evidence.errors import (
    CsvBroken,
    EncodingBroken,
    EntryRepeated,
    FileEmpty,
    FileInvalid,
    FileMissing,
    GzipBroken,
    ListForeign,
    ListMixed,
    XmlBroken,
    XmlHostile,
)
from ambos.evidence.lists.differences import ADDED, CHANGED, REMOVED, differences
from ambos.evidence.lists.entry import SCHEMA, Entry, table_of_entries
from ambos.evidence.lists.finding import find, words_in
from ambos.evidence.lists.ofac import programs
from ambos.evidence.lists.opened import Named
from ambos.evidence.lists.reading import OfficialList, is_list, read_list
from tests.evidence.conftest import official

__all__ = ["official"]

Find = Callable[[str], Path]
NULL = ",-0- " * 7
SDN = f'6861,"GUZMAN LOERA, Joaquin","individual","SDNTK"{NULL},"DOB 25 Dec 1954; POB Mexico."\r\n'
SHIP = f'7,"SEA STAR","vessel","SDGT] [IFSR"{NULL},-0- \r\n'
ALT = '6861,1,"aka","EL CHAPO",-0- \r\n'
SAT = (
    "Información actualizada al 30 de abril de 2024,,,,\r\n"
    "Listado completo de contribuyentes (Artículo 69-B),,,,\r\n"
    "No,RFC,Nombre del Contribuyente,Situación del contribuyente,"
    "Número y fecha de oficio global de presunción SAT\r\n"
    '1,AAA080808HL8,"PEÑA, S.A.",Presunto,500-05-2018-1 de fecha 1 de junio de 2018\r\n'
)
UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09Z"><ENTITIES><ENTITY>
<FIRST_NAME>M23</FIRST_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE>
<REFERENCE_NUMBER>CDe.006</REFERENCE_NUMBER><LISTED_ON>2012-12-31</LISTED_ON>
<ENTITY_ALIAS><ALIAS_NAME>Mouvement du 23 mars</ALIAS_NAME></ENTITY_ALIAS>
</ENTITY></ENTITIES></CONSOLIDATED_LIST>"""
SDN_XML = """<?xml version="1.0"?><sdnList xmlns="http://example.org/sdn"><publshInformation>
<Publish_Date>07/31/2024</Publish_Date></publshInformation><sdnEntry><uid>6861</uid>
<lastName>GUZMAN LOERA</lastName><firstName>Joaquin</firstName><sdnType>Individual</sdnType>
<programList><program>SDNTK</program></programList><akaList><aka><lastName>EL CHAPO</lastName></aka></akaList>
</sdnEntry></sdnList>"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a small file."""

    def made(text: str | bytes, name: str = "list.txt", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return made


def cells(found: OfficialList, name: str) -> list[object]:
    """Give a column of a list."""
    column: list[object] = found.table[name].to_pylist()
    return column


def test_ofac_is_read_of_its_parts(official: Find) -> None:
    """The SDN list of July 2021 has OFAC's number of entries, and GUZMAN LOERA his eighteen aliases."""
    parts = [official(f"sanctions/ofac_{part}_2021-07.csv.gz") for part in ("alt", "sdn", "add")]
    found = read_list(parts)
    assert found.form.code == "list-ofac-sdn"
    assert found.table.num_rows == 8976
    at = cells(found, "key").index("6861")
    assert len(cells(found, "aliases")[at]) == 18  # type: ignore[arg-type]
    assert cells(found, "programs")[at] == ["SDNTK"]
    assert {"aliases", "places"} <= set(found.columns)


def test_un_list_has_its_entries(official: Find) -> None:
    """The list of 27 February 2026 has 730 persons and 273 entities, each reference once."""
    found = read_list([official("sanctions/un_consolidated_2026-02.xml.gz")])
    sorts = cells(found, "sort")
    assert (sorts.count("person"), sorts.count("entity")) == (730, 273)
    assert found.made_on == "2026-02-27"
    assert len(set(cells(found, "key"))) == 1003


def test_sat_versions_differ_by_what_was_published(official: Find) -> None:
    """Between two versions of the 69-B list firms move from presumed to definitive, and few leave."""
    names = [f"mx_lists/sat_69b_companies_{day}.csv.gz" for day in ("2021-05-18", "2022-11-30")]
    before, after = (read_list([official(name)]) for name in names)
    assert (before.table.num_rows, after.table.num_rows) == (9925, 10049)
    found = list(differences(before.table, after.table))
    added, removed = (sum(one.sort == sort for one in found) for sort in (ADDED, REMOVED))
    assert added - removed == 10049 - 9925
    moved = [c for one in found for c in one.changes if c.field == "status" and c.lost == ("Presunto",)]
    assert any(change.gained == ("Definitivo",) for change in moved)
    assert all(len(set(cells(one, "key"))) == one.table.num_rows for one in (before, after))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_sat_comes_in_either_encoding_with_its_day(write: Callable[..., Path], encoding: str) -> None:
    """The SAT's titles above the header tell the day, and either encoding gives the same letters."""
    found = read_list([write(SAT, encoding=encoding)])
    assert (found.form.code, found.made_on) == ("list-sat-69b", "2024-04-30")
    assert cells(found, "name") == ["PEÑA, S.A."]
    assert cells(found, "key") == ["AAA080808HL8 500-05-2018-1"]


def test_ofac_xml_gives_what_the_table_gives(write: Callable[..., Path]) -> None:
    """An entry of OFAC's XML file has the key, name, programme and aliases of the CSV file."""
    plain = read_list([write(SDN, "sdn.csv"), write(ALT, "alt.csv")])
    found = read_list([write(SDN_XML)])
    for name in ("key", "sort", "name", "programs", "aliases"):
        assert cells(found, name) == cells(plain, name)
    assert found.made_on == "2024-07-31"


def test_packed_or_plain_is_one_list(write: Callable[..., Path]) -> None:
    """A packed file gives the digest and the entries of the plain one."""
    plain, packed = read_list([write(UN)]), read_list([write(gzip.compress(UN.encode()))])
    assert (plain.file_digest, plain.table) == (packed.file_digest, packed.table)


def test_the_end_of_old_files_is_no_row(write: Callable[..., Path]) -> None:
    """The control character with which OFAC ends its files is no entry."""
    assert read_list([write(SDN + "\x1a")]).table.num_rows == 1


BOMB = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE, '<!DOCTYPE a SYSTEM "http://example.org/a.dtd">'])
def test_hostile_xml_is_refused(write: Callable[..., Path], doctype: str) -> None:
    """A document type, and with it every entity, inside or outside, is refused before it is used."""
    with pytest.raises(XmlHostile):
        read_list([write(UN.replace("<CONSOLIDATED", doctype + "<CONSOLIDATED", 1))])


def test_a_nest_too_deep_is_refused(write: Callable[..., Path]) -> None:
    """Elements nest to a bounded depth."""
    deep = UN.replace("<UN_LIST_TYPE>DRC", "<a>" * 40 + "</a>" * 40 + "<UN_LIST_TYPE>DRC")
    with pytest.raises(XmlHostile):
        read_list([write(deep)])


def test_what_the_parser_would_have_to_hold_is_bounded(write: Callable[..., Path]) -> None:
    """A tag or a line of many megabytes is refused before it is held whole."""
    with pytest.raises(XmlHostile):
        read_list([write(UN.replace("<ENTITIES>", f'<ENTITIES a="{"x" * (12 << 20)}">'))])
    with pytest.raises(CsvBroken):
        read_list([write(SDN + "x" * (6 << 20))])


def test_a_list_is_told_by_its_beginning(write: Callable[..., Path]) -> None:
    """Lists and any XML are taken for lists; a table of anything else, an empty file, a bomb are not."""
    for text in (SDN, ALT, SAT, UN, SDN_XML, "<html>"):
        assert is_list(write(text))
    for other in ("Fiscal Year,Month\r\n2016,OCT\r\n", "", "x" * (6 << 20)):
        assert not is_list(write(other))


def test_a_file_is_spoken_of_by_its_senders_name(write: Callable[..., Path]) -> None:
    """A file that lies here under another name is named, told and refused by the name it was given."""
    kept = write(SDN, "0f3a")
    assert read_list([Named(kept, "cons_prim.csv")]).form.code == "list-ofac-consolidated"
    with pytest.raises(FileInvalid) as refused:
        read_list([Named(write(SDN + SHIP.replace("vessel", "spaceship"), "0f3b"), "mine.csv")])
    assert refused.value.data["file"] == "mine.csv"


@pytest.mark.parametrize(
    ("text", "row", "field"),
    [
        (SDN + SHIP.replace('"vessel"', '"spaceship"'), 2, "sdn_type"),
        (SDN.replace("6861", "abc"), 1, "ent_num"),
        (SDN + SHIP.replace("SEA STAR", "SEA\u202eSTAR"), 2, "sdn_name"),
        (SDN + "8,too,short,for,a,row,of,this,list\r\n", 2, "ent_num … remarks"),
        (UN.replace("CDe.006", "nothing"), 2, "REFERENCE_NUMBER"),
        (UN.replace("2012-12-31", "last year"), 2, "LISTED_ON"),
        (SAT.replace("Presunto", "Perhaps"), 4, "Situación del contribuyente"),
        (SAT.replace("AAA080808HL8", "AAA"), 4, "RFC"),
    ],
)
def test_a_fault_is_named_by_row_and_field(
    write: Callable[..., Path], text: str, row: int, field: str
) -> None:
    """What is not of its field's form is named by file, row and field, and nothing is taken."""
    if text.startswith("abc"):
        text = SHIP + text  # a first row that is no entry would be no list at all
        row += 1
    with pytest.raises(FileInvalid) as refused:
        read_list([write(text)])
    first = refused.value.data
    assert (first["file"], first["row"], first["column"]) == ("list.txt", row, field)


@pytest.mark.parametrize(
    ("texts", "error"),
    [
        ([""], FileEmpty),
        (["just some words\nof no list\n"], ListForeign),
        (["<html><body>no list</body></html>"], ListForeign),
        ([ALT], ListMixed),
        ([SDN, SDN], ListMixed),
        ([SDN, UN], ListMixed),
        ([SDN + SDN], EntryRepeated),
        ([UN.replace("</ENTITIES>", "")], XmlBroken),
        ([UN[: len(UN) // 2]], XmlBroken),
        ([SDN + '8,"never closed'], CsvBroken),
        ([gzip.compress(UN.encode())[:-20]], GzipBroken),
        ([SAT.encode() + b'2,BBB080808HL8,"PE\xd1A",Presunto,500\r\n'], EncodingBroken),
    ],
)
def test_what_is_no_list_is_refused(
    write: Callable[..., Path], texts: list[str | bytes], error: type[Exception]
) -> None:
    """A file that is empty, foreign, cut, damaged or part of another list is refused as what it is."""
    paths = [write(text, f"file{at}.txt") for at, text in enumerate(texts)]
    with pytest.raises(error):
        read_list(paths)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """A path without a file is refused as such."""
    with pytest.raises(FileMissing):
        read_list([tmp_path / "nothing.csv"])


keys = st.text("abc123", min_size=1, max_size=3)
names = st.text("ABC ", min_size=1, max_size=5)
versions = st.dictionaries(keys, st.tuples(names, st.lists(names, unique=True, max_size=3)), max_size=6)
Version = dict[str, tuple[str, list[str]]]


def listed(version: Version) -> object:
    """Make the table of a version."""
    found = (Entry(1, key, "entity", name, aliases=aliases) for key, (name, aliases) in version.items())
    return table_of_entries(found)


@given(versions, versions)
def test_differences_are_those_of_sets(before: Version, after: Version) -> None:
    """What is added, removed and changed is just what the keys and values say; a version equals itself."""
    found = list(differences(listed(before), listed(after)))
    keys_of = {sort: {one.key for one in found if one.sort == sort} for sort in (ADDED, REMOVED, CHANGED)}
    assert keys_of[ADDED] == after.keys() - before.keys()
    assert keys_of[REMOVED] == before.keys() - after.keys()

    def plain(one: tuple[str, list[str]]) -> tuple[str, list[str]]:
        return one[0], sorted(one[1])

    both = before.keys() & after.keys()
    assert keys_of[CHANGED] == {key for key in both if plain(before[key]) != plain(after[key])}
    assert not list(differences(listed(after), listed(after)))


def test_fields_that_one_version_lacks_are_left_out() -> None:
    """A field that is not compared changes nothing."""
    before = listed({"1": ("A", ["B"])})
    after = listed({"1": ("A", [])})
    assert not list(differences(before, after, ("name",)))
    assert list(differences(before, after))


def test_a_name_is_found_by_all_its_words() -> None:
    """Case, accents, order and punctuation do not count; every word does, and one name must have them all."""
    table = table_of_entries(
        [
            Entry(1, "1", "person", "GUZMÁN LOERA, Joaquín", aliases=["EL CHAPO"]),
            Entry(2, "2", "person", "LOERA, Ana", aliases=["GUZMAN, Joaquin"]),
        ]
    )
    assert [one.key for one in find(table, "joaquin guzman loera")] == ["1"]
    assert find(table, "joaquin guzman loera")[0].whole
    assert [(one.key, one.alias) for one in find(table, "el chapo")] == [("1", True)]
    assert [one.key for one in find(table, "guzman joaquin")] == ["2", "1"]
    assert find(table, " ,. ") == []


@given(st.text(max_size=30))
def test_words_have_no_case(text: str) -> None:
    """A text and its small letters have the same words."""
    assert words_in(text) == words_in(text.casefold()) or not text.isascii()


@pytest.mark.parametrize("text", ["SDGT] [IFSR", "[SDGT] [IFSR]", "SDGT; IFSR", "SDGT; IFSR; SDGT"])
def test_programmes_stand_apart(text: str) -> None:
    """Several programmes of one field are told apart however they are written."""
    assert programs(text) == ["SDGT", "IFSR"]


def test_every_field_of_an_entry_is_stored() -> None:
    """The table has a column for every field of an entry but its row."""
    entry = Entry(1, "k", "entity", "n", details=[("title", "chief")])
    assert list(entry.cells()) == SCHEMA.names
    assert table_of_entries([entry]).to_pylist()[0]["details"] == [{"name": "title", "value": "chief"}]
