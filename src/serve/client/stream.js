// The stream of what the server tells. Only a tab that is seen holds one: browsers open six connections to a host and no
// more, and a seventh tab would wait for ever.
const AGAIN_MS = 300;
const AGAIN_AT_MOST_MS = 2000;
const LOST_MS = 3000;
const ASLEEP_MS = 15_000;

let stream;
let again;
let pause = AGAIN_MS;
let lostSoon;
let lastUpdate;

function connect() {
  disconnect();
  if (document.hidden) return tellLost(false);
  // It may be another run of the server, which counts anew.
  lastUpdate = undefined;
  const query = new URLSearchParams({ path: location.pathname, page: known.page });
  stream = new EventSource(`/_ibid/events?${query}`);
  stream.addEventListener("open", () => {
    pause = AGAIN_MS;
    tellLost(false);
  });
  stream.addEventListener("state", ({ data }) => stateCame(JSON.parse(data)));
  stream.addEventListener("page", ({ data }) => pageChanged(JSON.parse(data)));
  // The browser would come back by itself, but with the page that this tab had at first.
  stream.addEventListener("error", () => {
    disconnect();
    tellLost(true);
    again = setTimeout(connect, pause);
    pause = Math.min(pause * 1.3, AGAIN_AT_MOST_MS);
  });
}

function disconnect() {
  clearTimeout(again);
  stream?.close();
  stream = undefined;
}

function tellLost(isLost) {
  if (!isLost) {
    clearTimeout(lostSoon);
    lostSoon = undefined;
    lost.hidden = true;
  } else {
    lostSoon ??= setTimeout(() => (lost.hidden = false), LOST_MS);
  }
}

function stateCame(next) {
  showState(next);
  if (next.building || next.update === lastUpdate) return;
  lastUpdate = next.update;
  loadFacts();
  lookAtFiles();
}

// A clock that jumped means that the machine slept: connections may be dead without knowing it.
let lastTick = Date.now();

function tick() {
  const now = Date.now();
  if (now - lastTick > ASLEEP_MS) connect();
  lastTick = now;
}

function listen() {
  document.addEventListener("visibilitychange", connect);
  addEventListener("online", connect);
  addEventListener("pageshow", ({ persisted }) => persisted && connect());
  // An open stream would keep the page out of the browser's memory of the pages one came from.
  addEventListener("pagehide", disconnect);
  setInterval(tick, 5000);
  connect();
}
