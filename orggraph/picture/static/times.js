/* The date at which the map stands, and what came and went since another date. EUPL-1.2.
   A card that is there at neither date keeps its place, unseen, so that nothing moves. */
import {el, lineSample} from "./dom.js";
import {passes} from "./filter.js";

const CAME = {id: "came", c: "#17693F", dash: []}, WENT = {id: "went", c: "#9E4908", dash: [2, 4]};
const YEARS_BACK = 12, YEARS_ON = 4, MOST_CHANGES = 60;

/* Every day on which something came or went, near the date of the region. */
export function momentsOf(content) {
  const days = new Set([content.on.slice(0, 10)]), year = Number(content.on.slice(0, 4));
  const add = day => { if (day && Number(day.slice(0, 4)) >= year - YEARS_BACK && Number(day.slice(0, 4)) <= year + YEARS_ON) days.add(day); };
  const bounds = (from, before, gaps = []) => [from, before, ...gaps.flatMap(gap => gap.split("/"))].forEach(add);
  for (const node of content.nodes) {
    bounds(node.a, node.z, node.y);
    for (const held of node.held ?? node.h ?? []) bounds(held[1], held[2], held[4]);
  }
  for (const edge of content.edges) bounds(edge[4], edge[5], edge[6]);
  return [...days].sort();
}

/* Whether something holds at a date; a gap is a period "from/before" in between, in which it does not. */
export const holdsAt = (from, before, gaps, date) => (!from || from <= date) && (!before || before > date)
  && !gaps?.some(gap => gap.slice(0, 10) <= date && date < gap.slice(11));

/* What came and what went from one date to another: nodes, relations, and who holds which post. */
export function changesBetween(region, before, after) {
  const {nodes, edges} = region, changes = {came: new Set(), went: new Set(), started: [], stopped: [], linesCame: [], linesWent: []};
  const drawn = i => region.tiers.has(nodes[region.homeOf(i)].t);
  edges.forEach(([source, target, , , from, end, gaps], k) => {
    const was = holdsAt(from, end, gaps, before), is = holdsAt(from, end, gaps, after);
    if (was !== is && !region.isQuiet(k) && drawn(source) && drawn(target)) changes[is ? "linesCame" : "linesWent"].push(k);
  });
  nodes.forEach((node, i) => {
    const was = holdsAt(node.a, node.z, node.y, before), is = holdsAt(node.a, node.z, node.y, after);
    if (is && !was) changes.came.add(i);
    if (was && !is) changes.went.add(i);
    const at = (date, there) => new Set(there ? (node.held ?? []).filter(held => holdsAt(held[1], held[2], held[4], date)).map(held => held[0]) : []);
    const [old, now] = [at(before, was), at(after, is)];
    for (const person of now) if (!old.has(person)) changes.started.push([i, person]);
    for (const person of old) if (!now.has(person)) changes.stopped.push([i, person]);
  });
  return changes;
}

const kept = (map, lines) => lines.filter(k => passes(map, k));

/* The lines that came and went, each kind with its own look; what was there at both dates is faint. */
export function changedLines(map, add) {
  const {region, t, changes} = map;
  for (const k of kept(map, changes.linesCame)) add(k, {look: {...CAME, n: t("timesCame")}});
  for (const k of kept(map, changes.linesWent)) add(k, {look: {...WENT, n: t("timesWent")}});
  const came = new Set(changes.linesCame);
  region.edges.forEach((edge, k) => { if (region.live[k] && !came.has(k) && map.atRest(k)) add(k, {round: true}); });
}

export function changesLegend(map) {
  const {t, changes, region} = map, cards = side => [...changes[side]].filter(i => region.topKey(i) === "n" + i).length;
  const entry = (sign, words) => el("li", "", sign, words), card = kind => el("span", `swatch ${kind}`);
  return [
    entry(card("new"), t("cardsCame", {n: cards("came")})), entry(card("gone"), t("cardsWent", {n: cards("went")})),
    entry(lineSample({...CAME, arrow: true}), t("linesCame", {n: kept(map, changes.linesCame).length})),
    entry(lineSample({...WENT, arrow: true}), t("linesWent", {n: kept(map, changes.linesWent).length})), el("li", "note", t("linesSame")),
  ];
}

/* Per card how much came and went on it: itself, its seats, and who holds them. */
function countsPerCard(map) {
  const {region, changes} = map, counts = new Map();
  const add = (i, side) => {
    const home = region.nodes[i].of ?? i;
    for (const key of ["n" + home, ...(region.groupOf.has(home) ? ["g" + region.groupOf.get(home)] : [])]) {
      const count = counts.get(key) ?? counts.set(key, {came: 0, went: 0}).get(key);
      count[side]++;
    }
  };
  for (const i of changes.came) if (region.nodes[i].L !== "Post") add(i, "came");
  for (const i of changes.went) if (region.nodes[i].L !== "Post") add(i, "went");
  for (const [post] of changes.started) add(post, "came");
  for (const [post] of changes.stopped) add(post, "went");
  return counts;
}

/* The row with the date; only where the content holds all times. */
export function buildTimes(map) {
  const {region, t, state} = map, {content} = region;
  if (!content.times) return;
  const moments = momentsOf(content), slider = el("input"), shown = el("output"), against = el("select");
  Object.assign(slider, {type: "range", min: 0, max: moments.length - 1, value: moments.indexOf(state.date)});
  slider.setAttribute("aria-label", t("timesDate"));
  against.setAttribute("aria-label", t("timesAgainst"));
  const years = [...new Set(moments.map(day => day.slice(0, 4)))].map(year => `${year}-01-01`);
  against.append(new Option(t("timesAlone"), ""), new Option(t("timesSince", {date: region.day(content.on)}), content.on.slice(0, 10)),
    ...years.map(day => new Option(t("timesSince", {date: region.day(day)}), day)));
  const show = () => { shown.textContent = region.day(state.date); slider.setAttribute("aria-valuetext", shown.textContent); };
  slider.addEventListener("input", () => { state.date = moments[Number(slider.value)]; show(); moveTo(map); });
  against.addEventListener("change", () => { state.against = against.value; moveTo(map); });
  map.times = el("div", "times", el("span", "label", `${t("timesDate")}:`), slider, shown, against, map.timesNote = el("span", "note"));
  map.legend.before(map.times);
  show();
}

/* The map at the date that is chosen, with the changes since the other. */
export function moveTo(map) {
  const {region, state, t} = map;
  region.setDate(state.date);
  map.changes = state.against ? changesBetween(region, state.against, state.date) : null;
  map.changeCounts = map.changes ? countsPerCard(map) : new Map();
  map.cards.clear();
  map.panels.clear();
  for (const [key, grid] of [...map.grids]) if (!grid.top) map.grids.delete(key);
  for (const key of [...state.open.keys()]) if (!region.canUnfold(key)) state.open.delete(key);
  const {came, went, started, stopped} = map.changes ?? {};
  map.timesNote.textContent = map.changes ? t("timesCounts", {came: count(region, came, started), went: count(region, went, stopped)}) : "";
  map.update(true);
  map.refillDetail();
  map.say(map.timesNote.textContent || region.day(state.date));
}

const count = (region, nodes, holders) => holders.length + [...nodes].filter(i => region.nodes[i].L !== "Post").length;

/* What stands on a card about the two dates. */
export function timeBadge(map, key) {
  const counts = map.changeCounts?.get(key);
  return counts ? [counts.came && `+${counts.came}`, counts.went && `−${counts.went}`].filter(Boolean).join(" ") : "";
}

export function timeClasses(map, key, card) {
  const {region, changes} = map, node = region.isGroup(key) ? null : region.thing(key);
  const there = !node || holdsAt(node.a, node.z, node.y, map.state.date), was = Boolean(node && changes?.went.has(region.indexOf(key)));
  card.classList.toggle("elsewhen", !there && !was && !map.forms?.sides.has(region.indexOf(key)));
  card.classList.toggle("gone", was);
  card.classList.toggle("new", Boolean(node && changes?.came.has(region.indexOf(key))));
}

/* All that came and went, as a list that leads to it. */
export function listChanges(map, detail) {
  const {region, t, changes} = map;
  if (!changes) return;
  const seat = ([post, person]) => ["n" + (region.nodes[post].of ?? post), `${region.nodes[person].n}`, region.nodes[post].n];
  const own = i => ["n" + i, region.nodes[i].n, region.nodes[i].k], apart = nodes => [...nodes].filter(i => region.nodes[i].L !== "Post");
  for (const [title, rows] of [["timesCame", [...apart(changes.came).map(own), ...changes.started.map(seat)]],
    ["timesWent", [...apart(changes.went).map(own), ...changes.stopped.map(seat)]]]) {
    detail.append(el("h3", "", `${t(title)} (${rows.length})`), el("ul", "", ...rows.slice(0, MOST_CHANGES).map(([key, name, about]) => {
      const go = el("button", "", name);
      go.type = "button";
      go.dataset.go = key;
      return el("li", "", go, el("small", "", about));
    })));
    if (rows.length > MOST_CHANGES) detail.append(el("p", "quiet", t("andMore", {n: rows.length - MOST_CHANGES})));
  }
}
