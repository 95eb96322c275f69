// Nothing stands at this address: looks whether it is one of the site's to which something was added on its way. Mail programs
// and link trackers write `#` as `%23`, glue on the full stop that ends a sentence, lose a slash or double it. Goes on only to
// what the server says is there. What it tries is always plainer than where it is, so it comes to an end.
const root = new URL(".", import.meta.url).pathname;
const SIGNS = String.raw`[\s.,;:!?=*_~|'"()[\]{}<>«»„“”‘’‚‹›…]`;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]/g;

const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

// `%2523` is `%23` that was encoded once more.
const plain = (text) => decoded(decoded(text)).replace(INVISIBLE, "");
const bare = (text) => text.replace(new RegExp(`(&(gt|lt|quot|amp|nbsp|#39);?|/|${SIGNS})+$`, "i"), "");
const idOf = (text, before) => text.toLowerCase().match(new RegExp(`^${before}([a-z0-9][a-z0-9-]*)(?![a-z0-9-])`))?.[1];

// The paths below `root` that an address may mean, each with its fragment; the one that changes least comes first.
const meant = ({ pathname, hash }) => {
  const [path, ...rest] = plain(pathname).replace(/[\\/]+/g, "/").split("#");
  if (!path.toLowerCase().startsWith(decoded(root).toLowerCase())) return [];
  const anchor = bare(rest.join("#") || plain(hash.slice(1)));
  const fragment = anchor && `#${encodeURIComponent(anchor)}`;
  const inner = bare(path.slice(decoded(root).length).split(/[?&]/)[0]);
  const pages = [`${inner}/`, inner].filter((page) => page.endsWith("/") || /\.\w+$/.test(page));
  const found = [...pages, ...pages.map((page) => page.toLowerCase())].map((page) => [page.replace(/^\/$/, ""), fragment]);
  // An annotation has one name, in its permalink and in its place.
  const ids = [idOf(inner, "a/"), idOf(anchor, "(?:a|note|end)-")].filter(Boolean);
  found.push(...ids.map((id) => [`a/${id}/`, ""]));
  return found.map(([page, ending]) => [root + page.split("/").map(encodeURIComponent).join("/"), ending]);
};

// What begins with two slashes would name a host.
const isThere = async (path) => {
  try {
    return (await fetch(location.origin + path, { method: "HEAD", mode: "same-origin" })).ok;
  } catch {
    return false;
  }
};

const leadOn = async () => {
  // A server that answers so for everything can't be asked what is there.
  if (await isThere(location.pathname)) return;
  const asked = new Set([decoded(location.pathname)]);
  for (const [path, fragment] of meant(location)) {
    if (asked.has(decoded(path))) continue;
    asked.add(decoded(path));
    if (await isThere(path)) return location.replace(path + location.search + fragment);
  }
};

leadOn();
