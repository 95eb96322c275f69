// What a script adds to a page that is complete without it: light or dark as the reader chose, numbers that arrow keys walk
// along, notes that open under the pointer, links that copy what they name. It runs before the page is first shown, so that the
// chosen colours are there at once, and does the rest when all of the page is.
const root = document.documentElement;
const CHOICE = "appearance";

// Where a browser keeps nothing, the choice holds for this page.
const kept = (change) => {
  try {
    return change(localStorage);
  } catch {
    return null;
  }
};

const appear = (choice) => {
  if (choice === "light" || choice === "dark") root.dataset.appearance = choice;
  else delete root.dataset.appearance;
  for (const button of document.querySelectorAll("[data-appear]")) {
    button.setAttribute("aria-pressed", button.dataset.appear === (root.dataset.appearance ?? ""));
  }
};

const isShown = (element) => element.checkVisibility();
const numbers = () => [...document.querySelectorAll(".noteref :is(a, button)")].filter(isShown);
const open = () => document.querySelector(".margin-note:popover-open");

// The number by which a note opens in place; none where the note stands in the margin.
const opener = (element) => {
  const number = element.closest(".annotation")?.nextElementSibling ?? element.closest(".noteref");
  const button = number?.querySelector("button");
  return button && isShown(button) ? button : undefined;
};

const show = (button) => {
  const note = button.popoverTargetElement;
  if (!note.matches(":popover-open")) note.showPopover({ source: button });
};

const walk = (from, step) => {
  const all = numbers();
  const next = all[all.indexOf(from) + step];
  if (!next) return;
  const was = open();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
  if (was && next.popoverTargetElement) show(next);
};

addEventListener("keydown", (event) => {
  const at = document.activeElement;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !at.closest(".noteref")) return;
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  event.preventDefault();
  const ahead = getComputedStyle(root).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  walk(at, event.key === ahead ? 1 : -1);
});

const copy = async (link, told) => {
  const named = document.getElementById(link.dataset.copy);
  await navigator.clipboard.writeText(named ? named.textContent.trim() : (link.href ?? link.previousElementSibling.href));
  link.dataset.words ??= link.textContent;
  link.textContent = told;
  setTimeout(() => (link.textContent = link.dataset.words), 2000);
};

// Only a mouse hovers. What it opened goes with it; what a click opened stays until the next one.
let soon;
let hovered;
addEventListener("pointerover", ({ target, pointerType }) => {
  if (pointerType !== "mouse") return;
  const button = opener(target);
  clearTimeout(soon);
  if (button && !open()) {
    soon = setTimeout(() => show((hovered = button)), 250);
  } else if (hovered && !button && !target.closest(".margin-note")) {
    soon = setTimeout(() => {
      hovered.popoverTargetElement.hidePopover();
      hovered = undefined;
    }, 300);
  }
});

const button = (words, className, data) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = words;
  Object.assign(made.dataset, data);
  return made;
};

const start = () => {
  const [copyWord, copied, close, appearance, ...looks] = document.body.dataset.words.split("|");
  // What needs a script, and what spares a finger the way to Escape.
  for (const links of document.querySelectorAll(".note-links:has(> .permalink)")) {
    links.querySelector(".permalink").after(" ", button(copyWord, "copy-link", { copy: "" }));
    const note = links.closest(".margin-note");
    if (!note) continue;
    const closes = button(close, "close");
    closes.popoverTargetElement = note;
    links.append(" ", closes);
  }
  const choices = document.createElement("p");
  choices.className = "appearance";
  choices.role = "group";
  choices.ariaLabel = appearance;
  ["", "light", "dark"].forEach((appear, at) => choices.append(button(looks[at], "", { appear }), " "));
  document.querySelector(".colophon")?.append(choices);
  appear(root.dataset.appearance);

  addEventListener("click", (event) => {
    clearTimeout(soon);
    const choice = event.target.closest("[data-appear]")?.dataset.appear;
    if (choice !== undefined) {
      kept((storage) => storage.setItem(CHOICE, choice));
      return appear(choice);
    }
    const link = event.target.closest("[data-copy]");
    // Without a safe connection there is no clipboard, and the link is a link.
    if (link && navigator.clipboard) {
      event.preventDefault();
      return copy(link, copied);
    }
    const phrase = event.target.closest(".annotation");
    if (phrase && !event.target.closest("a, button") && getSelection().isCollapsed) opener(phrase)?.click();
  });
};

appear(kept((storage) => storage.getItem(CHOICE)));
addEventListener("storage", ({ key, newValue }) => key === CHOICE && appear(newValue));
if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
else start();
