"""What every page of the grader shares: one file, readable on a phone, everything from a student escaped."""

import html

BLUE, ORANGE, GREEN, RED, GREY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#6b6b6b"  # Okabe and Ito

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 46rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.2; overflow-wrap: anywhere; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
section { border-left: .3rem solid #ddd; padding: .1rem 0 .1rem 1rem; margin: 1.2rem 0; }
section h2 { margin: 0; display: flex; justify-content: space-between; gap: 1rem; }
section p { margin: .4rem 0; overflow-wrap: anywhere; white-space: pre-line; }
.points { white-space: nowrap; } .quiet { color: #6b6b6b; }
pre { background: #f5f5f5; padding: .7rem; overflow-x: auto; font-size: .85rem; line-height: 1.4; }
summary { cursor: pointer; color: #0072B2; padding: .3rem 0; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #ddd; vertical-align: top; }
td.number, th.number { text-align: right; white-space: nowrap; } td { overflow-wrap: anywhere; } td.short { white-space: nowrap; }
figure { margin: 1rem 0; } figcaption { font-weight: 600; } svg { width: 100%; max-width: 34rem; height: auto; font: 13px system-ui, sans-serif; }
"""


def page(title: str, body: str) -> str:
    """A whole page.

    Args:
        title: Plain text.
        body: HTML.
    """
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{text(title)}</title><style>{_STYLE}</style></head>\n<body>{body}</body></html>\n"
    )


def text(value) -> str:
    """Anything as text that a browser shows and does not obey."""
    return html.escape(str(value).encode("utf-8", "backslashreplace").decode(), quote=True)
