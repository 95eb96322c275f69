// What can be done with an annotation: a small button at its note, and the menu that it opens.
let facts;
let factsText;
let factsWanted = 0;

// Asks what is known of this page, and shows what changed. Of several updates in a row the last one counts.
async function loadFacts() {
  const turn = ++factsWanted;
  const found = await factsOfPage();
  const text = JSON.stringify(found);
  if (turn !== factsWanted || text === factsText) return;
  [facts, factsText] = [found, text];
  showBanner();
  keepFocus(() => {
    showTools();
    showFailures();
  });
  if (overlay.open) showFindings();
  keepPlace();
}

// The theme says it itself; a template of the site's own may not.
function showBanner() {
  document.querySelector("ibid-banner")?.remove();
  if (!facts?.withheld || document.querySelector(".withheld")) return;
  document.body.prepend(host("ibid-banner", element("p.banner", { role: "note" }, `This page ${facts.withheld}.`)));
}

function showTools() {
  menu.hidePopover();
  for (const old of document.querySelectorAll("ibid-tools")) old.remove();
  for (const annotation of facts?.annotations ?? []) {
    for (const spot of toolSpots(annotation.id)) spot(toolsOf(annotation));
  }
}

// The phrase of an annotation: in its page, or on the page of its permalink.
function phraseOf(id) {
  const own = location.pathname.endsWith(`/a/${id}/`) ? document.querySelector("main h1.claim") : undefined;
  return document.getElementById(`a-${id}`) ?? own ?? undefined;
}

// Beside the links of its notes, in the margin and in the list at the end; in other templates after the phrase itself.
function toolSpots(id) {
  const notes = ["note", "end"].map((kind) => document.getElementById(`${kind}-${id}`)).filter(Boolean);
  const links = notes.map((note) => note.querySelector(".note-links")).filter(Boolean);
  if (links.length) return links.map((spot) => (tools) => spot.append(" ", tools));
  const phrase = phraseOf(id);
  if (phrase?.localName === "h1") return [(tools) => phrase.after(tools)];
  const number = phrase?.nextElementSibling?.matches(".noteref") ? phrase.nextElementSibling : phrase;
  return number ? [(tools) => number.after(tools)] : [];
}

function toolsOf(annotation) {
  const words = `Annotation ${annotation.number}: copy, or open in the editor`;
  const attributes = { "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": words, title: words };
  const opener = button(".opener", "⋯", () => openMenu(annotation, opener), attributes);
  return host("ibid-tools", opener);
}

const menu = element("div.menu", { popover: "auto", role: "menu", onkeydown: moveInMenu, onbeforetoggle: giveFocusBack, ontoggle: menuToggled });
preview.shadowRoot.append(menu);
let opener;

function openMenu(annotation, by) {
  const { file } = facts;
  const { line, column } = annotation;
  opener = by;
  menu.replaceChildren(
    copyItem("Copy permalink", annotation.permalink),
    copyItem("Copy as Markdown", annotation.markdown),
    copyItem("Copy quotation", annotation.quotation),
    menuItem("Open in editor", () => openInEditor({ file, line, column })),
  );
  menu.setAttribute("aria-label", `Annotation ${annotation.number}`);
  menu.showPopover();
  placeMenu(by.getBoundingClientRect());
  menu.firstElementChild.focus();
}

function copyItem(words, text) {
  if (!text) return menuItem(words, () => {}, { disabled: true });
  return menuItem(words, async () => say((await copy(text)) ? `Copied: ${text}` : `Copying was refused. It is: ${text}`));
}

function menuItem(words, act, attributes = {}) {
  const chosen = () => {
    menu.hidePopover();
    act();
  };
  return button("", words, chosen, { role: "menuitem", tabindex: "-1", ...attributes });
}

// Below its button, or above it where there is no room, and never beyond the window.
function placeMenu(by) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = by.bottom + 4 + height <= innerHeight;
  menu.style.left = `${Math.max(8, Math.min(by.left, document.documentElement.clientWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, below ? by.bottom + 4 : by.top - 4 - height)}px`;
}

// The browser would give it back, were the button in the same shadow root.
function giveFocusBack({ newState }) {
  if (newState === "closed" && menu.contains(preview.shadowRoot.activeElement)) opener.focus({ preventScroll: true });
}

function menuToggled({ newState }) {
  opener?.setAttribute("aria-expanded", String(newState === "open"));
}

function moveInMenu(event) {
  const items = [...menu.querySelectorAll("button:not(:disabled)")];
  const at = items.indexOf(preview.shadowRoot.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Tab") menu.hidePopover();
  if (next === undefined) return;
  event.preventDefault();
  items.at(next % items.length).focus();
}
// What is below the button no longer stands there once the page is scrolled.
addEventListener("scroll", () => menu.hidePopover(), { passive: true });
