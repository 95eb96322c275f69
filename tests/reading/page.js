// What the tests of reading ask of a page. Each check gives a list of faults, one sentence each, and judges what stands on
// the screen, not how it came there. `tests/reading/faults.rs` holds pages on which each of them finds some.
"use strict";
globalThis.seen = () => document.body?.innerText.slice(0, 1500);
globalThis.one = (selector) => document.querySelector(selector);
globalThis.all = (selector) => [...document.querySelectorAll(selector)];
globalThis.isShown = (element) =>
  element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
globalThis.named = (element) =>
  `${element.localName}${element.id ? `#${element.id}` : ""}.${element.className} “${element.textContent.trim().slice(0, 30)}”`;

// The middle of the first line of an element, which is brought to the middle of the screen unless it is in sight.
globalThis.middle = (element) => {
  const { top, bottom } = element.getBoundingClientRect();
  if (top < 60 || bottom > innerHeight - 60) element.scrollIntoView({ block: "center", behavior: "instant" });
  const { x, y, width, height } = element.getClientRects()[0];
  return [x + width / 2, y + height / 2];
};

// After the browser has drawn what is there, twice.
globalThis.drawn = () =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));

globalThis.openNote = () => one(".margin-note:popover-open");
globalThis.numbers = () => all(".noteref :is(a, button)").filter(isShown);

// The words of the page that can be seen, without those that only a script can stand for.
globalThis.words = () => {
  const walker = document.createTreeWalker(one("main"), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest("noscript, script, .copy-link, .close") || !isShown(parent)) continue;
    texts.push(walker.currentNode.data);
  }
  return texts.join(" ").replace(/\s+/g, " ").trim();
};

// Notes that can't be come by: each number that is shown leads to a note that is, or opens one.
globalThis.unreached = () => {
  const faults = [];
  for (const sup of all(".noteref")) {
    const number = [...sup.querySelectorAll("a, button")].find(isShown);
    if (!number) {
      if (isShown(sup.parentElement)) faults.push(`${named(sup)} has no number to press`);
      continue;
    }
    if (number.localName === "a") {
      const note = document.getElementById(decodeURIComponent(number.hash.slice(1)));
      if (number.pathname !== location.pathname) continue;
      if (!note || !isShown(note)) faults.push(`${named(number)} leads to ${number.hash}, which is not shown`);
      continue;
    }
    const note = number.popoverTargetElement;
    number.click();
    if (!note || !isShown(note) || !note.textContent.trim()) faults.push(`${named(number)} opens nothing`);
    note?.hidePopover();
  }
  for (const item of all(".endnotes > ol > li")) {
    if (!isShown(item)) faults.push(`${named(item)} of the list is not shown`);
  }
  return faults;
};

globalThis.sideways = () => {
  const root = document.documentElement;
  const over = root.scrollWidth - root.clientWidth;
  if (over <= 0) return [];
  const right = (element) => element.getBoundingClientRect().right;
  const widest = all("body *").filter(isShown).reduce((one, other) => (right(other) > right(one) ? other : one), document.body);
  return [`scrolls sideways by ${over} because of ${named(widest)}`];
};

// Notes that stand far from their line although nothing pushed them; only where they stand in the margin.
globalThis.astray = () => {
  const faults = [];
  let bottom = -Infinity;
  for (const note of all(".margin-note").filter(isShown)) {
    const place = note.getBoundingClientRect();
    const number = note.previousElementSibling?.getBoundingClientRect() ?? place;
    const block = note.closest("p, li, dd, blockquote");
    const isPushed = bottom > number.top - 40;
    if (block && block.querySelectorAll(".margin-note").length <= 3 && !isPushed && Math.abs(place.top - number.top) > 40) {
      faults.push(`${named(note)} stands ${place.top - number.top} px from its line`);
    }
    if (place.top < bottom - 0.5) faults.push(`${named(note)} lies over the one before it`);
    bottom = place.bottom;
  }
  return faults;
};

// How far below the top of their paragraph its notes end.
globalThis.crowdEnds = () => {
  const notes = all(".margin-note").filter(isShown);
  const top = notes[0].parentElement.getBoundingClientRect().top;
  return Math.max(...notes.map((note) => note.getBoundingClientRect().bottom)) - top;
};

// Numbers that a finger misses: 24 px around the middle belong to it, or to a number beside it.
globalThis.missed = () => {
  const faults = [];
  for (const number of numbers()) {
    const [x, y] = middle(number);
    for (const [dx, dy] of [[0, 0], [11, 0], [-11, 0], [0, 11], [0, -11]]) {
      const hit = document.elementFromPoint(x + dx, y + dy);
      if (!hit?.closest(".noteref")) faults.push(`${named(number)} is missed at ${dx}, ${dy} px: ${hit && named(hit)} is there`);
    }
  }
  return faults;
};

// Controls that are smaller than 24 px, unless they stand in a sentence.
globalThis.small = () => {
  const faults = [];
  for (const control of all("a[href], button, input, select, textarea, summary").filter(isShown)) {
    if (control.closest(".noteref") || control.matches(".skip, [type=hidden]")) continue;
    const { width, height } = control.getBoundingClientRect();
    const isInline = getComputedStyle(control).display === "inline" && control.localName === "a";
    if (!isInline && (width < 23.5 || height < 23.5)) faults.push(`${named(control)} is ${width} × ${height} px`);
  }
  return faults;
};

// What moves although the reader asked for no motion.
globalThis.moving = () => {
  const faults = document.getAnimations().map((animation) => `${animation.constructor.name} of ${named(animation.effect.target)}`);
  const times = (list) => list.split(",").some((time) => parseFloat(time) > 0.01);
  for (const element of [document.documentElement, ...all("body, body *")]) {
    const style = getComputedStyle(element);
    if (times(style.transitionDuration)) faults.push(`${named(element)} changes over ${style.transitionDuration}`);
    if (style.animationName !== "none") faults.push(`${named(element)} is animated`);
    if (style.scrollBehavior === "smooth") faults.push(`${named(element)} scrolls smoothly`);
  }
  return faults;
};

// What Tab is to come by, in its order.
globalThis.stops = () =>
  all("a[href], button, input, select, textarea, summary, [tabindex='0']").filter((element) =>
    (isShown(element) || element.matches(".skip")) && !element.disabled && element.tabIndex >= 0 && element.type !== "hidden");

// Where the focus is, and what is wrong with how it looks.
globalThis.focused = () => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return { at: -1, faults: [] };
  const faults = [];
  const style = getComputedStyle(element);
  const isMarked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  if (!isMarked) faults.push(`${named(element)} does not show that it has the focus`);
  const { x, y, width, height } = element.getClientRects()[0] ?? { x: -1, y: -1, width: 0, height: 0 };
  // A part of it will do: browsers don't scroll to what can be seen in part.
  const hits = [0.1, 0.5, 0.9].map((part) => document.elementFromPoint(x + width * part, y + height / 2));
  const isSeen = hits.some((hit) => hit && (element.contains(hit) || element.closest(".noteref")?.contains(hit)));
  const there = hits.map((hit) => (hit ? named(hit) : "nothing")).join(", ");
  if (!isSeen) faults.push(`${named(element)} has the focus and is not to be seen: ${there} is at ${x}, ${y}`);
  return { at: (globalThis.expected ?? []).indexOf(element), name: named(element), faults };
};

// Whether a phrase, or the number of a note in the margin, looks as if it was pointed at.
globalThis.phraseLooks = (note) => getComputedStyle(note.previousElementSibling.previousElementSibling).backgroundColor;
globalThis.noteLooks = (note) => getComputedStyle(note.querySelector(".note-body"), "::before").backgroundColor;

// Whatever the page asked for at other hosts.
globalThis.foreign = () =>
  performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => !name.startsWith(location.origin));

// What axe-core finds: of what it judges by colours alone ("colours"), of all else ("shapes"), or of both.
globalThis.axeFaults = async (what) => {
  const byColour = ["color-contrast", "link-in-text-block"];
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const runOnly = what === "colours" ? { type: "rule", values: byColour } : { type: "tag", values: tags };
  const rules = what === "shapes" ? Object.fromEntries(byColour.map((rule) => [rule, { enabled: false }])) : {};
  const { violations } = await axe.run(document, { runOnly, rules, resultTypes: ["violations"], preload: false });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`));
};

// What keeps its own colours where the reader's system chooses them.
globalThis.unforced = () =>
  all("body *").filter((element) => getComputedStyle(element).forcedColorAdjust === "none").map((element) => `${named(element)} keeps its colours`);
