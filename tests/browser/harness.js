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
  const text = element.closest(".prose, .intro") ?? page().querySelector("main");
  return {
    id: element.id,
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
  const notes = [...page().querySelectorAll(".margin-note")].map(note);
  return { width, scrolls, widest: scrolls > 0 ? widest() : "", notes };
}

// Follows a link within the page, as a reader does.
async function follow(link) {
  const address = new URL(link.href);
  link.click();
  for (let wait = 0; wait < 100 && frame.contentWindow.location.hash !== address.hash; wait += 1) {
    await pause(2);
  }
}

// Opens and closes every note that isn't there already.
async function notesInPlace(width) {
  frame.className = `w${width}`;
  const followed = [];
  for (const element of page().querySelectorAll(".margin-note")) {
    if (isShown(element)) continue;
    const reference = page().querySelector(`.noteref a[href$="#${element.id}"]`);
    await follow(reference);
    const others = [...page().querySelectorAll(".margin-note")].filter(isShown);
    const opened = { id: element.id, width, shown: isShown(element), open: others.length, place: box(element) };
    const close = element.querySelector(".close");
    opened.can_close = isShown(close);
    await follow(close);
    opened.closed = !isShown(element);
    followed.push(opened);
  }
  return followed;
}

async function everything() {
  const list = await (await fetch("/harness/pages.json")).json();
  const pages = [];
  for (const path of list) {
    await open(path);
    const sizes = WIDTHS.map(measure);
    const followed = [...(await notesInPlace(1440)), ...(await notesInPlace(375))];
    const requests = frame.contentWindow.performance.getEntriesByType("resource").map((entry) => entry.name);
    pages.push({ path, sizes, followed, requests });
  }
  return pages;
}

everything().then(
  (pages) => { document.querySelector("#measured").textContent = encodeURIComponent(JSON.stringify({ pages })); },
  (error) => { document.querySelector("#measured").textContent = encodeURIComponent(JSON.stringify({ error: `${error} ${error.stack}` })); },
);
