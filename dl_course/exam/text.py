"""The text of a question as HTML."""

import re

import mistune

_LET_THROUGH = re.compile(r"</?su[bp]>")


def as_html(text: str) -> str:
    """Markdown as HTML: tables and code among it, no HTML of its own but <sub> and <sup>."""
    return _markdown(text)


class _Renderer(mistune.HTMLRenderer):
    def inline_html(self, html: str) -> str:
        return html if _LET_THROUGH.fullmatch(html) else mistune.escape(html)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text  # nothing is fetched


def _scrolling(render, text: str) -> str:
    """A table in what scrolls where the page is too narrow for it."""
    return f'<div class="wide"><table>\n{text}</table></div>\n'


_markdown = mistune.create_markdown(renderer=_Renderer(escape=True), plugins=["table"])
_markdown.renderer.register("table", _scrolling)


def one_line(text: str) -> str:
    """An option: a paragraph of one's own is none in a list."""
    page = as_html(text).strip()
    return page[3:-4] if page.count("<p>") == 1 and page.startswith("<p>") and page.endswith("</p>") else page
