"""Opens pages of the book as they lie on a disk, with the network closed, and says what is wrong with each."""

import importlib.util
import re
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
AXE = Path(importlib.util.find_spec("axe_playwright_python").origin).with_name("axe.min.js")
JUDGE = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations'], preload: false})"


def pages_of(html):
    """All pages of a book."""
    return sorted(path for path in html.rglob("*.html") if "_static" not in path.parts)


@contextmanager
def reader(chromium, mode="light", size=DESK):
    """A browser window without network, in the light or the dark theme."""
    window = chromium.new_context(color_scheme=mode, viewport=size, offline=True)
    yield window
    window.close()


def opened(window, path, fragment=""):
    """A page that has loaded; `page.faults` collects requests outward and what the console complains about."""
    page = window.new_page()
    page.faults = []

    def asked(request):
        if not request.url.startswith(("file:", "data:", "blob:")):
            page.faults.append(f"asks {request.url}")

    page.on("request", asked)
    page.on("requestfailed", lambda request: page.faults.append(f"does not get {request.url}"))
    page.on("console", lambda said: page.faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.goto(path.as_uri() + fragment)
    page.evaluate("document.fonts.ready.then(() => 0)")
    return page


def unfold(page):
    """Opens all that is folded, and brings every widget to life."""
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
    for place in page.locator(".dl-live").all():
        place.scroll_into_view_if_needed()
    page.wait_for_function(
        "[...document.querySelectorAll('.dl-live')].every(one => one.querySelector('.dl-explore, .dl-playground, .dl-quiz'))"
    )


def violations(page):
    """What axe finds against WCAG 2.2, levels A and AA: rule and element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(JUDGE, WCAG)["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def broken_links(html):
    """Links and pictures of all pages that lead to no file, or to no place in it."""
    places, broken = {}, []
    texts = {path.resolve(): path.read_text(encoding="utf-8") for path in pages_of(html)}
    for path, text in texts.items():
        places[path] = set(re.findall(r'\bid="([^"]+)"', text))
    for path, text in texts.items():
        for link in re.findall(r'\b(?:href|src|data-frames)="([^"]*)"', text):
            parts = urlsplit(link.replace("&amp;", "&"))
            if parts.scheme:
                continue
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not there.is_file() or (parts.fragment and unquote(parts.fragment) not in places.get(there, ())):
                broken.append(f"{path.relative_to(html.resolve())}: {link}")
    return broken


def sideways(page):
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


CUT = """() => {
  const article = document.querySelector("article") ?? document.body;
  const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT), cut = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const part = document.createRange();
    part.selectNodeContents(text);
    const right = Math.max(0, ...[...part.getClientRects()].map((place) => place.right));
    let inside = text.parentElement, free = true;
    for (; inside && inside !== article; inside = inside.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(inside).overflowX) || inside.clientWidth === 1) free = false;
    if (free && text.data.trim() && right > document.documentElement.clientWidth + 1) cut.push(text.data.trim());
  }
  return cut;
}"""


def cut_off(page):
    """Texts that run out of the window where nothing scrolls to them; not those that are only read out, in a box of one pixel."""
    return page.evaluate(CUT)
