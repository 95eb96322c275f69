// The way to the server. What it said of this page stands at the element of the script: the token that requests must
// show, and the name of the page as this tab has it.
const { dataset: known } = document.currentScript;

// The server's own pages are about the site and no part of it.
const isOwnPage = location.pathname.startsWith("/_ibid/");

class Refused extends Error {}

// Asks the server to do something; what it refuses, it refuses in words.
async function ask(route, body = {}) {
  let response = await send(route, body);
  // A server that was started anew has a new token.
  if (response.status === 403 && (await renewToken())) response = await send(route, body);
  const answer = await response.text();
  if (!response.ok) throw new Refused(answer.trim() || `The server refused this (${response.status}).`);
  return answer ? JSON.parse(answer) : {};
}

async function send(route, body) {
  const headers = { "Content-Type": "application/json", "X-Ibid-Token": known.token };
  try {
    return await fetch(`/_ibid/${route}`, { method: "POST", headers, body: JSON.stringify(body) });
  } catch {
    throw new Refused("The server does not answer. Is `ibid serve` running?");
  }
}

async function renewToken() {
  const token = dataOf(await pageAsItIs())?.token;
  if (!token || token === known.token) return false;
  known.token = token;
  return true;
}

// The page as the server has it now; nothing where the server can't be reached.
async function pageAsItIs() {
  try {
    const response = await fetch(location.pathname + location.search, { cache: "no-store" });
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return undefined;
  }
}

function dataOf(page) {
  return page?.querySelector("script[data-token][data-page]")?.dataset;
}

async function factsOfPage() {
  if (isOwnPage) return undefined;
  try {
    const response = await fetch(`/_ibid/page.json?path=${encodeURIComponent(location.pathname)}`);
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

// What the tab remembers from one load of a page to the next. Storage may be forbidden or full: then nothing is kept.
function remember(key, value) {
  try {
    sessionStorage.setItem(`ibid:${key}`, JSON.stringify(value));
  } catch {}
}

function remembered(key) {
  try {
    return JSON.parse(sessionStorage.getItem(`ibid:${key}`)) ?? undefined;
  } catch {
    return undefined;
  }
}
