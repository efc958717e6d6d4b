"""HTML from templates: what is put in is escaped, and a template that wants what is not given fails."""

from jinja2 import Environment, PackageLoader, StrictUndefined


def filled(template: str, **given: object) -> str:
    """Give a template with these things put in."""
    environment = Environment(
        loader=PackageLoader("ambos.faces.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(given)
