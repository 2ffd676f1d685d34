/* Which layers stand on the map, and to which relations it keeps: chosen and done here, nobody is asked. EUPL-1.2. */
import {button, el, lineSample} from "./dom.js";

/* The types of which a line can be drawn between two cards. */
export function drawnTypes(region) {
  const used = new Set(), drawn = i => region.tiers.has(region.nodes[region.homeOf(i)].t);
  region.edges.forEach(([source, target, type], k) => { if (!region.isQuiet(k) && drawn(source) && drawn(target)) used.add(type); });
  return [...used].sort((a, b) => a - b).map(type => region.types[type]);
}

export const passes = (map, k) => !map.state.only.size || map.state.only.has(map.region.types[map.region.edges[k][2]].id);

/* The layers that are left out go; the others keep the places of their cards. */
export function showLanes(map) {
  for (const lane of map.board.querySelectorAll(".lane")) lane.hidden = map.state.hide.has(lane.dataset.lane);
}

/* A layer comes back for what is chosen in it. */
export function bringLane(map, key) {
  const {state, region} = map, lane = region.lane(key);
  if (!state.hide.delete(lane)) return false;
  showLanes(map);
  return true;
}

/* Fills the list below the button: a box per layer and per relation. */
export function fillFilter(map, list) {
  const {t, state, region} = map, lanes = region.lanes.filter(lane => region.tops.get(lane.id).length);
  const apply = () => { map.remark(""); showLanes(map); map.update(true); refresh(); };
  const box = (name, on, act, sample = null) => {
    const tick = el("input");
    Object.assign(tick, {type: "checkbox", checked: on});
    tick.addEventListener("change", () => { map.remember(); act(tick.checked); apply(); });
    return [el("li", "", el("label", "tick", tick, sample, name)), tick];
  };
  const ticks = lanes.map(lane => box(lane.n, !state.hide.has(lane.id), on => { if (on) state.hide.delete(lane.id); else state.hide.add(lane.id); }));
  const types = drawnTypes(region).map(type => box(type.n, state.only.has(type.id), on => { if (on) state.only.add(type.id); else state.only.delete(type.id); },
    lineSample(type, 24)));
  const clear = button("", t("filterClear"));
  clear.addEventListener("click", () => { map.remember(); state.hide.clear(); state.only.clear(); apply(); fillFilter(map, list); list.querySelector("input").focus(); });
  const refresh = () => {
    clear.disabled = !state.hide.size && !state.only.size;
    ticks.forEach(([, tick], i) => { tick.disabled = !state.hide.has(lanes[i].id) && state.hide.size === lanes.length - 1; });   // one layer stays
  };
  refresh();
  list.replaceChildren(el("li", "title", t("filterLanes")), ...ticks.map(([item]) => item), el("li", "title", t("filterRelations")),
    ...types.map(([item]) => item), el("li", "", clear));
}
