// Looks words up in the index that the build made, and lists where they stand. Everything that is said stands in the
// attributes of the form. Text is only ever put in as text.
const form = document.querySelector("form.search");
const field = form.elements.q;
const status = document.querySelector("#_found");
const list = document.querySelector("#_results");
const more = document.querySelector("#_more");
const words = form.dataset;
const PLACES = 3;
const PAGES = 10;
let index;
let asked = 0;

const element = (name, className, ...content) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
};

// The index marks what was found: `a <mark>b</mark> c`, with `<` and `>` of the text as references.
const marked = (excerpt) => {
  const decoded = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  const parts = excerpt.split(/<\/?mark>/).map(decoded);
  return parts.map((text, at) => (at % 2 ? element("mark", "", text) : text));
};

const link = (url, text) => {
  const made = element("a", "", text);
  // A browser that knows no text fragments would look for an element of that name.
  made.href = document.fragmentDirective ? url : url.replace(/#?:~:.*/, "");
  return made;
};

const weight = (place) => place.weighted_locations.reduce((sum, found) => sum + found.balanced_score, 0);

const item = (page) => {
  const { title, kind, date } = page.meta;
  const made = element("li", "", element("h2", "", link(page.url, title)));
  const about = [words[kind], date].filter(Boolean).join(" · ");
  if (about) made.append(element("p", "item-meta", about));
  const places = element("ul");
  for (const place of page.sub_results.toSorted((a, b) => weight(b) - weight(a)).slice(0, PLACES)) {
    const excerpt = element("p", "", ...marked(place.excerpt));
    if (place.url === page.url) made.append(excerpt);
    else places.append(element("li", "", link(place.url, place.title), excerpt));
  }
  if (places.firstChild) made.append(places);
  return made;
};

const start = async () => {
  // The smallest program there is: where a policy forbids it, the index would wait for ever.
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  const found = await import(`${words.index}pagefind.js`);
  await found.options({ excerptLength: 24, noWorker: true, baseUrl: words.root });
  await found.init();
  return found;
};

// Shows so many pages of what is found; whoever asks for more gets as many again.
const show = async (most = PAGES) => {
  const turn = ++asked;
  const query = field.value.trim();
  history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  if (!query) {
    status.textContent = "";
    more.hidden = true;
    return list.replaceChildren();
  }
  try {
    index ??= start();
    const { results } = await (await index).search(query);
    const pages = await Promise.all(results.slice(0, most).map((result) => result.data()));
    if (turn !== asked) return;
    const count = results.length;
    status.textContent = count ? words.found.replace("{number}", count) : words.none;
    list.replaceChildren(...pages.map(item));
    more.hidden = count <= most;
  } catch (error) {
    console.error(error);
    index = undefined;
    status.textContent = words.blocked;
    more.hidden = true;
  }
};

more.addEventListener("click", async () => {
  const known = list.children.length;
  await show(known + PAGES);
  list.children[known]?.querySelector("a").focus();
});

let soon;
field.addEventListener("input", () => {
  clearTimeout(soon);
  soon = setTimeout(show, 150, PAGES);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(soon);
  show();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...list.querySelectorAll("a"), ...(more.hidden ? [] : [more])];
  const at = links.indexOf(document.activeElement);
  const inField = document.activeElement === field;
  if (event.key === "/" && !inField) field.focus();
  else if (event.key === "Escape" && (inField || at >= 0)) {
    field.value = "";
    field.focus();
    show();
  } else if (event.key === "ArrowDown" && (inField || at >= 0)) links[Math.min(at + 1, links.length - 1)]?.focus();
  else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? field).focus();
  else return;
  event.preventDefault();
});

form.hidden = false;
field.value = new URLSearchParams(location.search).get("q") ?? "";
field.focus();
if (field.value) show();
