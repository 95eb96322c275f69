// The corner at the bottom left: how the site stands, and what was just done.
const preview = host("ibid-preview");
const told = element("p.told", { role: "status" });
const taken = element("p.told.taken", { hidden: true });
const lost = element("p.told.lost", { hidden: true, role: "status" }, "The server is not running. This page comes back to life when it does.");
const count = button(".count", "", () => openFindings(), { hidden: true });
const timing = element("span.timing", { "aria-hidden": "true" });
const overview = element("a", { href: "/_ibid/", title: "The site at a glance: pages, annotations, sources, warnings" }, "ibid");
const corner = element("aside.corner", { "aria-label": "Preview" }, told, taken, lost, element("p.bar", { hidden: isOwnPage }, overview, count, timing));
preview.shadowRoot.append(corner);

let toldFor;

// Says something for a while; in front of the page there may be a dialog, and then only what is in it is heard.
function say(words, until = Date.now() + 4000 + 60 * words.length) {
  const dialog = preview.shadowRoot.querySelector("dialog[open]");
  if (dialog) dialog.append(told);
  else corner.prepend(told);
  told.replaceChildren(...worded(words));
  clearTimeout(toldFor);
  toldFor = setTimeout(() => told.replaceChildren(), until - Date.now());
  remember("said", { words, until });
}

// What was said just before the page was loaded anew would be lost.
function sayAgain() {
  const { words, until } = remembered("said") ?? {};
  if (until > Date.now()) say(words, until);
}

// Who saves while something stands in the way would take an old page for the new one.
const WAITING = "Changes are shown once nothing stands in the way";

function showBar({ errors, warnings, update, time_ms: time, undo, blocked }) {
  const found = summary({ errors, warnings });
  count.textContent = blocked ? `${found}: changes wait` : found;
  count.title = blocked ? WAITING : "";
  count.hidden = !found;
  count.classList.toggle("bad", errors > 0);
  const before = remembered("update");
  remember("update", update);
  if (before !== undefined && before !== update && !blocked) showTiming(time);
  showUndo(undo);
}

function summary({ errors, warnings }) {
  return [errors && counted(errors, "error"), warnings && counted(warnings, "warning")].filter(Boolean).join(", ");
}

function showTiming(time) {
  timing.textContent = `updated in ${Math.max(1, Math.round(time))} ms`;
  timing.classList.remove("fades");
  // The animation begins anew only when the style has been without it.
  void timing.offsetWidth;
  timing.classList.add("fades");
}

// What was last put into a file can be taken back, until somebody says that they have seen it.
function showUndo(undo) {
  const key = JSON.stringify(undo);
  taken.hidden = !undo || remembered("seen") === key;
  if (taken.hidden || taken.dataset.key === key) return;
  taken.dataset.key = key;
  const close = button(".quiet", "×", () => {
    remember("seen", key);
    taken.hidden = true;
  }, { "aria-label": "Close" });
  taken.replaceChildren(`Taken into ${undo.file}. `, button("", "Undo", undoLast), " ", close);
}

async function undoLast() {
  try {
    const { file } = await ask("undo");
    say(`${file} is as it was.`);
  } catch (error) {
    say(sentence(error.message));
  }
}
