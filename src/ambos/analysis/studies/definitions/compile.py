"""Make the texts that DuckDB runs of all expressions.

python -m ambos.analysis.studies.definitions.compile
"""

from collections.abc import Iterator

import ibis

from ambos.analysis.studies.definitions.declared import DEFINITIONS
from ambos.evidence.questions import Question
from ambos.evidence.readers import READERS
from ambos.evidence.series import questions


def every_question() -> Iterator[Question]:
    """Give each expression of this program once."""
    for reader in READERS:
        yield from questions(reader)
    yield from (definition.question for definition in DEFINITIONS)


def compiled(question: Question) -> str:
    """Give the text of an expression; the same expression and release of Ibis give the same text."""
    tables = [ibis.table(dict(schema), name) for name, schema in question.inputs.items()]
    return f"{ibis.to_sql(question.build(*tables), dialect='duckdb')}\n"


def main() -> None:
    """Write every text anew and remove those of expressions that are gone."""
    wanted = {question.text: question for question in every_question()}
    for folder in {path.parent for path in wanted}:
        for path in set(folder.glob("*.sql")) - wanted.keys():
            path.unlink()
    for path, question in wanted.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(compiled(question), encoding="utf-8")


if __name__ == "__main__":
    main()
