// What a reader has before them is kept over a reload: the place in the text, what is open, the focus, what was typed.
const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, pre, tr, figure, blockquote, summary, label";
const LANDMARKS = 8;
const TYPED = "input:not([type=password], [type=file], [type=hidden]), textarea, select";
const keepKey = `keep:${location.pathname}`;

// A server that has just gone would leave the browser's own error page, from which nothing leads back: the stream opens
// again when the server is there, and tells then that the page is another one.
async function reload() {
  const isThere = await fetch("/_ibid/client.css", { method: "HEAD", cache: "no-store" }).then(() => true, () => false);
  if (!isThere) return;
  remember(keepKey, { at: Date.now(), scroll: scrollPlace(), ...openParts(), typed: typed(), focus: focusPlace() });
  history.scrollRestoration = "manual";
  location.reload();
}

// The blocks from the top of the window on, and how far below it each begins: should one be gone, the next one holds.
function scrollPlace() {
  const blocks = [...document.querySelectorAll(BLOCKS)];
  const landmarks = [];
  for (const [index, block] of blocks.entries()) {
    const { top, bottom, height } = block.getBoundingClientRect();
    if (height === 0 || bottom <= 0) continue;
    landmarks.push({ id: block.id, name: block.localName, words: wordsOf(block), index, top });
    if (landmarks.length === LANDMARKS) break;
  }
  return { x: scrollX, y: scrollY, landmarks };
}

function wordsOf(block) {
  return block.textContent.trim().slice(0, 120);
}

// Where the page has to be scrolled to so that what was at the top of the window is there again.
function placeToScroll({ y, landmarks }) {
  // Whoever is at the very top wants to see what is new there.
  if (y < 4) return 0;
  const blocks = [...document.querySelectorAll(BLOCKS)];
  const same = (block, mark) => block.localName === mark.name && wordsOf(block) === mark.words;
  const ways = [
    (mark) => (blocks[mark.index] && same(blocks[mark.index], mark) ? blocks[mark.index] : undefined),
    (mark) => (mark.words ? blocks.find((block) => same(block, mark)) : undefined),
    (mark) => (mark.id ? document.getElementById(mark.id) : undefined),
  ];
  for (const way of ways) {
    for (const mark of landmarks) {
      const block = way(mark);
      if (block?.getClientRects().length) return scrollY + block.getBoundingClientRect().top - mark.top;
    }
  }
  return y;
}

function openParts() {
  const details = keyed("details", (part) => part.querySelector("summary")?.textContent);
  return {
    details: [...details].map(([key, { open }]) => ({ key, open })),
    popovers: [...document.querySelectorAll("[popover][id]:popover-open")].map(({ id }) => id),
  };
}

function typed() {
  const fields = [...keyed(TYPED, (field) => field.name)];
  const changed = fields.filter(([, field]) => field.value !== field.defaultValue || field.checked !== field.defaultChecked);
  return changed.map(([key, { value, checked }]) => ({ key, value, checked }));
}

// The elements by a name that they have after a reload as well: their id, or which of those called the same they are.
function keyed(selector, called) {
  const found = new Map();
  for (const part of document.querySelectorAll(selector)) {
    const name = part.id || `${part.localName} ${called(part) ?? ""}`;
    let number = 1;
    while (found.has(`${name} ${number}`)) number++;
    found.set(`${name} ${number}`, part);
  }
  return found;
}

// What has the focus. What the preview shows may be gone after a reload: the last link before it stands in for it. A button that
// a script of the page makes may come too late for that.
const FOCUSABLE = "a[href], button[popovertarget], summary, input";

function focusedPart() {
  const focused = confirmation.open ? takenFrom : document.activeElement;
  if (!focused?.localName.startsWith("ibid-")) return focused;
  const isBefore = (part) => part.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_FOLLOWING;
  return [...document.querySelectorAll(FOCUSABLE)].filter((part) => isBefore(part) && part.checkVisibility()).at(-1);
}

// What the preview shows in the text goes, and comes again as it is now: the focus doesn't go with it.
function keepFocus(show) {
  const [focused, standIn] = [document.activeElement, focusedPart()];
  show();
  if (takenFrom && !takenFrom.isConnected) takenFrom = standIn;
  if (!focused.isConnected) standIn?.focus({ preventScroll: true });
}

// The focus is found again by its id, or by being the same kind of element with the same words.
function focusPlace() {
  const focused = document.activeElement === preview && !confirmation.open ? undefined : focusedPart();
  if (!focused || focused === document.body) return undefined;
  const alike = [...document.querySelectorAll(focused.localName)];
  const words = wordsOf(focused);
  const number = alike.filter((other) => wordsOf(other) === words).indexOf(focused);
  const { selectionStart: start, selectionEnd: end } = focused;
  return { id: focused.id, name: focused.localName, words, number, start, end };
}

// Called once the document is there. Only what was kept a moment ago belongs to this load.
function restore() {
  const kept = remembered(keepKey);
  remember(keepKey, null);
  if (!kept || Date.now() - kept.at > 30_000) return;
  restoreOpenParts(kept);
  restoreTyped(kept.typed);
  restoreFocus(kept.focus);
  holdPlace(kept.scroll);
}

function restoreOpenParts({ details, popovers }) {
  const parts = keyed("details", (part) => part.querySelector("summary")?.textContent);
  for (const { key, open } of details) {
    const part = parts.get(key);
    if (part) part.open = open;
  }
  for (const id of popovers) document.getElementById(id)?.showPopover?.();
}

function restoreTyped(typed) {
  const fields = keyed(TYPED, (field) => field.name);
  for (const { key, value, checked } of typed) {
    const field = fields.get(key);
    if (!field) continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = checked;
    else field.value = value;
  }
}

function restoreFocus(place) {
  if (!place) return;
  const alike = [...document.querySelectorAll(place.name)].filter((other) => wordsOf(other) === place.words);
  const found = (place.id && document.getElementById(place.id)) || alike[place.number];
  found?.focus({ preventScroll: true });
  if (place.start != null) found?.setSelectionRange?.(place.start, place.end);
}

// Pictures and boxes come in later and push the text about: the place is held until all is there, or the reader moves.
const HOLD_UNTIL_MOVED = ["wheel", "touchmove", "pointerdown", "keydown"];
const SETTLED_MS = 1500;
let held;

function holdPlace(scroll) {
  held = scroll;
  for (const move of HOLD_UNTIL_MOVED) addEventListener(move, letGo, { passive: true });
  addEventListener("load", () => {
    keepPlace();
    // The browser goes to its own place after this event, where it is let.
    setTimeout(keepPlace);
    setTimeout(letGo, SETTLED_MS);
    setTimeout(() => (history.scrollRestoration = "auto"), SETTLED_MS);
  });
  keepPlace();
}

function keepPlace() {
  if (held) scrollTo({ left: held.x, top: placeToScroll(held), behavior: "instant" });
}

function letGo() {
  held = undefined;
  for (const move of HOLD_UNTIL_MOVED) removeEventListener(move, letGo);
}
