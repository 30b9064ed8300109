"""Pages from templates: one file each, nothing fetched, and everything that is put in is escaped by the engine."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dl_course.grading.outcome.results import number


def render(template: str, **values: object) -> str:
    """A whole page.

    Args:
        template: A file in `templates/`.
        values: What its names stand for; text of a student's is taken as it is, and shown as it is.

    Raises:
        jinja2.UndefinedError: The template asks for a name that is not among them.
    """
    page = _TEMPLATES.get_template(template).render(values)
    return page.encode("utf-8", "backslashreplace").decode()  # names of files may hold bytes that are no text


def percent(share: float) -> str:
    """A share in [0, 1] in words."""
    return f"{100 * share:.0f} %"


_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters.update(number=number, percent=percent)
