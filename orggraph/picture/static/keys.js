/* The keyboard in the map: one stop per lane, arrow keys between cards, R along the relations of a card. EUPL-1.2. */

export function listenToKeys(map) {
  map.board.addEventListener("keydown", event => {
    const here = event.target.closest("button");
    if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = goal(map, event.key, here);
    if (event.key === "Escape") { escape(map, here); event.preventDefault(); return; }
    if (event.key === "r" || event.key === "R") { alongRelations(map, here); event.preventDefault(); return; }
    if (to === undefined) return;
    event.preventDefault();
    if (to) { takeStop(map, to); to.scrollIntoView({block: "nearest"}); }
  });
}

function goal(map, key, here) {
  const all = [...map.board.querySelectorAll(".lane button")].filter(one => one.offsetParent), i = all.indexOf(here);
  const inLane = [...here.closest(".lane").querySelectorAll("button")];
  if (key === "ArrowRight") return all[i + 1] ?? null;
  if (key === "ArrowLeft") return all[i - 1] ?? null;
  if (key === "Home") return inLane[0];
  if (key === "End") return inLane.at(-1);
  if (key !== "ArrowDown" && key !== "ArrowUp") return undefined;
  const sign = key === "ArrowDown" ? 1 : -1, r = here.getBoundingClientRect(), x = (r.left + r.right) / 2, y = (r.top + r.bottom) / 2;
  let best = null, least = Infinity;
  for (const other of all) {
    const q = other.getBoundingClientRect(), dy = sign * ((q.top + q.bottom) / 2 - y);
    if (other === here || dy < 6) continue;
    const cost = dy + Math.max(0, q.left - x, x - q.right) * 1.5 + (other.matches(".main, .seat") ? 0 : 4);
    if (cost < least) { least = cost; best = other; }
  }
  return best;
}

function escape(map, here) {
  const panel = here.closest(".panel");
  if (panel) map.toggle(panel.dataset.of, {on: false});
  else if (map.state.path || map.state.pathFrom) map.endPath();
  else if (map.state.selected) map.choose(null);
}

/* Choose the card, and go on to the first thing that it is tied to, in the card beside the map. */
function alongRelations(map, here) {
  const key = here.dataset.key ?? here.dataset.fold;
  if (!key) return;
  if (map.state.selected !== key) map.choose(key);
  map.detail.querySelector("[data-go]")?.focus();
}

export function takeStop(map, target) {
  if (!target) return;
  for (const other of target.closest(".lane")?.querySelectorAll('button[tabindex="0"]') ?? []) other.tabIndex = -1;
  target.tabIndex = 0;
  target.focus({preventScroll: false});
}

/* One button of each lane can be reached with Tab. */
export function keepStops(map) {
  const active = map.board.getRootNode().activeElement;
  for (const lane of map.board.querySelectorAll(".lane")) {
    const all = [...lane.querySelectorAll("button")];
    const now = all.find(one => one === active) ?? all.find(one => one.tabIndex === 0) ?? all[0];
    for (const one of all) one.tabIndex = one === now ? 0 : -1;
  }
}

/* A row of tools with one stop: the arrow keys go from tool to tool. */
export function rovingToolbar(bar) {
  const tools = () => [...bar.querySelectorAll("button, select, summary")].filter(one => !one.disabled && one.offsetParent && !one.closest(".menu"));
  const settle = now => { for (const one of bar.querySelectorAll("button, select, summary")) one.tabIndex = one === now ? 0 : -1; };
  settle(bar.querySelector("button, select, summary"));
  bar.addEventListener("focusin", event => { if (event.target.matches("button, select, summary")) settle(event.target); });
  bar.addEventListener("keydown", event => {
    if (event.target.closest(".menu")) return;
    const all = tools(), i = all.indexOf(event.target), by = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (by === undefined || i < 0) return;
    event.preventDefault();
    all[(i + by + all.length) % all.length].focus();
  });
}
