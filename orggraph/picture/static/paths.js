/* The shortest paths between two nodes, with or without direction, along one kind of tie or all. EUPL-1.2. */
import {button, el, lineSample} from "./dom.js";
import {searchField} from "./search.js";

const MOST_PATHS = 3, MOST_LONGER = 2, MOST_STEPS = 12;

/* Steps from each node: where it leads, by which type, and whether that goes along the arrow. */
export function stepsOf(region, tie = "") {
  const allowed = tie ? new Set(region.content.ties[tie][1]) : null, steps = new Map();
  const add = (source, target, type) => {
    if (type === undefined || (allowed && !allowed.has(region.types[type].id))) return;
    for (const [from, to, forward] of [[source, target, true], [target, source, !region.types[type].arrow]]) {
      if (!steps.has(from)) steps.set(from, []);
      steps.get(from).push({to, type, forward, source, target});
    }
  };
  region.edges.forEach(([source, target, type], k) => { if (region.live[k]) add(source, target, type); });
  region.nodes.forEach((node, i) => {
    if (node.of !== undefined && region.seatsOf.get(node.of)?.includes(i)) add(i, node.of, region.typeAt.get("IN"));
    for (const [person] of node.h ?? []) add(person, i, region.typeAt.get("HOLDS"));
  });
  return steps;
}

/* Up to three paths, shortest first; each a list of steps. A path passes no node twice. */
export function shortestPaths(region, from, to, {tie = "", directed = false} = {}) {
  const steps = stepsOf(region, tie), distance = new Map([[to, 0]]), queue = [to];
  for (let head = 0; head < queue.length && head < 100_000; head++) {
    const here = queue[head];
    for (const step of steps.get(here) ?? []) {     // backwards from the end: a step counts if it may be taken from the other side
      if (directed && !mayReverse(region, step)) continue;
      if (!distance.has(step.to)) { distance.set(step.to, distance.get(here) + 1); queue.push(step.to); }
    }
  }
  if (!distance.has(from) || from === to) return [];
  const found = [], least = distance.get(from);
  for (let length = least; length <= Math.min(least + MOST_LONGER, MOST_STEPS) && found.length < MOST_PATHS; length++) {
    walk(steps, distance, {from, to, length, directed, found, path: [], seen: new Set([from])});
  }
  return found;
}

/* A step seen from its end is one that leads to it along the arrow. */
const mayReverse = (region, step) => !step.forward || !region.types[step.type].arrow;

function walk(steps, distance, search) {
  const {to, length, path, seen, found, directed} = search, here = path.length ? path.at(-1).to : search.from;
  if (here === to) { if (path.length === length) found.push([...path]); return; }
  const beside = new Set();
  for (const step of steps.get(here) ?? []) {
    const left = distance.get(step.to);
    if (left === undefined || seen.has(step.to) || path.length + 1 + left > length || (directed && !step.forward) || beside.has(step.to)) continue;
    beside.add(step.to);
    path.push(step);
    seen.add(step.to);
    walk(steps, distance, search);
    path.pop();
    seen.delete(step.to);
    if (found.length >= MOST_PATHS) return;
  }
}

/* The part of the card in which a path is asked for and read. */
export function fillPath(map, detail) {
  const {region, state, t} = map, from = region.indexOf(state.pathFrom), ask = state.pathAsk;
  delete detail.dataset.lane;
  const close = button("", t("close")), field = searchField(map, t("pathTo"), key => { ask.to = key; state.pathAt = 0; map.showPath(); });
  close.dataset.endPath = "1";
  close.addEventListener("click", () => map.endPath());
  field.input.value = ask.to ? region.thing(ask.to).n : "";
  const ways = el("select"), directed = el("input");
  ways.append(new Option(t("pathAny"), ""), ...Object.entries(region.content.ties).map(([tie, [name]]) => new Option(name, tie)));
  ways.value = ask.tie;
  directed.type = "checkbox";
  directed.checked = ask.directed;
  ways.addEventListener("change", () => { ask.tie = ways.value; state.pathAt = 0; map.showPath(); });
  directed.addEventListener("change", () => { ask.directed = directed.checked; state.pathAt = 0; map.showPath(); });
  detail.append(el("h2", "", t("path")), el("p", "", el("span", "quiet", `${t("pathFrom")}: `), region.nodes[from].n), el("div", "field", field.box),
    el("label", "field", `${t("pathWays")} `, ways), el("label", "field check", directed, ` ${t("pathDirected")}`), el("div", "acts", close));
  if (!ask.to) { detail.append(el("p", "quiet", t("pathAsk"))); return; }
  const paths = map.paths;
  if (!paths.length) { detail.append(el("p", "", t("pathNone"))); return; }
  detail.append(el("p", "quiet", t("pathFound", {n: paths.length, steps: paths[0].length})));
  paths.forEach((path, k) => {
    const show = button("", t("pathSteps", {n: path.length})), steps = el("ol", "steps", ...path.map(step => stepItem(map, step)));
    show.setAttribute("aria-pressed", k === state.pathAt);
    show.addEventListener("click", () => { state.pathAt = k; map.showPath(); });
    detail.append(el("div", "acts", show), steps);
  });
}

function stepItem(map, step) {
  const {region} = map, type = region.types[step.type], along = step.forward && step.source !== step.to;
  const here = step.to === step.target ? step.source : step.target;
  return el("li", "", region.nodes[here].n, " ", el("em", "", lineSample(type, 24), ` ${along ? type.n : type.back} `), region.nodes[step.to].n);
}
