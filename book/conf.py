"""How Sphinx makes the book. make.py puts this file beside the pages that it writes."""

from docutils import nodes
from glossary import mark
from mathml import keep_marks, visit_block, visit_inline

project = "Deep learning in notebooks"
author = "the course's authors"
project_copyright = "2026 the dl-course authors. Text and figures: CC BY 4.0; code: MIT"
language = "en"

extensions = ["myst_nb"]
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}
nb_execution_mode = "off"  # what is shown was stored when the lesson was tested
nb_merge_streams = True
myst_enable_extensions = ["amsmath", "attrs_block", "dollarmath"]
myst_heading_anchors = 3
html_math_renderer = "mathml"

html_theme = "pydata_sphinx_theme"
html_static_path = ["_static"]
html_css_files = ["widgets.css", "book.css"]
html_js_files = [("book.js", {"defer": "defer"})]
html_title = project
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_use_index = False  # the book has its own
templates_path = ["_templates"]
html_context = {"default_mode": "auto"}
html_theme_options = {
    "navigation_with_keys": False,
    "show_prev_next": True,
    "navbar_align": "left",
    "navbar_center": [],
    "navbar_start": ["navbar-logo"],
    "navbar_persistent": ["search-button"],
    "navbar_end": ["theme-switcher"],
    "logo": {"text": project},
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "show_toc_level": 2,
    "use_edit_page_button": False,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_sidebars = {"**": ["contents"]}


def without_empty_headings(_app, doctree) -> None:
    """A table whose head is empty, as Markdown wants one, gets none: its first column names the rows."""
    for group in list(doctree.findall(nodes.tgroup)):
        for head in list(group.findall(nodes.thead)):
            if not head.astext().strip():
                group.remove(head)
                group["stub"] = True


def setup(app):
    app.add_html_math_renderer("mathml", inline_renderers=(visit_inline, None), block_renderers=(visit_block, None))
    app.connect("doctree-read", without_empty_headings)
    app.connect("doctree-read", mark)
    app.connect("doctree-read", keep_marks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
