/* The card beside the map: what is chosen, in words, with everything it is tied to as buttons. EUPL-1.2. */
import {shownCard} from "./cards.js";
import {button, el, lineSample} from "./dom.js";
import {listChanges} from "./times.js";

const MOST = 12;

export function fillDetail(map) {
  const {detail, state, region} = map, key = state.selected;
  detail.replaceChildren();
  detail.classList.toggle("full", Boolean(key || state.pathFrom));
  detail.scrollTop = 0;
  if (state.pathFrom) { map.fillPath(detail); return; }
  if (!key) { introduction(map, detail); return; }
  const thing = region.thing(key), group = region.isGroup(key);
  detail.dataset.lane = region.lane(key);
  detail.append(el("span", "kind", group ? map.t("group") : thing.k), el("h2", "", thing.n));
  if (thing.d) detail.append(el("p", "", thing.d));
  if (!group && !shownCard(map, key) && thing.L !== "Person" && thing.of === undefined) detail.append(el("p", "quiet", map.t("notShown", {name: thing.n})));
  for (const [name, value] of thing.f ?? []) detail.append(el("p", "fact", el("span", "quiet", `${name}: `), region.day(value)));
  actions(map, detail, key, thing, group);
  people(map, detail, key, thing, group);
  relations(map, detail, key);
  questions(map, detail, thing, group);
  if (thing.g && !map.presenting()) list(detail, map.t("signals", {n: thing.g.length}), thing.g.map(title => el("li", "", title)));
  if (thing.s) list(detail, map.t("sources"), thing.s.map(([source, place]) => el("li", "", region.content.sources[source], place ? el("small", "", place) : null)));
}

function introduction(map, detail) {
  const {region, t} = map, count = label => region.nodes.filter((node, i) => node.L === label && region.there[i]).length;
  delete detail.dataset.lane;
  const persons = count("Person"), counts = [t("bodies", {n: count("Body")}), t("posts", {n: count("Post")})];
  if (persons) counts.push(t("people", {n: persons}));
  detail.append(el("h2", "", counts.join(", ")));
  if (map.changes) { listChanges(map, detail); return; }
  for (const name of ["introOrder", "introClick", "introDash", "keys"]) detail.append(el("p", "quiet", t(name)));
}

function actions(map, detail, key, thing, group) {
  const {t, state, region, options} = map, row = el("div", "acts"), n = group ? thing.m.length : (region.seatsOf.get(region.indexOf(key)) ?? []).length;
  if (n && shownCard(map, key)) {
    const fold = button("", state.open.has(key) ? t("foldOnMap") : group ? t("allOnMap", {n}) : t("onMap", {n}));
    fold.dataset.fold = key;
    row.append(fold);
  }
  if (!group) {
    const path = button("", `${t("path")} …`);
    path.dataset.path = key;
    row.append(path);
    if (options.views?.length) { const middle = button("", t("inMiddle")); middle.dataset.centre = key; row.append(middle); }
  }
  const close = button("", t("close"));
  close.dataset.close = "1";
  row.append(close);
  detail.append(row);
  if (!group && (thing.p || options.nodeLink)) {                  // a page of its own beside the map, or one of the app
    const link = el("a", "", t("everything"));
    link.href = thing.p ?? options.nodeLink.replace("NODE_ID", encodeURIComponent(thing.i));
    link.target = "_self";
    detail.append(el("p", "", link));
  }
}

function people(map, detail, key, thing, group) {
  const {region, t} = map, i = region.indexOf(key);
  if (group) { list(detail, thing.n, thing.m.map(one => item("n" + one, region.nodes[one].n)), 40, t); return; }
  if (thing.L === "Person") {
    const posts = region.postsOf.get(i) ?? [];
    list(detail, t("hats", {n: posts.length}), posts.map(({post, since, until, acting}) => {
      const seat = region.nodes[post], home = region.homeOf(post);
      const terms = [acting && t("acting"), since && t("since", {date: region.day(since)}), until && t("until", {date: region.day(until)})].filter(Boolean);
      return item("n" + home, region.nodes[home].n, [home === post ? "" : seat.n, ...terms].filter(Boolean).join(" · "));
    }));
  }
  if (thing.h) list(detail, t("heldBy"), thing.h.map(([person]) => item("n" + person, region.nodes[person].n)));
  if (thing.of !== undefined) list(detail, t("seatIn"), [item("n" + thing.of, region.nodes[thing.of].n)]);
  const seats = region.seatsOf.get(i) ?? [];
  if (seats.length) {
    list(detail, t("allPosts", {n: seats.length}), seats.map(post => {
      const seat = region.nodes[post], names = (seat.h ?? []).map(([person]) => region.nodes[person].n).join(", ");
      return item("n" + post, seat.n, names || (seat.x ? t("vacantMany", {n: seat.x}) : map.vacant()));
    }), 6, t);
  }
}

function relations(map, detail, key) {
  const {region, t} = map, drawn = region.tiers.has(region.lane(key));
  for (const {type, outward, ends} of region.relationsOf(key)) {
    const look = region.types[type], others = [...ends], heading = el("h3", "", outward ? look.n : look.back);
    if (drawn && others.some(i => region.tiers.has(region.nodes[i].t))) heading.prepend(lineSample(look, 24));
    detail.append(heading, el("ul", "", ...others.slice(0, MOST).map(i => item("n" + i, region.nodes[i].n))));
    if (others.length > MOST) detail.append(el("p", "quiet", t("andMore", {n: others.length - MOST})));
  }
}

/* The questions of the library that fit what is chosen. */
function questions(map, detail, thing, group) {
  const fitting = group ? [] : (map.options.questions ?? []).filter(([, labels]) => labels.includes(thing.L));
  list(detail, map.t("ask"), fitting.map(([title, , address]) => {
    const link = el("a", "", title);
    link.href = address.replace("NODE_ID", encodeURIComponent(thing.i));
    link.target = "_self";
    return el("li", "", link);
  }), MOST, map.t);
}

function item(key, text, small = "") {
  const go = button("", text);
  go.dataset.go = key;
  return el("li", "", go, small ? el("small", "", small) : null);
}

function list(detail, title, items, most = Infinity, t = null) {
  if (!items.length) return;
  detail.append(el("h3", "", title), el("ul", "", ...items.slice(0, most)));
  if (items.length > most) detail.append(el("p", "quiet", t("andMore", {n: items.length - most})));
}

/* What the reader does in the card. */
export function listenToDetail(map) {
  map.detail.addEventListener("click", event => {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    const {close, fold, go, path, centre} = pressed.dataset;
    if (close) {
      const key = map.state.selected;
      map.choose(null);
      map.focusCard(key);
    } else if (fold) { map.toggle(fold); fillDetail(map); }
    else if (path) map.startPath(path);
    else if (centre) map.openView("rings", map.region.idOf(centre));
    else if (go && go !== map.state.selected) { map.choose(go, {scroll: true}); map.detail.querySelector("button, a")?.focus({preventScroll: true}); }
  });
  map.detail.addEventListener("keydown", event => {
    if (event.key === "Escape" && map.state.selected) { event.preventDefault(); map.focusCard(map.state.selected); }
  });
}
