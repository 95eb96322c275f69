// Opens every address of the list and writes down where it leads in the end. It judges nothing: the test does.
const frame = document.querySelector("iframe");
const said = {};
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// Where the page is, once it has stayed there for a while.
async function lands(path) {
  // What begins with two slashes would name a host.
  frame.src = location.origin + path;
  let [at, since] = ["", 0];
  for (let wait = 0; wait < 400 && since < 25; wait += 1) {
    await pause(20);
    const page = frame.contentWindow;
    const now = page.document.readyState === "complete" ? page.location.href : "";
    since = now && now === at ? since + 1 : 0;
    at = now;
  }
  const { pathname, search, hash } = frame.contentWindow.location;
  const is404 = frame.contentDocument.querySelector('script[src*="/lost."]') !== null;
  return [pathname + search + hash, is404 ? "nothing" : "a page"];
}

try {
  for (const path of await (await fetch("lost.json")).json()) said[path] = await lands(path);
} catch (error) {
  said.error = String(error);
}
document.querySelector("#measured").textContent = encodeURIComponent(JSON.stringify(said));
