// The browser part of `quiz`: questions that take an answer, and say why a wrong one is wrong.
//
// A question is {title, variants}; "Another one" goes from one variant to the next, which has other numbers. A variant is
// {text, answer} and either {options}, each {text, why, right}, or {value, exact, wrong}, where each of `wrong` is
// {value, exact, why}: the number to which a typical mistake leads. Texts, reasons and answers are HTML, made in quiz.py.
//
// Nothing is asked of a kernel, nothing is stored. A page without Jupyter calls `render` with {get: () => questions}.

const CLOSE = 0.01, EXACT = 1e-9; // relative, as in dl_course/exam/question.py

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

/** What a text can mean as one number: "1,250" is read with a decimal comma, and with a comma between thousands. */
function decimals(text) {
  const found = [text.replace(",", ".")];
  if (/^[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(text)) found.push(text.replaceAll(",", ""));
  if (/^[-+]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/.test(text)) found.push(text.replaceAll(".", "").replace(",", "."));
  return found.filter((one) => /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(one)).map(Number);
}

/** All numbers that an answer can mean: 2, 2.0, 2,5, 1/3, 1e-3, −2, 25 %. None if it is no number. */
export function readings(text) {
  const plain = text.replace(/[\s_'\u2019]/g, "").replace(/[\u2212\u2013]/g, "-");
  const parts = plain.replace(/%$/, "").split(/[/\u2044\u2215]/).map(decimals);
  if (parts.length > 2) return [];
  const [above, below] = parts;
  const found = below ? above.flatMap((a) => below.map((b) => a / b)) : above;
  const every = plain.endsWith("%") ? found.flatMap((one) => [one, one / 100]) : found;
  return every.filter(Number.isFinite);
}

/** Whether a number is the answer, as `is_right` in dl_course/exam/question.py says it, too. */
export function isRight(number, { value, exact }) {
  const largest = Math.max(Math.abs(number), Math.abs(value));
  return Math.abs(number - value) <= Math.max((exact ? EXACT : CLOSE) * largest, EXACT);
}

const NO_NUMBER = "Type a number: 12, \u22120.5, 1/3 or 1e-3.";
const AGAIN = "Do it once more on paper, step by step.";
const SEVERAL = "<p>More than one mistake leads there.</p>";
const SIGN = "The sign is wrong.";
const ROUGH = "That is near. Calculate with more digits, and round only at the end.";

/** What is said of a typed answer: {status, title, why}; why is HTML. */
export function judge(text, variant) {
  const found = readings(text);
  if (!found.length) return { status: "open", title: NO_NUMBER, why: "" };
  if (found.some((one) => isRight(one, variant))) return { status: "done", title: "Right", why: variant.answer };
  const title = `Not ${text.trim()}`;
  const known = variant.wrong.filter((mistake) => found.some((one) => isRight(one, mistake))).map(({ why }) => why);
  if (known.length) return { status: "wrong", title, why: (known.length > 1 ? SEVERAL : "") + known.join("") };
  const near = !variant.exact && found.some((one) => Math.abs(one - variant.value) < 0.05 * Math.abs(variant.value));
  const turned = found.some((one) => isRight(-one, variant));
  return { status: "wrong", title, why: `<p>${near ? ROUGH : turned ? SIGN : AGAIN}</p>` };
}

/** The first words of an option: what is said of it still stands when another one is chosen. */
function beginning(label) {
  const words = label.querySelector("span").textContent.trim().replace(/\s+/g, " ");
  return words.length > 60 ? `${words.slice(0, 60).replace(/\s\S*$/, "")} \u2026` : words;
}

const SIGNS = { done: "\u2713", wrong: "\u2717", open: "\u25cb" };
let made = 0;

/** A question with its buttons; `solved()` is called when it has been answered. */
function makeQuestion({ title, variants }, number, solved) {
  const id = `dl-quiz-${Math.random().toString(36).slice(2)}-${made++}`;
  const text = make("div", { className: "text", id: `${id}-text` });
  const place = make("div", { className: "place" });
  const said = make("div", { className: "said", role: "status" });
  const check = make("button", { type: "submit", textContent: "Check" });
  const another = make("button", { type: "button", textContent: "Another one", hidden: true });
  const answer = make("div", { className: "answer" });
  const fold = make("details", { hidden: true }, make("summary", { textContent: "Show the solution" }), answer);
  const box = make("fieldset", {}, make("legend", { textContent: `${number}. ${title}` }), text, place);
  box.setAttribute("aria-describedby", text.id);
  box.append(make("div", { className: "buttons" }, check, another), said, fold);
  const form = make("form", { noValidate: true, autocomplete: "off" }, box);
  let now = 0; // the variant
  let verdict = null; // gives what is said of the answer as it stands

  function say({ status, title, why }) {
    const body = make("div", { innerHTML: why });
    body.prepend(make("strong", { textContent: title }));
    said.dataset.status = status;
    said.replaceChildren(make("span", { className: "sign", textContent: SIGNS[status] }), body);
  }

  function choose({ options }) {
    const labels = options.map((option) => {
      const radio = make("input", { type: "radio", name: id });
      return make("label", {}, radio, make("span", { innerHTML: option.text }));
    });
    place.replaceChildren(...labels);
    verdict = () => {
      const index = labels.findIndex((label) => label.firstChild.checked);
      if (index < 0) return { status: "open", title: "Choose one first.", why: "" };
      const { right, why } = options[index];
      if (!right && !labels[index].dataset.tried) {
        labels[index].dataset.tried = "yes";
        labels[index].append(make("small", { textContent: `${SIGNS.wrong} tried` }));
      }
      return { status: right ? "done" : "wrong", title: right ? "Right" : `Not \u201c${beginning(labels[index])}\u201d`, why };
    };
  }

  function type(variant) {
    const field = make("input", { type: "text", id: `${id}-field`, spellcheck: false, autocapitalize: "off" });
    place.replaceChildren(make("label", { htmlFor: field.id, textContent: "Your answer" }), field);
    verdict = () => judge(field.value, variant);
  }

  function ask() {
    const variant = variants[now];
    text.innerHTML = variant.text;
    answer.innerHTML = variant.answer;
    fold.hidden = true;
    fold.open = false;
    (variant.options ? choose : type)(variant);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = verdict();
    say(found);
    if (found.status === "open") return;
    fold.hidden = found.status === "done"; // what is said has it already
    another.hidden = variants.length < 2;
    if (found.status === "done") solved();
  });
  another.addEventListener("click", () => {
    now = (now + 1) % variants.length;
    ask();
    say({ status: "open", title: "Another one: read it anew.", why: "" });
  });
  ask();
  return form;
}

function render({ model, el }) {
  const questions = model.get("questions");
  const right = new Set();
  const score = make("p", { className: "score", role: "status" });
  const count = () => (score.textContent = `${right.size} of ${questions.length} right`);
  const forms = questions.map((question, index) =>
    makeQuestion(question, index + 1, () => {
      right.add(index);
      count();
    }),
  );
  const root = make("div", { className: "dl-quiz", role: "group", ariaLabel: "Test yourself" }, ...forms, score);
  count();

  // JupyterLab takes keys for itself wherever they are pressed. Ctrl+S still saves, Shift+Enter still runs the cell, and Escape
  // leads back to it.
  root.addEventListener("keydown", (event) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (key === "Escape") root.closest(".jp-Cell")?.focus();
    const runs = key === "Enter" && shiftKey;
    const commands = (ctrlKey || metaKey || altKey) && key.toLowerCase() !== "a";
    if (!runs && !commands) event.stopPropagation();
  });
  root.addEventListener("keypress", (event) => {
    if (event.key === "Enter" && event.shiftKey) event.preventDefault(); // it does not answer
  });
  root.addEventListener("focusin", () => {
    if (root.closest(".jp-Cell")) root.ariaDescription = "Escape leads back to the cell.";
  });

  // What is wider than the page scrolls, also by keyboard.
  const widths = new ResizeObserver(() => {
    for (const part of root.querySelectorAll("pre, .wide")) {
      const scrolls = part.scrollWidth > part.clientWidth + 1;
      const what = part.matches("pre") ? "Code" : "Table";
      if (scrolls) Object.assign(part, { tabIndex: 0, role: "group", ariaLabel: `${what}, scrolls sideways` });
      else for (const name of ["tabindex", "role", "aria-label"]) part.removeAttribute(name);
    }
  });
  forms.forEach((form) => widths.observe(form));
  el.append(root);
  return () => widths.disconnect();
}

export default { render };
