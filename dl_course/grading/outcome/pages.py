"""The pages of the grader, from templates."""

from pathlib import Path

from dl_course.grading.outcome.results import number
from dl_course.pages import templates


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


def load() -> None:
    """Reads all templates, so that the first page is made as fast as the others."""
    for name in _TEMPLATES.list_templates(extensions=["html"]):
        _TEMPLATES.get_template(name)


def percent(share: float) -> str:
    """A share in [0, 1] in words."""
    return f"{100 * share:.0f} %"


_TEMPLATES = templates(Path(__file__).parent / "templates")
_TEMPLATES.filters.update(number=number, percent=percent)
