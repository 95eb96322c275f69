// Making elements. Text is only ever put in as text.
const sheet = new CSSStyleSheet();
const sheetLoaded = fetch("/_ibid/client.css")
  .then((response) => response.text())
  .then((text) => sheet.replace(text));

// The only rules for the site's own elements: a phrase whose quotation fails.
const marks = new CSSStyleSheet();
marks.replaceSync(`@media screen {
  [data-ibid-fails] { text-decoration: underline wavy light-dark(#b3261e, #f0a098) .1em !important; text-decoration-skip-ink: none !important; }
  [data-ibid-fails]::after { content: "\\2717"; margin-inline-start: .15em; color: light-dark(#b3261e, #f0a098); font: 700 .8em/0 sans-serif; }
}`);
document.adoptedStyleSheets.push(marks);

// An element of the preview in the page, with a shadow root of its own. It speaks English in any site.
function host(name, ...content) {
  const made = element(name, { lang: "en", dir: "ltr" });
  const root = made.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.append(...content);
  return made;
}

// `element("button.quiet", { type: "button" }, "Close")`.
function element(name, attributes = {}, ...content) {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...content.filter((part) => part != null));
  return made;
}

function button(name, words, onclick, attributes = {}) {
  return element(`button${name}`, { type: "button", onclick, ...attributes }, words);
}

function sentence(words) {
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?…”»]$/u.test(text) ? text : `${text}.`;
}

// Messages set names in backticks.
function worded(text) {
  return text.split(/`([^`]+)`/u).map((part, index) => (index % 2 ? element("code.name", {}, part) : part));
}

function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

function place({ file, line, column }) {
  return [file, line, column].filter((part) => part != null).join(":");
}

// A link to a place of a file, which opens it in the editor.
function editorLink(at, words = place(at)) {
  return button(".link", words, () => openInEditor(at), { title: `Open ${place(at)} in the editor` });
}

async function openInEditor({ file, line, column }) {
  try {
    await ask("open", { file, line: line ?? 1, column: column ?? 1 });
  } catch (error) {
    const text = place({ file, line, column });
    const copied = await copy(text);
    say(`${sentence(error.message)} ${copied ? `Copied ${text} instead.` : `It is ${text}.`}`);
  }
}

// Whether the text is in the clipboard. Under a plain address of the network the newer way is forbidden.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text) {
  const field = element("textarea.copied", { readonly: true, "aria-hidden": "true" });
  field.value = text;
  const dialog = preview.shadowRoot.querySelector("dialog[open]");
  (dialog ?? preview.shadowRoot).append(field);
  const before = document.activeElement;
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus({ preventScroll: true });
  return done;
}
