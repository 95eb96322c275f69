// The list of findings. It opens by itself while the site can't be shown as its files are, and then goes by itself.
const title = element("h1", { id: "title", tabindex: "-1" });
const explanation = element("p", { id: "explanation" });
const list = element("ol.findings");
const fold = button(".quiet", "Fold (Esc)", () => overlay.close());
const overlay = element(
  "dialog.overlay",
  { "aria-labelledby": "title", "aria-describedby": "explanation", onclose: folded, onclick: foldFromOutside },
  element("header", {}, element("div", {}, title, explanation), fold),
  list,
);
preview.shadowRoot.append(overlay);

const BLOCKED = "What you see behind this is the site as it could last be shown.";
const FAILING = "Quotations that fail are marked in their pages as well.";
const FINE = "Nothing keeps the site from being shown.";

let state;
let shown;

function showState(next) {
  const wasBlocked = state?.blocked;
  state = next;
  showBar(state);
  if (!state.findings.length || (wasBlocked && !state.blocked)) overlay.close();
  if (overlay.open) showFindings();
  if (state.blocked && !isOwnPage && !overlay.open && errors().some((error) => !knownErrors().includes(error))) openFindings();
  // Only what still is wrong stays folded: should it come back later, it is news again.
  if (!overlay.open) remember("folded", errors());
}

function openFindings() {
  if (overlay.open) return;
  overlay.showModal();
  showFindings();
  for (const frame of list.querySelectorAll("pre")) scrollToPointer(frame);
  title.focus();
}

// What an error is known by. Its line moves with every edit above it.
function errors() {
  const blocking = state.findings.filter(({ severity, quotation }) => severity === "error" && !quotation);
  return blocking.map(({ code, file, message }) => `${code} ${file} ${message}`);
}

function knownErrors() {
  return remembered("folded") ?? [];
}

function folded() {
  if (state) remember("folded", errors());
}

// A click beside the list; within it, what is clicked is always something in it.
function foldFromOutside(event) {
  if (event.target === overlay) overlay.close();
}

function showFindings() {
  const { findings, more, blocked, errors: failures } = state;
  const text = JSON.stringify([findings, more, blocked, facts?.annotations]);
  if (text === shown) return;
  shown = text;
  title.textContent = summary(state);
  explanation.textContent = blocked ? BLOCKED : failures ? FAILING : FINE;
  const hadFocus = list.contains(preview.shadowRoot.activeElement);
  list.replaceChildren(...findings.map(finding));
  if (more) list.append(element("li.more", {}, element("a", { href: "/_ibid/warnings/" }, `and ${more} more`)));
  if (hadFocus) title.focus();
}

function finding(one) {
  const { severity, code, message, file, frame, hints } = one;
  const there = annotationOf(one);
  return element(
    `li.${severity === "error" ? "error" : "warning"}`,
    {},
    element("p.message", {}, element("strong", {}, severity), " ", ...worded(message), " ", element("code.code", {}, code)),
    element("p.place", {}, file ? editorLink(one) : null, there ? button(".link", "Show in the text", () => showFailure(there)) : null),
    frame ? element("pre", { tabindex: "0", role: "group", "aria-label": "The place in the file" }, ...frameLines(one)) : null,
    hints?.length ? element("ul.hints", {}, ...hints.map((hint) => element("li", {}, ...worded(hint)))) : null,
  );
}

// The lines of the file, without the place that stands above them already. Those that point at what is meant, and those
// that a change would take or bring, have colours of their own.
const LINES = [
  ["pointer", /^\s*\|[\s|]*_*\^|^\s*\|\s+-+(\s|$)/u],
  ["removed", /^\d+ - /u],
  ["added", /^\d+ \+ /u],
];

function frameLines({ frame, ...one }) {
  const lines = frame.trimEnd().split("\n");
  if (lines[0].trim() === `--> ${place(one)}`) lines.shift();
  if (/^\s*\|$/u.test(lines.at(0))) lines.shift();
  if (/^\s*\|$/u.test(lines.at(-1))) lines.pop();
  return lines.map((line) => {
    const [kind] = LINES.find(([, looks]) => looks.test(line)) ?? [];
    return element(kind ? `span.${kind}` : "span", {}, `${line}\n`);
  });
}

// In a long line, what is meant may stand beyond the edge.
function scrollToPointer(frame) {
  const pointer = frame.querySelector(".pointer");
  if (!pointer) return;
  const words = pointer.textContent;
  const at = (pointer.offsetWidth * words.search(/\^|-{2}/u)) / words.trimEnd().length;
  if (at > frame.clientWidth * 0.7) frame.scrollLeft = at - frame.clientWidth / 4;
}

function annotationOf({ quotation, file, line, message }) {
  if (!quotation) return undefined;
  const isThis = ({ failure }) => failure?.file === file && failure.line === line && failure.message === message;
  return [...(facts?.annotations ?? []), ...failingPassages()].find(isThis);
}
