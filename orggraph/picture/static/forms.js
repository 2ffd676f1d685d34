/* Two forms of cooperation in one picture: what belongs to the one, to the other, and to both. EUPL-1.2.
   A side is a number of bits: 1 for the one form, 2 for the other. A letter says the same as the colour. */
import {el, lineSample} from "./dom.js";
import {passes} from "./filter.js";
import {holdsAt} from "./times.js";

const LOOKS = {1: {c: "#0B5CAD", dash: [], n: "A"}, 2: {c: "#9E4908", dash: [7, 4], n: "B"}, 3: {c: "#6F3699", dash: [], n: "A + B"}};

/* The forms that can be compared, as the reader chooses them. */
const formOf = (region, id) => region.content.forms.find(form => region.nodes[form.at].i === id);

/* What the two forms hold; null where no two are chosen. */
export function readForms(map) {
  const {region, state} = map, chosen = state.forms.map(id => formOf(region, id)), sides = new Map(), boards = new Map();
  map.forms = null;
  if (chosen.length !== 2 || chosen.some(form => !form)) return;
  chosen.forEach((form, n) => {
    for (const i of [...form.b, ...form.p]) sides.set(i, (sides.get(i) ?? 0) | (n + 1));
    for (const i of form.b) boards.set(i, (boards.get(i) ?? 0) | (n + 1));
  });
  map.forms = {chosen, sides, boards, on: chosen.map(form => form.on || state.date)};
}

/* The side of a card, and how many of it belong to each. */
export function sideOf(map, key) {
  const bits = map.region.members(key).map(i => map.forms.sides.get(i) ?? 0), count = bit => bits.filter(one => one & bit).length;
  return {side: bits.reduce((all, one) => all | one, 0), first: count(1), second: count(2), all: bits.length};
}

export function formBadge(map, key) {
  const {side, first, second, all} = sideOf(map, key);
  if (!side || all === 1) return side ? LOOKS[side].n : "";
  return [first && `A ${first}`, second && `B ${second}`].filter(Boolean).join(" · ");
}

/* The lines of authority and information at the boards of the two forms, each at the time of its form. */
export function formLines(map, add) {
  const {region, forms} = map, {content} = region, ties = new Set([...content.ties.authority[1], ...content.ties.information[1]]);
  region.edges.forEach(([source, target, , , from, before, gaps], k) => {
    const bits = (forms.boards.get(region.homeOf(source)) ?? 0) | (forms.boards.get(region.homeOf(target)) ?? 0);
    if (!bits || !passes(map, k) || !ties.has(region.types[region.edges[k][2]].id)) return;
    const side = [1, 2].filter(bit => bits & bit && (content.times ? holdsAt(from, before, gaps, forms.on[bit - 1]) : region.live[k])).reduce((all, bit) => all | bit, 0);
    if (side) add(k, {look: {...LOOKS[side], id: `form ${side}`}});
  });
}

export function formsLegend(map) {
  const {region, t, forms} = map, keys = [...region.tops.values()].flat().filter(key => !map.state.hide.has(region.lane(key)));
  const sides = keys.map(key => sideOf(map, key).side), named = forms.chosen.map(form => region.nodes[form.at].n);
  return [1, 2, 3].map(side => {
    const words = t("formsSide", {side: side === 3 ? t("formsBoth") : `${LOOKS[side].n}, ${named[side - 1]}`, n: sides.filter(one => one === side).length});
    return el("li", "", el("span", `swatch form-${side}`), lineSample({...LOOKS[side], arrow: true}), words);
  }).concat(el("li", "note", t("formsLines")));
}

/* The row in which two forms are chosen; it stands only where there are two to choose. */
export function buildForms(map) {
  const {region, t, state} = map, known = region.content.forms ?? [];
  map.formsRow = el("div", "times forms");
  map.formsRow.hidden = true;
  map.legend.before(map.formsRow);
  if (known.length < 2) return;
  map.formSelects = ["formsFirst", "formsSecond"].map((label, n) => {
    const select = el("select");
    select.setAttribute("aria-label", t(label));
    select.append(new Option(`${t(label)}: ${t("formsNone")}`, ""), ...known.map(form => new Option(region.nodes[form.at].n, region.nodes[form.at].i)));
    select.addEventListener("change", () => {
      map.remember();
      state.forms = map.formSelects.map(one => one.value);
      map.update();
      map.say([...map.legend.children].map(item => item.textContent).join(", "));
    });
    map.formsRow.append(el("label", "", el("span", `swatch form-${n + 1}`), ` ${n ? "B" : "A"} `, select));
    return select;
  });
}

/* Shows the row, or ends the comparison. */
export function toggleForms(map) {
  const on = map.formsRow.hidden;
  map.formsRow.hidden = !on;
  if (on) { map.formSelects[0].focus(); return; }
  if (map.state.forms.length) { map.remember(); map.state.forms = []; map.update(); }
}

export function refreshForms(map) {
  const {state, formSelects} = map;
  if (!formSelects) return;
  if (state.forms.length) map.formsRow.hidden = false;
  formSelects.forEach((select, n) => { select.value = state.forms[n] ?? ""; });
}
