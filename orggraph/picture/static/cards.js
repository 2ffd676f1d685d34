/* Cards, panels and seats as elements of the page, and their places in the grids of the lanes. EUPL-1.2.
   A panel must get no z-index, opacity or transform while cards stand in it: lines end at those cards, and lie above the panel. */
import {button, el} from "./dom.js";
import {place, pullsOf} from "./placing.js";

const LEAST_WIDTH = 116, LEAST_IN_PANEL = 128, LEAST_ON_PHONE = 134;

export function buildLanes(map) {
  const {region, board, grids} = map;
  for (const lane of region.lanes) {
    const keys = region.tops.get(lane.id);
    if (!keys.length) continue;
    const heading = el("h2", "", lane.n), list = el("ul", "grid"), section = el("section", `lane ${lane.id}`, heading, list);
    heading.id = `og-lane-${lane.id}`;
    section.dataset.lane = lane.id;
    section.setAttribute("aria-labelledby", heading.id);
    list.setAttribute("role", "list");
    grids.set(lane.id, {list, keys, top: true});
    board.append(section);
  }
  map.pulls = pullsOf(region);
}

export function cardOf(map, key) {
  if (map.cards.has(key)) return map.cards.get(key);
  const {region, t} = map, thing = region.thing(key), group = region.isGroup(key);
  const main = button("main", el("span", "", region.nameOf(key))), item = el("li", "card", main);
  item.dataset.key = main.dataset.key = key;
  main.setAttribute("aria-pressed", "false");
  main.tabIndex = -1;
  item.classList.toggle("group", group);
  item.classList.toggle("unsure", Boolean(thing.st));
  if (region.canUnfold(key)) item.append(el("div", "foot", foldButton(map, key, thing, group, t)));
  map.cards.set(key, item);
  return item;
}

function foldButton(map, key, thing, group, t) {
  const {held, all, told} = group ? {all: thing.m.length} : seatCount(map, key);
  const fold = button("fold", group ? "" : told ? t("heldShort", {held, all}) : `${all}`);
  fold.dataset.fold = key;
  fold.tabIndex = -1;
  fold.setAttribute("aria-expanded", "false");
  fold.setAttribute("aria-label", told ? t("whoSits", {name: thing.n, held, all}) : t("showAllOf", {name: thing.n, n: all}));
  return fold;
}

/* How many seats a body has, how many of them are held, and whether the sources tell that at all. */
function seatCount(map, key) {
  const {region} = map, seats = region.seatsOf.get(region.indexOf(key)), many = i => region.nodes[i].x ?? 1;
  const sum = some => some.reduce((total, i) => total + many(i), 0), held = seats.filter(i => region.nodes[i].h);
  return {held: sum(held), all: sum(seats), told: region.content.holders || held.length > 0};
}

function seatItem(map, i) {
  const {region, t} = map, seat = region.nodes[i], holders = seat.h ?? [], item = button("seat" + (holders.length ? "" : " vacant"));
  item.tabIndex = -1;
  item.dataset.post = i;
  item.dataset.key = "n" + (holders.length === 1 ? holders[0][0] : i);
  const names = holders.map(([person, , , acting]) => region.nodes[person].n + (acting ? ` (${t("acting")})` : "")).join(", ");
  const rank = seat.c?.[1], says = rank && !seat.n.toLowerCase().includes(rank.split(" ").pop()) ? `${rank} · ` : "";
  const until = holders[0]?.[2] ? ` · ${t("until", {date: region.day(holders[0][2])})}` : "";
  item.append(el("b", "", names || (seat.x ? t("vacantMany", {n: seat.x}) : map.vacant())), el("small", "", `${says}${seat.n}${until}`));
  return el("li", "", item);
}

function nodeItem(map, i) {
  const {region} = map, node = region.nodes[i], item = button("seat", el("span", "", node.n));
  item.tabIndex = -1;
  item.dataset.key = "n" + i;
  if (node.p > 1) item.firstChild.append(el("em", "", ` ${node.p}`, el("span", "unseen", ` ${map.t("hats", {n: node.p})}`)));
  const date = (node.f ?? []).find(([, value]) => /^\d{4}-\d\d/.test(value));
  if (date) item.append(el("small", "", region.day(date[1])));
  return el("li", "", item);
}

export function panelOf(map, key) {
  if (map.panels.has(key)) return map.panels.get(key);
  const {t} = map, thing = map.region.thing(key), less = button("less", t("fold")), count = el("span", "count");
  const heading = el("h3", "", thing.n), head = el("header", "", heading, count);
  if (map.region.isGroup(key)) {
    const all = button("all", t("showAll", {n: thing.m.length}));
    all.dataset.all = key;
    all.tabIndex = -1;
    head.append(all);
  }
  less.dataset.fold = key;
  less.tabIndex = -1;
  less.setAttribute("aria-label", `${t("fold")}: ${thing.n}`);
  head.append(less);
  const panel = el("li", "panel", el("div", "box", head));
  panel.dataset.of = key;
  map.panels.set(key, panel);
  fillPanel(map, key);
  return panel;
}

/* What a panel holds: the seats of a body, the cards of a group, or a list of its nodes; of a group perhaps only some. */
export function fillPanel(map, key) {
  const {region, t, state} = map, panel = map.panels.get(key), box = panel.firstChild, count = box.querySelector(".count");
  box.querySelector("ul")?.remove();
  map.grids.delete(key);
  if (!region.isGroup(key)) {
    const seats = region.seatsOf.get(region.indexOf(key));
    const {held, all, told} = seatCount(map, key);
    count.textContent = told ? t("held", {held, all: t("seats", {n: all})}) : t("seats", {n: all});
    panel.classList.add("seated");
    box.append(el("ul", "seats", ...seats.map(i => seatItem(map, i))));
    return;
  }
  const group = region.thing(key), only = state.open.get(key), shown = group.m.filter(i => region.there[i] && (!only || only.has(i)));
  count.textContent = only ? t("someShown", {n: shown.length, all: group.m.length}) : "";
  box.querySelector(".all").hidden = !only;
  if (region.holdsCards(group)) {
    const list = el("ul", "grid");
    map.grids.set(key, {list, keys: shown.map(i => "n" + i)});
    box.append(list);
  } else {
    panel.classList.add("seated");
    box.append(el("ul", "seats short", ...shown.map(i => nodeItem(map, i))));
  }
}

/* Every card in its place, and the open panels below their rows. Cards never change column: only what lies below moves, straight down. */
export function arrange(map) {
  const {region, grids, state, board} = map, narrow = map.isNarrow();
  const first = firstGrid(map);
  if (!first || !board.clientWidth) return;
  const style = getComputedStyle(first.list), inner = first.list.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  map.gap = parseFloat(style.columnGap) || 16;
  const fit = (width, least) => Math.max(2, Math.floor((width + map.gap) / (least + map.gap)));
  const most = fit(inner, narrow ? LEAST_ON_PHONE : LEAST_WIDTH);
  const rows = cols => region.lanes.reduce((sum, lane) => sum + Math.ceil(region.tops.get(lane.id).length / cols), 0);
  map.columns = most;
  while (map.columns > 2 && rows(map.columns - 1) === rows(most)) map.columns--;
  const known = map.memory.columns[Math.round(inner)];            // as it was, also where the data have more or fewer cards now
  map.columns = map.memory.columns[Math.round(inner)] = known && known <= most ? known : map.columns;
  const slots = slotsFor(map, map.columns);
  for (const [id, grid] of [...grids]) {
    const wide = grid.top ? inner : grid.list.clientWidth || inner - 24;
    const cols = grid.top ? map.columns : Math.min(Math.max(2, grid.keys.length), fit(wide, narrow ? LEAST_ON_PHONE : LEAST_IN_PANEL));
    fillGrid(map, grid.list, grid.top ? slots[id] : grid.keys, cols);
  }
  for (const [key, card] of map.cards) {
    const open = state.open.has(key);
    card.classList.toggle("open", open && card.isConnected);
    card.querySelector(".fold")?.setAttribute("aria-expanded", open);
  }
}

function fillGrid(map, list, slots, cols) {
  list.style.gridTemplateColumns = `repeat(${cols}, minmax(0, 1fr))`;
  const wanted = [];
  slots.forEach((key, i) => {
    if (!key) return;
    const card = cardOf(map, key), row = Math.floor(i / cols), column = i % cols;
    card.style.gridColumn = column + 1;
    card.style.gridRow = row * (cols + 1) + 1;
    wanted.push(card);
    if (map.state.open.has(key)) {
      const panel = panelOf(map, key);
      panel.style.gridRow = row * (cols + 1) + 2 + column;
      wanted.push(panel);
    }
  });
  wanted.forEach((item, i) => { if (list.children[i] !== item) list.insertBefore(item, list.children[i] ?? null); });
  while (list.children.length > wanted.length) list.lastChild.remove();
}

/* The slots for a number of columns, made once; after a change of the data what is still there keeps its place. */
function slotsFor(map, cols) {
  const {region, memory} = map;
  if (!map.placed.has(cols)) {
    const slots = place(region, map.pulls, cols, memory.slots[cols]);
    map.placed.set(cols, slots);
    memory.slots[cols] = Object.fromEntries(Object.entries(slots).map(([lane, keys]) => [lane, keys.map(key => key && region.idOf(key))]));
  }
  return map.placed.get(cols);
}

/* The cards of the first layer that is shown: their columns are those of all. */
export const firstGrid = map => [...map.grids].find(([id, grid]) => grid.top && !map.state.hide.has(id))?.[1];

export const shownCard = (map, key) => (map.cards.get(key)?.isConnected && !map.state.hide.has(map.region.lane(key)) ? map.cards.get(key) : null);

/* The card on which a node is to be seen now: its own, or that of its group. */
export function cardFor(map, i) {
  const home = map.region.homeOf(i), key = "n" + home;
  if (shownCard(map, key)) return key;
  const group = map.region.groupOf.get(home);
  return group !== undefined && shownCard(map, "g" + group) ? "g" + group : null;
}
