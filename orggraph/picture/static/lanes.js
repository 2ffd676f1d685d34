/* The map in layers: lanes of real buttons that the browser lays out, and one drawing of lines from measured places. EUPL-1.2.
   The content comes once; choosing, unfolding, marking and looking for a path happen here and ask nothing of anybody. */
import {arrange, buildLanes, cardFor, fillPanel, panelOf, shownCard} from "./cards.js";
import {fillDetail, listenToDetail} from "./detail.js";
import {el, svgElement} from "./dom.js";
import {bringLane, showLanes} from "./filter.js";
import {buildForms, readForms} from "./forms.js";
import {keepStops, listenToKeys, takeStop} from "./keys.js";
import {markCards} from "./marks.js";
import {fillLegend, overlaysOf} from "./overlays.js";
import {fillPath, shortestPaths} from "./paths.js";
import {readRegion} from "./region.js";
import {buildTimes, moveTo} from "./times.js";
import {buildToolbar, refreshToolbar} from "./toolbar.js";
import {drawWires} from "./wires.js";

/* What a meeting does not look at: how loaded people are, how many posts they have, what was found. */
const ABOUT_PEOPLE = ["overLoad", "overHats", "overSignals"];
const NARROW = 620, GROWS = 200, FOLDS = 160, HOVER_AFTER = 90, MOST_BACK = 60;
const MEMORY = (window.__orggraphLanes ??= {});     // per map what is chosen, open and where cards stand; survives a change of page

/* Makes the map in an element. `options`: key (name under which its state is kept), nodeLink (address of a node's page, with ID),
   onCentre (what to do with "put in the middle"), onChange (gets the state as a reader would link to it). */
export function createLanes(root, content, options = {}) {
  const region = readRegion(content), memory = (MEMORY[options.key ?? "map"] ??= {slots: {}, columns: {}});
  const map = {
    root, region, options, memory, t: region.t, cards: new Map(), panels: new Map(), grids: new Map(), placed: new Map(), near: new Map(),
    past: [], future: [], paths: [], columns: 2, gap: 16, lines: [],
    state: {selected: null, hover: null, open: new Map(), overlay: "", mark: "", date: content.on.slice(0, 10), against: "", types: new Set(["PREPARES", "ADVISES"]),
      hide: new Set(), only: new Set(), forms: [], path: null, pathFrom: null, pathAt: 0, pathAsk: {to: null, tie: "", directed: false}},
  };
  buildFrame(map);
  Object.assign(map, actionsOf(map));
  map.overlays = overlaysOf(region);
  buildLanes(map);
  buildToolbar(map);
  buildTimes(map);
  buildForms(map);
  listen(map);
  if (memory.state) map.restore(memory.state);
  const watch = new ResizeObserver(() => {
    if (!map.board.clientWidth || !map.started) return;
    if (map.board.clientWidth !== map.width) map.update(true); else drawWires(map);
  });
  watch.observe(map.board);
  map.destroy = () => { watch.disconnect(); map.box.remove(); map.detail.remove(); };
  return map;
}

function buildFrame(map) {
  const {t, root} = map, live = el("p", "unseen");
  live.setAttribute("role", "status");
  map.live = live;
  map.head = el("div", "head");
  map.bar = el("div", "bar");
  map.legend = el("ul", "legend");
  map.legend.hidden = true;
  map.board = el("div", "board");
  map.board.setAttribute("role", "region");
  map.board.setAttribute("aria-label", t("map"));
  map.note = el("p", "remark");
  map.note.hidden = true;
  map.svg = svgElement("svg", {class: "wires", "aria-hidden": "true"});
  map.detail = el("section", "detail");
  map.detail.setAttribute("aria-label", t("chosen"));
  map.stage = el("div", "stage", map.board, map.detail);
  map.box = el("div", "lanes", map.head, map.legend, map.note, map.stage, live);
  map.board.append(map.svg);
  root.append(map.box);
}

function listen(map) {
  const {board, state} = map;
  listenToDetail(map);
  listenToKeys(map);
  board.addEventListener("click", event => {
    const pressed = event.target.closest("button");
    if (!pressed) { if (state.selected && !event.target.closest(".box")) map.choose(null); return; }
    const {all, fold, key} = pressed.dataset;
    if (all) { map.remember(); state.open.set(all, null); fillPanel(map, all); map.update(true); }
    else if (fold) map.toggle(fold);
    else if (pressed.dataset.post !== undefined || !pressed.matches(".main")) map.choose(key === state.selected ? null : key);
    else if (map.region.isGroup(key)) { map.choose(key); map.toggle(key); }
    else if (key === state.selected) map.toggle(key);
    else map.choose(key);
  });
  let timer = 0;
  const point = (key, after) => { clearTimeout(timer); timer = setTimeout(() => { if (state.hover !== key) { state.hover = key; drawWires(map); } }, after); };
  board.addEventListener("pointerover", event => { if (event.pointerType === "mouse") point(event.target.closest(".card")?.dataset.key ?? null, HOVER_AFTER); });
  board.addEventListener("pointerleave", () => point(null, 0));
}

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function actionsOf(map) {
  const {state, region, t} = map;
  const settled = () => { map.settledAt = performance.now(); };

  /* The first picture, once the host has put everything in its place. */
  function start() {
    if (map.started) return;
    map.started = true;
    update(true);
    fillDetail(map);
    if (document.fonts.status !== "loaded") document.fonts.ready.then(() => update(true));
  }

  function update(changed = false) {
    if (changed) {
      map.width = map.board.clientWidth;
      arrange(map);
      if (state.open.size) arrange(map);           // panels within panels know their width after the first time
    }
    readForms(map);
    markCards(map);
    keepStops(map);
    fillLegend(map);
    refreshToolbar(map);
    drawWires(map);
    memoryOf(map);
    settled();
  }

  /* What can be undone: what is chosen, open and marked. */
  const snapshot = () => ({
    selected: state.selected && region.idOf(state.selected), mark: state.mark, overlay: state.overlay, types: [...state.types],
    hide: [...state.hide], only: [...state.only], forms: [...state.forms],
    open: [...state.open].map(([key, only]) => [region.idOf(key), only && [...only].map(i => region.nodes[i].i)]),
  });
  function restore(kept) {
    const keyOf = id => region.byId.get(id);
    state.open.clear();
    for (const [id, only] of kept.open) {
      const key = keyOf(id), some = only?.map(one => keyOf(one)).filter(Boolean).map(region.indexOf);
      if (key && region.canUnfold(key)) state.open.set(key, some ? new Set(some) : null);
    }
    state.selected = (kept.selected && keyOf(kept.selected)) || null;
    const marks = kept.mark?.[0] === "n" ? keyOf(kept.mark.slice(1)) : kept.mark && region.content.sources[Number(kept.mark.slice(1))];
    state.mark = marks ? kept.mark : "";
    state.overlay = map.overlays.some(overlay => overlay.name === kept.overlay) ? kept.overlay : "";
    state.types = new Set(kept.types);
    const lanes = region.lanes.map(lane => lane.id), hidden = (kept.hide ?? []).filter(id => lanes.includes(id));
    state.hide = new Set(hidden.length < lanes.length ? hidden : []);
    state.only = new Set((kept.only ?? []).filter(id => region.typeAt.has(id)));
    state.forms = [...kept.forms ?? []];
    showLanes(map);
    for (const key of state.open.keys()) if (map.panels.has(key)) fillPanel(map, key);
  }
  function remember() {
    map.past.push(snapshot());
    if (map.past.length > MOST_BACK) map.past.shift();
    map.future.length = 0;
  }
  function go(from, to) {
    if (!from.length) return;
    to.push(snapshot());
    restore(from.pop());
    update(true);
    fillDetail(map);
  }

  function say(text) { map.live.textContent = text; }
  function remark(text) { map.note.textContent = text; map.note.hidden = !text; if (text) say(text); }

  /* Opens the group in which a body is folded, to that body; gives the key of the group where it was closed. */
  function reveal(i) {
    const home = region.homeOf(i), group = region.groupOf.get(home);
    map.brought = bringLane(map, "n" + home) || map.brought;
    if (group === undefined || shownCard(map, "n" + home) || !region.holdsCards(region.groups[group])) return null;
    const key = "g" + group, had = state.open.has(key), only = had ? state.open.get(key) : new Set();
    if (only) { only.add(home); state.open.set(key, only); }
    if (map.panels.has(key)) fillPanel(map, key);
    return had ? null : key;
  }

  function choose(key, {scroll = false, quiet = false} = {}) {
    if (state.pathFrom && key && !region.isGroup(key)) { state.pathAsk.to = key; state.pathAt = 0; showPath(); return; }
    if (key === state.selected) return;
    if (!quiet) remember();
    remark("");
    state.selected = key;
    state.hover = null;
    const opened = [];
    if (key && !region.isGroup(key)) {
      const i = region.indexOf(key), person = region.nodes[i].L === "Person";
      const bodies = person ? [...region.placesOf(i).keys()] : [i];
      map.brought = false;
      for (const one of bodies) { const group = reveal(one); if (group) opened.push(group); }
      if (opened.length) arrange(map);
      const home = region.nodes[i].of;
      if (home !== undefined && !state.open.has("n" + home) && shownCard(map, "n" + home)) { state.open.set("n" + home, null); opened.push("n" + home); }
    }
    update(opened.length > 0 || map.brought);
    fillDetail(map);
    grow(opened.map(group => map.panels.get(group)).filter(Boolean));
    say(key ? t("picked", {name: region.thing(key).n, n: map.near.size}) : t("unpicked"));
    const target = scroll && key ? shownCard(map, key) ?? map.board.querySelector(".seat.chosen, .card.near") : null;
    target?.scrollIntoView({block: "nearest", behavior: still() ? "auto" : "smooth"});
  }

  function toggle(key, {on = !state.open.has(key)} = {}) {
    if (on === state.open.has(key)) return;
    if (on && !region.canUnfold(key)) { remark(t("noMembers", {name: region.thing(key).n})); return; }
    remember();
    remark("");
    if (on) unfold(key); else foldBack(key);
  }
  function unfold(key) {
    const thing = region.thing(key);
    state.open.set(key, null);
    if (map.panels.has(key)) fillPanel(map, key); else panelOf(map, key);
    update(true);
    const panel = map.panels.get(key), n = region.isGroup(key) ? thing.m.length : region.seatsOf.get(region.indexOf(key)).length;
    say(t("allShown", {name: thing.n, n}));
    bringIntoView(panel, shownCard(map, key));
    grow([panel]);
  }
  function foldBack(key) {
    const panel = map.panels.get(key), active = map.board.getRootNode().activeElement, within = panel?.contains(active), high = panel?.offsetHeight ?? 0;
    state.open.delete(key);
    for (const inner of panel?.querySelectorAll("[data-fold]") ?? []) state.open.delete(inner.dataset.fold);
    const done = () => { update(true); if (within) focusCard(key, ".fold"); };
    if (still() || !panel?.isConnected) { done(); return; }
    panel.classList.add("moving");
    panel.animate([{height: `${high}px`}, {height: 0}], {duration: FOLDS, easing: "ease-in"}).onfinish = () => { panel.classList.remove("moving"); done(); };
    follow(FOLDS - 10);
  }
  function grow(panels) {
    if (still() || !panels.length) return;
    for (const panel of panels) {
      const high = panel.offsetHeight;
      panel.classList.add("moving");
      panel.animate([{height: 0, opacity: 0.3}, {height: `${high}px`, opacity: 1}], {duration: GROWS, easing: "cubic-bezier(.2,.7,.2,1)"})
        .onfinish = () => panel.classList.remove("moving");
    }
    follow(GROWS + 15);
  }
  /* Lines go along while cards move down. */
  function follow(ms) {
    const end = performance.now() + ms;
    const step = () => { drawWires(map); if (performance.now() < end) requestAnimationFrame(step); else settled(); };
    requestAnimationFrame(step);
  }
  function bringIntoView(panel, card) {
    const r = panel.getBoundingClientRect(), c = card.getBoundingClientRect();
    if (r.bottom <= innerHeight) return;
    const scroller = scrollerOf(panel);
    scroller.scrollBy({top: Math.max(0, Math.min(r.bottom - innerHeight + 14, c.top - 90)), behavior: still() ? "auto" : "smooth"});
  }

  function focusCard(key, part = ".main") { takeStop(map, key && shownCard(map, key)?.querySelector(part)); }

  function startPath(key) {
    state.pathFrom = key;
    state.pathAsk = {to: null, tie: state.pathAsk.tie, directed: state.pathAsk.directed};
    map.paths = [];
    state.path = null;
    fillDetail(map);
    map.detail.querySelector("input")?.focus();
  }
  function showPath() {
    const {to, tie, directed} = state.pathAsk;
    map.paths = to ? shortestPaths(region, region.indexOf(state.pathFrom), region.indexOf(to), {tie, directed}) : [];
    const steps = map.paths[state.pathAt];
    state.path = steps ? {steps, nodes: [region.indexOf(state.pathFrom), ...steps.map(step => step.to)]} : null;
    for (const i of state.path?.nodes ?? []) if (reveal(i)) arrange(map);
    update(true);
    fillDetail(map);
    say(map.paths.length ? t("pathFound", {n: map.paths.length, steps: map.paths[0].length}) : t("pathNone"));
  }
  function endPath() {
    const from = state.pathFrom;
    state.pathFrom = state.path = null;
    update();
    fillDetail(map);
    focusCard(from);
  }

  return {
    start, update, remember, restore, snapshot, choose, toggle, say, remark, focusCard, startPath, showPath, endPath,
    refillDetail: () => fillDetail(map),
    compare: (date, against) => { Object.assign(state, {date, against}); moveTo(map); },
    fillPath: detail => fillPath(map, detail),
    presenting: () => Boolean(map.options.presenting) || map.box.classList.contains("presenting"),
    mayShow: overlay => !map.presenting() || !ABOUT_PEOPLE.includes(overlay),
    overlay: () => map.overlays.find(overlay => overlay.name === state.overlay && map.mayShow(overlay.name)) ?? null,
    undo: () => go(map.past, map.future),
    redo: () => go(map.future, map.past),
    foldAll: () => { remember(); state.open.clear(); update(true); fillDetail(map); map.searchInput.focus(); },
    isNarrow: () => map.box.clientWidth < NARROW,
    vacant: () => t(region.content.holders ? "vacant" : "holderUnknown"),
    present: () => present(map),
    openSaved: view => { remember(); restore(view); update(true); fillDetail(map); },
    openView: (view, chosen) => { remark(t("wait")); map.options.onView(view, chosen); },
    pathBetween: (from, to) => {
      const [start, end] = [region.byId.get(from), region.byId.get(to)];
      if (!start || !end) return;
      startPath(start);
      state.pathAsk.to = end;
      showPath();
    },
    /* Choose by id of the graph; false where the map holds no such node. */
    chooseId: id => { const key = region.byId.get(id); if (key) choose(key, {scroll: true, quiet: true}); return Boolean(key); },
    cardOfId: id => { const key = region.byId.get(id); return key ? cardFor(map, region.indexOf(key)) : null; },
  };
}

/* The map alone on the whole screen, for a meeting: without what is found on people and how loaded they are. */
function present(map) {
  const {box, state} = map, on = !box.classList.contains("presenting");
  const end = () => {
    box.classList.remove("presenting", "filling");
    document.removeEventListener("fullscreenchange", ended);
    document.removeEventListener("keydown", escaped);
    map.onPresent?.(false);
    map.update(true);
  };
  const ended = () => { if (!document.fullscreenElement) end(); };
  const escaped = event => { if (event.key === "Escape" && box.classList.contains("filling") && !state.selected) end(); };
  if (!on) { if (document.fullscreenElement) document.exitFullscreen(); else end(); return; }
  box.classList.add("presenting");
  map.onPresent?.(true);
  map.stage.append(map.detail);
  if (ABOUT_PEOPLE.includes(state.overlay)) state.overlay = "";
  document.addEventListener("fullscreenchange", ended);
  document.addEventListener("keydown", escaped);
  const alone = box.requestFullscreen?.();
  if (alone) alone.catch(() => { box.classList.add("filling"); map.update(true); });
  else box.classList.add("filling");
  map.update(true);
}

function memoryOf(map) {
  map.memory.state = map.snapshot();
  map.options.onChange?.(map.memory.state);
}

function scrollerOf(element) {
  for (let here = element; here; here = here.parentElement ?? here.getRootNode().host) {
    if (here.scrollHeight > here.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(here).overflowY)) return here;
  }
  return document.scrollingElement;
}
