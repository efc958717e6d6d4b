"""HTML from templates: what is put in is escaped, and a template that wants what is not given fails."""

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined


def filled(template: str, **given: object) -> str:
    """Give a template with these things put in."""
    return environment().get_template(template).render(given)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Give the surroundings of every template, in which each is read once."""
    return Environment(
        loader=PackageLoader("ambos.faces.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
