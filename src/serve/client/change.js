// What is done when the page is no longer what this tab shows.
async function pageChanged({ change, page, to }) {
  if (change === "moved" && to) location.replace(to.includes("#") ? to : to + location.hash);
  else if (change === "styles") await takeStyles(page);
  else if (isRestless()) say("This page is another one whenever it is rendered, so it is not loaded anew by itself.");
  else reload();
}

// Whether the page was loaded anew again and again for one and the same update: that would never end.
const MOST_RELOADS = 4;
const RESTLESS_MS = 10_000;

function isRestless() {
  const key = `${location.pathname} ${state?.update}`;
  const before = remembered("reloads");
  const isAgain = before?.key === key && Date.now() - before.since < RESTLESS_MS;
  const reloads = isAgain ? { ...before, times: before.times + 1 } : { key, since: Date.now(), times: 1 };
  remember("reloads", reloads);
  return reloads.times > MOST_RELOADS;
}

// Takes the new style sheets in place of the old ones, without loading the page anew.
async function takeStyles(page) {
  const fresh = await pageAsItIs();
  const [before, after] = [styleLinks(document), fresh ? written(fresh) : []];
  // In the meantime the page may have changed in other ways.
  if (dataOf(fresh)?.page !== page || before.length !== after.length) return reload();
  try {
    await Promise.all(before.map((link, index) => isSame(link, after[index]) || replaceStyle(link, after[index])));
  } catch {
    return reload();
  }
  known.page = page;
  // From now on this tab has another page than the one it asked with.
  connect();
}

function styleLinks(page) {
  return [...page.querySelectorAll('link[rel~="stylesheet"]')];
}

function written(page) {
  return styleLinks(page).map((link) => ({ href: link.getAttribute("href"), integrity: link.integrity }));
}

function isSame(link, { href, integrity }) {
  return link.getAttribute("href") === href && link.integrity === integrity;
}

// The old style sheet goes when the new one is there, so that the page is never without.
function replaceStyle(link, { href, integrity }) {
  return new Promise((resolve, reject) => {
    const next = link.cloneNode();
    next.href = href;
    if (integrity) next.integrity = integrity;
    else next.removeAttribute("integrity");
    next.addEventListener("load", () => {
      link.remove();
      resolve(next);
    });
    next.addEventListener("error", reject);
    link.after(next);
  });
}
