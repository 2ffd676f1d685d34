/* One thing more on the cards: a number as a badge, a tint by its size, and a legend that counts the cards. EUPL-1.2.
   A body is counted whole, whatever is marked or folded. */
import {el} from "./dom.js";
import {formsLegend} from "./forms.js";
import {changesLegend} from "./times.js";

const MANY_HATS = 3;
const MONTH = 365.25 / 12 * 86_400_000;

export function overlaysOf(region) {
  const {nodes, t, content} = region, today = content.on.slice(0, 10), day = new Date(`${today}T00:00:00Z`);
  const inAYear = Number.isNaN(day.getTime()) ? "" : new Date(Date.UTC(day.getUTCFullYear() + 1, day.getUTCMonth(), day.getUTCDate())).toISOString().slice(0, 10);
  const holders = key => region.seatsUnder(key).flatMap(i => nodes[i].h ?? []);
  const ends = held => Boolean(held[2]) && held[2] >= today && held[2] < inAYear;
  const months = i => (nodes[i].v && !Number.isNaN(day.getTime()) ? Math.max(0, Math.floor((day - new Date(nodes[i].v)) / MONTH)) : null);
  const sum = values => values.reduce((total, value) => total + value, 0);
  const allSeats = nodes.flatMap((node, i) => (node.L === "Post" ? [i] : []));
  const people = nodes.filter(node => node.L === "Person");
  const over = (name, more) => ({name, of: () => 0, badge: n => t(`badge${name.slice(4)}`, {n}), ...more});
  return [
    content.holders && over("overOpen", {
      steps: [1, 2, 4],
      of: key => region.seatsUnder(key).filter(i => !nodes[i].h && !nodes[i].x).length,
      note: () => t("noteOpen", {n: allSeats.filter(i => !nodes[i].h && !nodes[i].x).length, all: allSeats.length}),
    }),
    over("overHats", {
      steps: [1, 4, 10],
      of: key => new Set(holders(key).map(held => held[0]).filter(i => nodes[i].p >= MANY_HATS)).size,
      badge: n => t("badgeHatsShort", {n}),
      ofPerson: i => (nodes[i].p >= MANY_HATS ? t("hats", {n: nodes[i].p}) : ""),
      note: () => t("noteHats", {n: people.filter(node => node.p >= MANY_HATS).length, all: people.length}),
    }),
    over("overLoad", {
      steps: [1, 24, 60],
      of: key => Math.round(sum(region.seatsUnder(key).map(i => nodes[i].u ?? 0))),
      ofPerson: i => (nodes[i].u ? t("badgeLoad", {n: Math.round(nodes[i].u)}) : ""),
      note: () => t("noteLoad", {n: allSeats.filter(i => nodes[i].u).length, all: allSeats.length}),
    }),
    over("overEnds", {
      steps: [1, 2, 4],
      of: key => holders(key).filter(ends).length,
      ofSeat: i => ((nodes[i].h ?? []).some(ends) ? t("badgeEndsOne") : ""),
      note: () => {
        const all = allSeats.flatMap(i => nodes[i].h ?? []);
        return t("noteEnds", {n: all.filter(ends).length, all: all.length, date: region.day(inAYear)});
      },
    }),
    over("overAge", {
      steps: [1, 6, 12],
      of: key => Math.max(0, ...region.members(key).map(i => months(i) ?? 0)),
      note: keys => t("noteAge", {n: keys.filter(key => region.members(key).some(i => months(i) !== null)).length, all: keys.length}),
    }),
    content.signals && over("overSignals", {
      steps: [1, 5, 20],
      of: key => sum([...region.withSeats(key)].map(i => nodes[i].g?.length ?? 0)),
      note: () => {
        const with_ = nodes.filter(node => node.g);
        return t("noteSignals", {n: sum(with_.map(node => node.g.length)), all: with_.length});
      },
    }),
  ].filter(overlay => overlay && [...region.tops.values()].flat().some(key => overlay.of(key) > 0));
}

export const levelOf = (overlay, value) => overlay.steps.filter(step => value >= step).length;

/* The legend, of one thing at a time: two forms, two dates, or an overlay (per tint from which to which number, on how many of the cards). */
export function fillLegend(map) {
  const {legend, region, t} = map, overlay = map.overlay();
  legend.replaceChildren(...(map.forms ? formsLegend(map) : map.changes ? changesLegend(map) : []));
  legend.hidden = !overlay && !legend.children.length;
  if (!overlay || legend.children.length) return;
  const keys = [...region.tops.values()].flat().filter(key => !map.state.hide.has(region.lane(key))), values = keys.map(key => overlay.of(key));
  overlay.steps.forEach((from, i) => {
    const to = overlay.steps[i + 1], n = values.filter(value => value >= from && (to === undefined || value < to)).length;
    const words = to === undefined ? `${from}+` : to - 1 === from ? `${from}` : `${from}–${to - 1}`;
    const swatch = el("span", "swatch tint");
    swatch.style.setProperty("--level", i + 1);
    legend.append(el("li", "", swatch, `${words}: ${n ? t("legendCards", {n}) : t("legendNone")}`));
  });
  legend.append(el("li", "note", overlay.note(keys)));
}
