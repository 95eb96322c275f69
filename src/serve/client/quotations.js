// Quotations that fail: the phrase is marked, and a box below its paragraph says what the source says.
const FLOWS = "p, li, dt, dd, h1, h2, h3, h4, h5, h6, blockquote, pre, figure, table";

function showFailures() {
  for (const box of document.querySelectorAll("ibid-failure")) box.remove();
  for (const mark of document.querySelectorAll("[data-ibid-fails]")) mark.removeAttribute("data-ibid-fails");
  // A passage has no anchor of its own: its box stands below what comes before it.
  for (const passage of failingPassages().toReversed()) {
    const mark = document.getElementById(passage.after) ?? document.querySelector("main h1");
    if (mark) putBelow(mark, failureBox(passage));
  }
  // Several boxes of one paragraph stand in the order of its phrases.
  for (const annotation of (facts?.annotations ?? []).toReversed()) {
    const mark = phraseOf(annotation.id);
    if (!annotation.failure || !mark) continue;
    mark.setAttribute("data-ibid-fails", "");
    putBelow(mark, failureBox(annotation));
  }
}

function failingPassages() {
  return (facts?.passages ?? []).map((passage, index) => ({ ...passage, id: `passage-${index + 1}` }));
}

function putBelow(mark, box) {
  const block = mark.closest("table") ?? mark.closest(FLOWS) ?? mark;
  if (block.localName === "li" || block.localName === "dd") block.append(box);
  else if (block.localName === "dt") (block.nextElementSibling ?? block).append(box);
  else block.after(box);
}

function failureBox(annotation) {
  const { failure, number } = annotation;
  const what = number ? `Quotation ${number}` : "Passage";
  const box = host(
    "ibid-failure",
    element(
      "div.failure",
      { role: "group", "aria-label": `${what} fails`, tabindex: "-1" },
      element("p.message", {}, element("strong", {}, `✗ ${what}: `), ...worded(sentence(failure.message))),
      nearestWords(failure),
      element("p.actions", {}, takeButton(failure), editorLink(failure, "Open in editor")),
    ),
  );
  box.id = `_ibid-fails-${annotation.id}`;
  return box;
}

// The words of the source, with those marked that the quotation doesn't have, where it is known to the letter.
function nearestWords({ nearest, source, difference, fix }) {
  if (!nearest) return null;
  const [, theirs] = compared(fix?.before ?? nearest, nearest);
  const says = element("p.says", {}, source ? `${source} says: ` : "The source says: ", element("q", asPage(), ...marked(theirs, "ins")));
  return difference && !fix ? element("div", {}, says, element("p.difference", {}, difference)) : says;
}

// What is quoted is taken to be in the language of the page, unlike the words about it.
function asPage() {
  return { lang: document.documentElement.lang, dir: "auto" };
}

function takeButton({ fix, line }) {
  return fix ? button(".main", "Take this text", () => confirmTaking(fix, line)) : null;
}

const confirmation = element("dialog.confirmation", { "aria-labelledby": "question", onclose: giveBack });
preview.shadowRoot.append(confirmation);

let takenFrom;

// The browser gives the focus back to the button that asked, unless that is gone.
function giveBack() {
  if (document.activeElement === document.body) takenFrom?.focus({ preventScroll: true });
}

function confirmTaking(fix, line) {
  takenFrom = document.activeElement;
  const [before, after] = compared(fix.before, fix.replacement);
  const refusal = element("p.refusal", { role: "alert" });
  const take = button(".main", "Take", () => takeText(fix, take, refusal));
  confirmation.replaceChildren(
    element("h1", { id: "question" }, ...worded(`${sentence(fix.title).slice(0, -1)} in ${place({ file: fix.file, line })}?`)),
    element("dl", {}, element("dt", {}, "Now"), element("dd", asPage(), ...marked(before, "del")), element("dt", {}, "Then"), element("dd", asPage(), ...marked(after, "ins"))),
    refusal,
    element("p.actions", {}, take, button("", "Cancel", () => confirmation.close())),
  );
  confirmation.showModal();
  take.focus();
}

async function takeText({ file, start, end, before, replacement }, take, refusal) {
  take.disabled = true;
  try {
    await ask("take", { file, start, end, before, replacement });
    remember("seen", null);
    confirmation.close();
  } catch (error) {
    refusal.replaceChildren(...worded(sentence(error.message)));
    take.disabled = false;
  }
}

function showFailure({ id }) {
  overlay.close();
  const box = document.getElementById(`_ibid-fails-${id}`);
  box?.scrollIntoView({ block: "center" });
  box?.shadowRoot.firstElementChild.focus({ preventScroll: true });
}
