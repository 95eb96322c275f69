// Searches with the keyboard, as a reader does, and writes down what came of it. It judges nothing: the test does.
const frame = document.querySelector("iframe");
const said = {};
const page = () => frame.contentDocument;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function open(path) {
  const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
  frame.src = path;
  await loaded;
}

async function until(isSo) {
  for (let wait = 0; wait < 4000 && !isSo(); wait += 1) await pause(20);
}

// A key as the page hears of it; what the browser itself would do is left out.
const press = (key) =>
  page().activeElement.dispatchEvent(new frame.contentWindow.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

const focused = () => (page().activeElement.localName === "a" ? page().activeElement.textContent : page().activeElement.id);

async function type(words) {
  const field = page().querySelector("#_query");
  page().querySelector("#_found").textContent = "";
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await until(() => page().querySelector("#_found").textContent);
  await pause(50);
  return page().querySelector("#_found").textContent;
}

async function search() {
  await open("/search/");
  await until(() => focused() === "_query");
  said.first = focused();
  page().activeElement.blur();
  press("/");
  said.slash = focused();
  said.nothing = await type("zeppelin");
  said.found = await type("arithmetic");
  said.address = frame.contentWindow.location.search;
  said.marks = [...page().querySelectorAll("mark")].map((mark) => mark.textContent);
  press("ArrowDown");
  said.down = focused();
  press("ArrowUp");
  said.up = focused();
  press("ArrowDown");
  press("ArrowDown");
  said.place = focused();
  const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
  page().activeElement.click();
  await loaded;
  said.landed = frame.contentWindow.location.pathname + frame.contentWindow.location.hash;
  said.target = page().querySelector(":target")?.textContent;
  await open("/search/?q=brackets");
  await until(() => page().querySelector("#_results a"));
  said.text = page().querySelector("#_results").textContent;
  said.images = page().querySelectorAll("#_results img").length;
  press("Escape");
  said.escaped = [page().querySelector("#_query").value, page().querySelectorAll("#_results a").length];
  await type("harbour");
  const pages = () => page().querySelectorAll("#_results > li").length;
  const button = page().querySelector("#_more");
  said.some = [pages(), button.hidden];
  button.click();
  await until(() => pages() > 10);
  await until(() => focused() !== "_query");
  const next = page().querySelectorAll("#_results > li")[10].querySelector("a");
  said.more = [pages(), button.hidden, page().activeElement === next];
  await open("/strict/search/?q=arithmetic");
  await until(() => page().querySelector("#_found").textContent);
  said.blocked = page().querySelector("#_found").textContent;
}

try {
  await search();
} catch (error) {
  said.error = `${error}`;
}
document.querySelector("#measured").textContent = encodeURIComponent(JSON.stringify(said));
