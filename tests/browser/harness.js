// Opens every page of the list at every width, and writes down what is where. It judges nothing: the test does.
"use strict";

const WIDTHS = [1440, 768, 375, 320];
const frame = document.querySelector("iframe");
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function open(path) {
  const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
  frame.className = "w1440";
  frame.src = path;
  await loaded;
}

const page = () => frame.contentDocument;
const isShown = (element) => element.getClientRects().length > 0;

function box(element) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return { left, right, top, bottom };
}

// The element that reaches farthest to the right, for the message.
function widest() {
  const right = (element) => element.getBoundingClientRect().right;
  const all = [...page().body.querySelectorAll("*")].filter(isShown);
  const element = all.reduce((one, other) => (right(other) > right(one) ? other : one), page().body);
  return `${element.localName}.${element.className}`;
}

function note(element) {
  const text = element.closest(".prose, .intro, .document") ?? page().querySelector("main");
  return {
    id: element.id || `beside ${element.closest("[id]").id}`,
    shown: isShown(element),
    boxed: element.closest("td, th, pre, .card") !== null,
    place: box(element),
    text: box(text),
  };
}

function measure(width) {
  frame.className = `w${width}`;
  const root = page().documentElement;
  const scrolls = root.scrollWidth - root.clientWidth;
  // What cites a source stands beside its passages as notes do.
  const notes = [...page().querySelectorAll(".margin-note, .backlinks")].map(note);
  return { width, scrolls, widest: scrolls > 0 ? widest() : "", from_right: root.dir === "rtl", notes };
}

const isOpen = (element) => element.matches(":popover-open");

// Presses a button, and waits for what it opens or closes.
async function press(button, element) {
  const was = isOpen(element);
  button.click();
  for (let wait = 0; wait < 100 && isOpen(element) === was; wait += 1) await pause(2);
}

// Opens and closes every note that isn't there already.
async function notesInPlace(width) {
  frame.className = `w${width}`;
  const opened = [];
  for (const element of page().querySelectorAll(".margin-note")) {
    if (isShown(element)) continue;
    const button = page().querySelector(`[popovertarget="${element.id}"]`);
    const isThere = isShown(button);
    button.scrollIntoView({ block: "center" });
    await press(button, element);
    const others = [...page().querySelectorAll(".margin-note")].filter(isShown);
    const found = { id: element.id, width, has_button: isThere, shown: isShown(element), open: others.length, place: box(element), number: box(button) };
    await press(button, element);
    found.closed = !isShown(element);
    opened.push(found);
  }
  return opened;
}

async function everything() {
  const list = await (await fetch("/harness/pages.json")).json();
  const pages = [];
  for (const path of list) {
    await open(path);
    const sizes = WIDTHS.map(measure);
    const opened = [...(await notesInPlace(1440)), ...(await notesInPlace(375))];
    const requests = frame.contentWindow.performance.getEntriesByType("resource").map((entry) => entry.name);
    pages.push({ path, sizes, opened, requests });
  }
  return pages;
}

everything().then(
  (pages) => { document.querySelector("#measured").textContent = encodeURIComponent(JSON.stringify({ pages })); },
  (error) => { document.querySelector("#measured").textContent = encodeURIComponent(JSON.stringify({ error: `${error} ${error.stack}` })); },
);
