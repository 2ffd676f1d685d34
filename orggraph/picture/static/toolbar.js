/* The row above the map: search, kinds of line, what stands on the cards, what is marked, back and forth, and saving. EUPL-1.2. */
import {button, el, lineSample, svgElement} from "./dom.js";
import {fillFilter} from "./filter.js";
import {refreshForms, toggleForms} from "./forms.js";
import {rovingToolbar} from "./keys.js";
import {printMap, savePng, saveSvg} from "./picture.js";
import {MAIN_TYPES} from "./region.js";
import {fillViews} from "./saved.js";
import {searchField} from "./search.js";

const SIGNS = {
  undo: "M9 4 4 9l5 5M4 9h9a5 5 0 0 1 0 10h-3", redo: "m13 4 5 5-5 5m5-5H9a5 5 0 0 0 0 10h3", fold: "M5 8l6-5 6 5M5 14l6 5 6-5",
  views: "M6 3h10v16l-5-4-5 4z",
  filter: "M3 4h16l-6 8v6l-4-2v-4z", forms: "M8 5a6 6 0 1 0 0 12a6 6 0 1 0 0-12zM14 5a6 6 0 1 0 0 12a6 6 0 1 0 0-12z",
  times: "M11 5v6l4 2M3 11a8 8 0 1 0 3-6M3 3v4h4",
  save: "M11 3v11m-5-5 5 5 5-5M4 19h14", present: "M4 8V4h4m6 0h4v4m0 6v4h-4m-6 0H4v-4",
};

function sign(name) {
  const svg = svgElement("svg", {viewBox: "0 0 22 22", width: 18, height: 18, "aria-hidden": "true", class: "sign"});
  svg.append(svgElement("path", {d: SIGNS[name]}));
  return svg;
}

export function signButton(name, label, act) {
  const made = button("plain", sign(name));
  made.title = label;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

export function buildToolbar(map) {
  const {t, bar, region} = map, field = searchField(map, t("search"), key => map.choose(key, {scroll: true}));
  map.searchInput = field.input;
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", t("tools"));
  map.linesTool = linesTool(map);
  bar.append(map.linesTool, overlayTool(map), markTool(map));
  const history = historyTools(map);
  history.setAttribute("role", "toolbar");
  history.setAttribute("aria-label", `${t("undo")}, ${t("save")}`);
  for (const tools of [bar, history]) rovingToolbar(tools);
  const heading = map.options.heading ? [el("h1", "", map.options.heading)] : [];
  if (heading.length) map.head.append(...heading, history, ...viewSwitch(map), field.box, bar);
  else map.head.append(field.box, bar, history);
  map.head.classList.toggle("empty", !region.nodes.length);
}

/* The other views of the same graph; who shows the map draws them. */
function viewSwitch(map) {
  const views = map.options.views ?? [];
  if (!views.length) return [];
  const group = el("div", "views", ...views.map(([view, name], i) => {
    const one = button("", name);
    one.setAttribute("aria-pressed", i === 0);
    if (i) one.addEventListener("click", () => map.openView(view, map.state.selected && map.region.idOf(map.state.selected)));
    return one;
  }));
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", map.t("view"));
  return [group];
}

function linesTool(map) {
  const {region, state, t} = map, group = el("div", "tool lines");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", t("lines"));
  const toggle = id => {
    const type = region.types[region.typeAt.get(id)], pill = button("pill", lineSample(type), type.n);
    pill.setAttribute("aria-pressed", state.types.has(id));
    pill.addEventListener("click", () => {
      if (state.types.has(id)) state.types.delete(id); else state.types.add(id);
      pill.setAttribute("aria-pressed", state.types.has(id));
      map.update();
    });
    return pill;
  };
  const known = MAIN_TYPES.filter(id => region.edges.some(edge => edge[2] === region.typeAt.get(id)));
  group.append(...known.map(toggle));
  group.hidden = !known.length;
  return group;
}

function choice(label, options, onChange) {
  const select = el("select", "tool");
  select.setAttribute("aria-label", label);
  select.append(...options);
  select.addEventListener("change", () => onChange(select.value));
  return select;
}

function overlayTool(map) {
  const {t, overlays, state} = map;
  const options = [new Option(`${t("overlay")}: ${t("overlayNone")}`, ""), ...overlays.map(overlay => new Option(t(overlay.name), overlay.name))];
  const select = choice(t("overlay"), options, value => {
    state.overlay = value;
    map.update();
    map.say(value ? `${t(value)}: ${map.overlay().note([...map.region.tops.values()].flat())}` : "");
  });
  map.overlaySelect = select;
  select.hidden = !overlays.length;
  return select;
}

function markTool(map) {
  const {t, region, state} = map;
  const optionsOf = label => region.nodes.filter(node => node.L === label).map(node => new Option(node.n, `n${node.i}`));
  const group = (label, options) => { const made = el("optgroup"); made.label = label; made.append(...options); return options.length ? [made] : []; };
  const options = [
    new Option(`${t("mark")}: ${t("markNone")}`, ""), ...group(t("markOrganization"), optionsOf("Organization")), ...group(t("markTopic"), optionsOf("Topic")),
    ...group(t("markSource"), region.content.sources.map((name, i) => new Option(name, `s${i}`))),
  ];
  const select = choice(t("mark"), options, value => {
    map.remember();
    state.mark = value;
    map.update();
    map.say(value ? t("marked", {n: map.marked.size}) : "");
  });
  map.markSelect = select;
  select.hidden = options.length < 2;
  return select;
}

function historyTools(map) {
  const {t} = map;
  map.undoButton = signButton("undo", t("undo"), () => map.undo());
  map.redoButton = signButton("redo", t("redo"), () => map.redo());
  map.foldButton = signButton("fold", t("foldAll"), () => map.foldAll());
  const present = signButton("present", t("present"), () => map.present());
  const times = map.options.onTimes && !map.region.content.times
    ? signButton("times", t("times"), () => { map.remark(t("wait")); map.options.onTimes(); }) : null;
  const forms = (map.region.content.forms?.length ?? 0) > 1 ? signButton("forms", t("forms"), () => toggleForms(map)) : null;
  return el("div", "tool history", filterMenu(map), forms, times, map.undoButton, map.redoButton, map.foldButton, present, viewsMenu(map), saveMenu(map));
}

/* A list that opens below its button; Escape and a click elsewhere close it. */
function dropDown(name, label, fill) {
  const list = el("ul", "menu"), open = signButton(name, label, () => show(list.hidden)), box = el("div", "drop", open, list);
  const show = on => {
    if (on) fill(list, () => { show(false); open.focus(); });
    list.hidden = !on;
    open.setAttribute("aria-expanded", on);
    if (on) list.querySelector("button:enabled, input:enabled").focus();
  };
  list.hidden = true;
  open.setAttribute("aria-expanded", "false");
  box.addEventListener("keydown", event => {
    if (event.key === "Escape" && !list.hidden) { show(false); open.focus(); event.stopPropagation(); }
    const all = [...list.querySelectorAll("button:enabled, input:enabled")], i = all.indexOf(event.target), by = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (by && i >= 0) { event.preventDefault(); all[(i + by + all.length) % all.length].focus(); }
  });
  box.addEventListener("focusout", () => setTimeout(() => {
    if (!list.hidden && !box.contains(box.getRootNode().activeElement)) show(false);
  }));
  return box;
}

const filterMenu = map => {
  const menu = dropDown("filter", map.t("filter"), list => fillFilter(map, list));
  map.filterButton = menu.querySelector("button");
  return menu;
};

const viewsMenu = map => dropDown("views", map.t("views"), (list, close) => fillViews(map, list, close));

function saveMenu(map) {
  const {t} = map;
  return dropDown("save", t("save"), (list, close) => {
    const add = (name, act) => {
      const item = button("", t(name));
      item.addEventListener("click", () => { close(); act(); });
      return el("li", "", item);
    };
    const link = () => navigator.clipboard.writeText(location.href).then(() => map.remark(t("linked")), () => map.remark(location.href));
    list.replaceChildren(add("savePng", () => savePng(map)), add("saveSvg", () => saveSvg(map)), add("print", () => printMap(map)),
      ...(map.options.linkable ? [add("link", link)] : []));
  });
}

/* What can be pressed now, and what is chosen in the fields. */
export function refreshToolbar(map) {
  const {state} = map;
  map.undoButton.disabled = !map.past.length;
  map.redoButton.disabled = !map.future.length;
  map.foldButton.disabled = !state.open.size;
  map.overlaySelect.value = state.overlay;
  for (const option of map.overlaySelect.options) option.disabled = !map.mayShow(option.value);
  map.markSelect.value = state.mark;
  const filtered = state.hide.size + state.only.size, name = filtered ? map.t("filterOn", {n: filtered}) : map.t("filter");
  map.filterButton.classList.toggle("on", filtered > 0);
  map.filterButton.title = name;
  map.filterButton.setAttribute("aria-label", name);
  map.linesTool.classList.toggle("unused", state.only.size > 0);
  for (const pill of map.linesTool.children) pill.disabled = state.only.size > 0;
  refreshForms(map);
}
