// Files of a page whose address says nothing of their bytes: `/desk.css` may be another one while the page is the same.
const NAMED_BY_BYTES = /\.[0-9a-f]{10}\.\w+$|\/processed_images\//u;
const PARTS = 'link[rel~="stylesheet"][href], img[src], script[src]:not([data-token])';
const MOST_FILES = 50;
const versions = new WeakMap();

let looked = Promise.resolve();

// Asks which of them changed, and shows those anew: one look after the other, or two of them would show a file twice.
function lookAtFiles() {
  looked = looked.then(look, look);
}

async function look() {
  const parts = [...document.querySelectorAll(PARTS)].filter((part) => !NAMED_BY_BYTES.test(addressOf(part)?.pathname));
  const local = parts.filter((part) => addressOf(part)?.origin === location.origin).slice(0, MOST_FILES);
  await Promise.all(local.map(async (part) => {
    const address = addressOf(part);
    const version = await versionOf(address, { method: "HEAD", cache: "no-store" });
    // The file may have changed since the page was loaded; what the browser keeps is what it shows.
    const before = versions.get(part) ?? (await versionOf(address, { cache: "force-cache" })) ?? version;
    versions.set(part, version ?? before);
    if (version && version !== before) await showAnew(part, address, version);
  }));
}

function addressOf(part) {
  const address = URL.parse?.(part.href ?? part.src, location.href) ?? undefined;
  address?.searchParams.delete("ibid");
  return address;
}

async function versionOf(address, how) {
  try {
    const response = await fetch(address, how);
    return response.ok ? response.headers.get("ETag") : undefined;
  } catch {
    return undefined;
  }
}

// Under a new address, since the browser has something else under the old one.
async function showAnew(part, address, version) {
  address.searchParams.set("ibid", version.replaceAll('"', ""));
  const { localName } = part;
  if (localName === "script" || part.closest("picture") || part.srcset) return reload();
  if (localName === "img") part.src = address.href;
  else versions.set(await replaceStyle(part, { href: address.href, integrity: part.integrity }), version);
}
