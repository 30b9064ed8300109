"""What a committed notebook must be. One function a rule; each yields what is wrong, with the number of the cell."""

import ast
import html
import re

from dl_course import stored

LARGEST = 1_200_000  # bytes
WIDEST = 105  # characters of code beside each other in JupyterLab at 1280 pixels, with its list of files (121 at 1400)
MACHINE_PATH = re.compile(r"(?<![\w.…/:])/(?:home|root|Users|tmp|work|opt|mnt|var|private)/\S+|[A-Z]:\\Users\\\S+")
OBJECT_ADDRESS = re.compile(r"\bat 0x[0-9A-Fa-f]+|\b0x[0-9A-Fa-f]{8,}\b")
WIDGET_WORDS = re.compile(r"^(?:interactive|[A-Z]\w+)\((?:children|value|description)=")
QUESTION = re.compile(r"\*\*Predict first[.:]\*\*")
EMPTY_WORDS = {"", "here", "link", "this", "click here"}


def executed_in_order(notebook):
    """Every code cell ran once, from the first to the last, in a fresh kernel."""
    expected = 0
    for index, cell in _code(notebook):
        if cell.source.strip():
            expected += 1
            if cell.execution_count != expected:
                yield f"cell {index} has execution count {cell.execution_count}, expected {expected}"
        elif cell.outputs or cell.execution_count is not None:
            yield f"cell {index} is empty and has an output"
        for output in cell.outputs:
            if output.get("execution_count", cell.execution_count) != cell.execution_count:
                yield f"cell {index} has an output of another run"


def no_error(notebook):
    """No cell stopped, apart from those that shall (tag raises-exception); these do."""
    for index, cell in _code(notebook):
        errors = [output.ename for output in cell.outputs if output.output_type == "error"]
        expected = "raises-exception" in cell.metadata.get("tags", [])
        if errors and not expected:
            yield f"cell {index} stopped with {errors[0]}"
        if expected and not errors:
            yield f"cell {index} is tagged raises-exception and did not stop"


def no_stderr(notebook):
    """No warning and no progress bar is stored."""
    for index, cell in _code(notebook):
        for output in cell.outputs:
            if output.output_type == "stream" and output.name == "stderr":
                yield f"cell {index} wrote to stderr: {output.text.splitlines()[0]}"


def pictures_are_described(notebook):
    """Every picture among the outputs has an alternative text, which a page has in its <img>."""
    for index, cell in _code(notebook):
        for output in cell.outputs:
            for kind, content in output.get("data", {}).items():
                alt = str(output.metadata.get(kind, {}).get("alt", ""))
                if kind.startswith("image/") and not alt.strip():
                    yield f"cell {index} has an {kind} without alternative text"
                elif kind.startswith("image/") and f'alt="{html.escape(alt)}"' not in output.data.get("text/html", ""):
                    yield f"cell {index} has an {kind} whose alternative text is in no <img>: run make refresh"
                if kind == "text/html":
                    yield from (f"cell {index}: {tag} has no alt" for tag in _tags_without_alt(content))


def widgets_have_a_twin(notebook):
    """A page without a kernel shows a picture where the widget was, not the widget's source."""
    for index, cell in _code(notebook):
        for output in cell.outputs:
            data = output.get("data", {})
            if stored.WIDGET_VIEW in data:
                yield f"cell {index} keeps a widget view"
            shows = any(kind.startswith(("image/", "text/html", "text/markdown")) for kind in data)
            if not shows and WIDGET_WORDS.match(data.get("text/plain", "")):
                yield f"cell {index} shows a widget without a static twin"


def headings_form_an_outline(notebook):
    """One title, first of all; no level is left out on the way down."""
    headings = [
        (index, len(marks), words.strip())
        for index, text in _prose(notebook)
        for marks, words in re.findall(r"^(#{1,6})\s+(.*)$", text, flags=re.MULTILINE)
    ]
    if not headings or headings[0][:2] != (0, 1):
        yield "the first cell does not hold the title (# ...)"
    level = 1
    for index, depth, words in headings[1:]:
        if depth == 1:
            yield f"cell {index}: {words!r} is a second title"
        elif depth > level + 1:
            yield f"cell {index}: {words!r} is {depth - level} levels below the heading before it"
        level = depth


def links_have_words(notebook):
    """A reader is told where a link leads; no bare address, no "here"."""
    for index, text in _prose(notebook):
        text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
        for words, address in re.findall(r"\[([^\]]*)\]\(([^)\s]*)[^)]*\)", text):
            if words.strip().strip("*_`").lower() in EMPTY_WORDS or "://" in words:
                yield f"cell {index}: the link to {address} has no words of its own: {words!r}"
        bare = re.sub(r"\[[^\]]*\]\([^)]*\)|^\[[^\]]+\]:\s*\S+", "", text, flags=re.MULTILINE)
        bare = re.sub(r"""(?:href|src)=["'][^"']*["']""", "", bare)
        for address in re.findall(r"https?://[^\s)>]+", bare):
            yield f"cell {index}: {address} is a bare address"


def sources_are_linked(notebook):
    """Of what a lesson is drawn from, all but two things at most can be opened: a DOI, arXiv, the publisher's page."""
    for index, text in _prose(notebook):
        sources = re.split(r"^- ", text.partition("### Sources")[2], flags=re.MULTILINE)[1:]
        bare = [source.split("\n")[0] for source in sources if "](http" not in source]
        if len(bare) > 2:
            yield f"cell {index}: sources without a link: {bare}"
        for address in re.findall(r"\]\((https?://[^)]*(?:doi\.org|arxiv\.org)[^)]*)\)", text):
            if not re.fullmatch(r"https://(doi\.org/10\.\d{4,5}/\S+|arxiv\.org/abs/\d{4}\.\d{4,5})", address):
                yield f"cell {index}: {address} is neither https://doi.org/10.N/... nor https://arxiv.org/abs/N.N"


def formulas_are_whole(notebook):
    r"""No escape has eaten a backslash, as \v does in \varepsilon; a formula between single $ stands on one line."""
    eaten = r"^\s*(?:(?:arepsilon|arphi|artheta|rac|orall|abla|otin|ho|ight|angle|heta|imes|eta|lpha)\b|(?:ec|rac|ext|ar|egin)\{)"
    for index, text in _prose(notebook):
        if found := re.search(r"[\x00-\x09\x0b-\x1f]", text):
            yield f"cell {index} has the control character {found[0]!r}: was a backslash eaten?"
        displayed = r"\$\$.*?\$\$"
        for formula in re.findall(displayed, text, flags=re.DOTALL):
            if found := re.search(eaten, formula, flags=re.MULTILINE):
                yield f"cell {index}: a formula goes on with {found[0].strip()!r}: was a backslash eaten?"
        for formula in re.findall(r"\$[^$]*\$", re.sub(displayed, "", text, flags=re.DOTALL)):
            if "\n" in formula:
                yield f"cell {index}: the formula {formula!r} does not stand on one line"


def pictures_in_prose_are_described(notebook):
    """Every picture in markdown has an alternative text."""
    for index, text in _prose(notebook):
        for words, address in re.findall(r"!\[([^\]]*)\]\(([^)\s]*)[^)]*\)", text):
            if not words.strip():
                yield f"cell {index}: the picture {address} has no alternative text"
        yield from (f"cell {index}: {tag} has no alt" for tag in _tags_without_alt(text))


def no_path_of_a_machine(notebook):
    """Nothing tells where the notebook was run."""
    for index, cell in enumerate(notebook.cells):
        for text in (cell.source, *_shown(cell)):
            for match in MACHINE_PATH.findall(text):
                yield f"cell {index} names {match}"


def no_leftover_of_a_figure(notebook):
    """A cell that draws shows its figure, not also the Axes that its last line returned."""
    for index, cell in _code(notebook):
        for output in cell.outputs:
            if re.match(r"<Axes|\[?<matplotlib|\[Text\(", str(output.get("data", {}).get("text/plain", ""))):
                yield f"cell {index} shows what a plot returned: write `ax = ` or `_ = ` before its last line"


def no_address_of_an_object(notebook):
    """No `<object at 0x...>`, which is another one at every run."""
    for index, cell in _code(notebook):
        for text in _shown(cell):
            for match in OBJECT_ADDRESS.findall(text):
                yield f"cell {index} prints the address of an object: {match}"


def nothing_hidden_by_a_semicolon(notebook):
    """No cell ends with a semicolon: nbval runs cells outside of the history, where it hides nothing."""
    for index, cell in _code(notebook):
        if cell.source.rstrip().endswith(";"):
            yield f"cell {index} ends with a semicolon; write `_ = ...` instead"


def compared_by_nbval(notebook):
    """No cell asks nbval to look away."""
    for index, cell in _code(notebook):
        tags = [tag for tag in cell.metadata.get("tags", []) if tag.startswith("nbval-")]
        for mark in [*tags, *re.findall(r"NBVAL_\w+|PYTEST_VALIDATE_\w+", cell.source)]:
            yield f"cell {index} is not compared: {mark}"


def predictions_come_first(notebook):
    """A question "Predict first" is answered by the next cell tagged `predict`; no claim and no prose comes between."""
    asked = None
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            if asked is not None:
                yield f"cell {asked} asks, and no code cell before cell {index} is tagged predict"
            asked = index if QUESTION.search(cell.source) else None
        elif cell.cell_type == "code":
            tagged = "predict" in cell.metadata.get("tags", [])
            if tagged and asked is None:
                yield f"cell {index} is tagged predict, and no question stands above it"
            if asked is not None and "claim(" in cell.source:
                yield f"cell {index} claims what cell {asked} asks the reader to predict"
            if tagged:
                asked = None
    if asked is not None:
        yield f"cell {asked} asks, and no code cell below it is tagged predict"


def says_its_minutes(notebook):
    """A lesson says in `dl_course.minutes` how long it takes to read and to run; its first table says the same."""
    minutes = notebook.metadata.get("dl_course", {}).get("minutes", {})
    for what in ("read", "run"):
        if not isinstance(minutes.get(what), int) or isinstance(minutes.get(what), bool) or minutes[what] < 1:
            yield f"metadata dl_course.minutes.{what} must be a whole number of minutes. Received: {minutes.get(what)!r}."
    told = re.search(r"about (\d+) minutes to read", "\n".join(cell.source for cell in notebook.cells[:2]))
    if told and int(told[1]) != minutes.get("read"):
        yield f"the first table says {told[1]} minutes to read, metadata dl_course.minutes.read {minutes.get('read')}"


def sliders_keep_their_world(notebook):
    """No name that a slider's drawing function uses gets another value in a later cell: the slider would draw that."""
    functions, drawn = {}, []
    for index, cell in _code(notebook):
        tree = ast.parse(cell.source)
        given = {node.id for top in tree.body for node in _outside_functions(top) if isinstance(node, ast.Name)
                 and isinstance(node.ctx, ast.Store)}  # fmt: skip
        defined = {top.name: top for top in tree.body if isinstance(top, ast.FunctionDef)}
        for name, used in drawn:
            for changed in sorted(used & (given | set(defined))):
                yield f"cell {index} changes {changed}, which the slider function {name} uses"
        functions |= {name: _names_read(function) for name, function in defined.items()}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "explore":
                name = node.args[0].id
                used, todo = set(), {name}
                while todo:
                    used |= todo
                    todo = set().union(*(functions.get(each, set()) for each in todo)) - used
                drawn.append((name, used))


def asks_at_its_end(notebook):
    """Below "### Test yourself" stands the cell that asks, then "### Next"."""
    places = [index for index, text in _prose(notebook) if re.search(r"^### Test yourself$", text, re.MULTILINE)]
    if len(places) != 1:
        yield f"'### Test yourself' must stand there once. Received: cells {places}"
        return
    (index,) = places
    if "<details>" in notebook.cells[index].source:
        yield f"cell {index} folds answers: a question of the bank takes one"
    cell, after = [*notebook.cells[index + 1 : index + 3], None, None][:2]
    if cell is None or cell.cell_type != "code" or not re.search(r"^quiz\(", cell.source, re.MULTILINE):
        yield f"cell {index + 1} must be quiz(...)"
    elif after is None or not after.source.startswith("### Next\n"):
        yield f"cell {index + 2} must begin with '### Next'"


def cell_ids_differ(notebook):
    """Each cell has an id of its own."""
    seen = {}
    for index, cell in enumerate(notebook.cells):
        if cell.id in seen:
            yield f"cell {index} has the id of cell {seen[cell.id]}: {cell.id}"
        seen[cell.id] = index


def keras_is_started_first(notebook):
    """Before Keras or TensorFlow is imported, start_keras() keeps it quiet and at peace with PyTorch."""
    started = False
    for index, cell in _code(notebook):
        for line in cell.source.splitlines():
            started = started or line.startswith("start_keras()")
            if not started and re.match(r"\s*(?:import|from)\s+(?:keras|tensorflow)\b", line):
                yield f"cell {index} has {line.strip()!r} before start_keras()"


def code_fits_its_box(notebook):
    """No line of code is cut off at the right on a small screen: a docstring is read before anything is written."""
    for index, cell in _code(notebook):
        for line in cell.source.splitlines():
            if len(line) > WIDEST:
                yield f"cell {index} has a line of {len(line)} characters, more than {WIDEST}: {line.strip()}"


PROSE_RULES = [
    headings_form_an_outline,
    links_have_words,
    sources_are_linked,
    formulas_are_whole,
    pictures_in_prose_are_described,
    no_path_of_a_machine,
    cell_ids_differ,
    predictions_come_first,
    sliders_keep_their_world,
    keras_is_started_first,
]
OUTPUT_RULES = [
    executed_in_order,
    no_error,
    no_stderr,
    pictures_are_described,
    widgets_have_a_twin,
    no_leftover_of_a_figure,
    no_address_of_an_object,
    compared_by_nbval,
    nothing_hidden_by_a_semicolon,
]


def _code(notebook):
    return [(index, cell) for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]


def _prose(notebook):
    """Markdown cells without the code in them."""
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            text = re.sub(r"^(```|~~~).*?^\1", "", cell.source, flags=re.MULTILINE | re.DOTALL)
            yield index, re.sub(r"`[^`\n]*`", "code", text)


def _outside_functions(node):
    """The node and all below it, without the inside of functions, lambdas and comprehensions."""
    inside = (ast.FunctionDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    if not isinstance(node, inside):
        yield node
        for child in ast.iter_child_nodes(node):
            yield from _outside_functions(child)


def _names_read(function):
    """Names that a function takes from outside: read in it, neither its arguments nor given a value in it."""
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    own = {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
    own |= {node.id for node in names if isinstance(node.ctx, ast.Store)}
    return {node.id for node in names} - own


def _shown(cell):
    """Every text among the outputs of a cell, tracebacks among them."""
    for output in cell.get("outputs", []):
        yield output.get("text", "")
        yield "\n".join(output.get("traceback", []))
        yield from (text for kind, text in output.get("data", {}).items() if kind.startswith("text/"))


def _tags_without_alt(text):
    return [tag for tag in re.findall(r"<img\b[^>]*>", text) if not re.search(r"""\balt=["'][^"']+["']""", tag)]
