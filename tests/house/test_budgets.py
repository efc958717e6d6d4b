"""Functions and files stay small enough to be read at once.

A function's length counts its docstring and not its decorators.
"""

from statistics import median, quantiles

from tests.house.source import PACKAGE, ROOT, functions, python_files

FUNCTION_MEDIAN, FUNCTION_P90, FUNCTION_MOST = 10, 30, 60
FILE_MEDIAN, FILE_MOST = 150, 400

# Path from the project's root, or path and function as "path:name", with the reason.
WAIVERS: dict[str, str] = {}


def function_lengths() -> dict[str, int]:
    return {
        f"{place.file.relative_to(ROOT)}:{place.name}:{place.line}": (node.end_lineno or 0) - node.lineno + 1
        for place, node in functions(PACKAGE)
    }


def file_lengths() -> dict[str, int]:
    return {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files(PACKAGE)
    }


def waived(name: str) -> bool:
    return name in WAIVERS or name.rsplit(":", 1)[0] in WAIVERS


def too_long(lengths: dict[str, int], most: int) -> dict[str, int]:
    return {name: length for name, length in lengths.items() if length > most and not waived(name)}


def test_functions_are_short_as_a_rule() -> None:
    """Half of all functions fit in ten lines, nine of ten in thirty."""
    lengths = list(function_lengths().values())
    assert median(lengths) <= FUNCTION_MEDIAN
    assert quantiles(lengths, n=10)[-1] <= FUNCTION_P90


def test_no_function_is_long() -> None:
    """No function is longer than sixty lines without a waiver."""
    assert not too_long(function_lengths(), FUNCTION_MOST)


def test_files_are_short_as_a_rule() -> None:
    """Half of all files that say anything have at most 150 lines."""
    assert median(length for length in file_lengths().values() if length) <= FILE_MEDIAN


def test_no_file_is_long() -> None:
    """No file is longer than four hundred lines without a waiver."""
    assert not too_long(file_lengths(), FILE_MOST)


def test_waivers_are_needed() -> None:
    """A waiver names something that is there and is too long, and gives its reason."""
    lengths = {name.rsplit(":", 1)[0]: length for name, length in function_lengths().items()}
    limits = {**{name: FUNCTION_MOST for name in lengths}, **{name: FILE_MOST for name in file_lengths()}}
    lengths |= file_lengths()
    assert all(reason and lengths.get(name, 0) > limits.get(name, 0) for name, reason in WAIVERS.items())
