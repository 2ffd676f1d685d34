/* The relation map: draws what Python has laid out on a vis-network canvas, and says what was chosen. EUPL-1.2.
   Positions, sizes and line breaks come with the data; nothing is computed here but what the reader does. */
import {Network, DataSet} from "./vis-network.min.mjs";

const FAMILY = "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', Arial, sans-serif";
const INK = "#16202B", MUTED = "#4A5561", PAPER = "#FFFFFF";
const SMALLEST = 11;                        // nothing is written smaller than this on the screen
const LARGEST_FIT = 1.35;
const VIEWS = (window.__orggraphViews ??= {});   // zoom and place per map; survives a change of page
const MAPS = new WeakMap();
let fontsAsked = false;

export default function (component) {
  const {parentElement: root, data, setStateValue, setTriggerValue} = component;
  let map = MAPS.get(root);
  if (!map) {
    loadFonts(fontUrls());
    MAPS.set(root, (map = createMap(root, data)));
  }
  map.onSelect = id => setStateValue("selected", {id, turn: Date.now()});   // so that choosing the same card again is told too
  map.onExpand = id => setTriggerValue("expand", id);
  map.update(data);
  return () => { map.destroy(); MAPS.delete(root); };
}

function fontUrls() {
  const at = (script, weight) => new URL(`./source-sans-3-${script}-${weight}-normal.woff2`, import.meta.url).href;
  return [["latin", "U+0000-00FF,U+2013-2026"], ["latin-ext", "U+0100-024F,U+20AC"]].flatMap(
    ([script, unicodeRange]) => [400, 600].map(weight => ({url: at(script, weight), weight: String(weight), unicodeRange})));
}

function loadFonts(fonts) {
  if (fontsAsked) return;
  fontsAsked = true;
  for (const {url, weight, unicodeRange} of fonts) {
    const face = new FontFace("Source Sans 3", `url(${url})`, {weight, unicodeRange});
    document.fonts.add(face);
    face.load().then(() => window.__orggraphMap?.redraw(), () => {});
  }
}

function make(tag, className, attributes = {}) {
  const element = Object.assign(document.createElement(tag), {className});
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/* One map in one element. `onSelect` and `onExpand` are set by who embeds it. */
export function createMap(root, data) {
  const box = make("div", "og");
  const bar = make("div", "og-bar", {role: "toolbar", "aria-label": data.texts.toolbar});
  const status = make("div", "og-status");
  const stage = make("div", "og-stage", {tabindex: "0", role: "application"});
  const canvasBox = make("div", "og-net");
  const legend = make("ul", "og-legend", {"aria-label": data.texts.legend});
  const live = make("div", "og-live", {"aria-live": "polite"});
  stage.style.height = `${data.height}px`;    // before the canvas is made: a later change of size would move the view
  stage.append(canvasBox);
  bar.append(status);
  box.append(bar, stage, legend, live);
  root.append(box);

  const map = {
    data, drawing: null, selected: null, line: null, focus: null, near: null, asked: null, fitScale: 1, whole: true, labels: [], width: 0, sideways: x => x,
    onSelect: () => {}, onExpand: () => {},
  };
  const nodes = new DataSet(), edges = new DataSet();
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const net = new Network(canvasBox, {nodes, edges}, {
    autoResize: false, physics: {enabled: false}, layout: {improvedLayout: false},
    nodes: {shape: "custom", chosen: false},
    edges: {selectionWidth: 1, hoverWidth: 0.6, arrows: {to: {scaleFactor: 0.5}, from: {scaleFactor: 0.5}}},
    interaction: {dragNodes: false, hover: true, tooltipDelay: 200, keyboard: false, multiselect: false, selectConnectedEdges: false,
      hoverConnectedEdges: false, zoomSpeed: 0.7},
  });
  canvasBox.firstChild.tabIndex = -1;
  canvasBox.firstChild.setAttribute("aria-hidden", "true");
  const canvas = canvasBox.querySelector("canvas");
  const cardOf = id => map.drawing.cards[id];
  const signature = () => JSON.stringify([map.data.view, map.data.key, Object.values(map.drawing.cards).map(c => [c.id, c.home ?? c.x, c.y])]);

  const button = (sign, name, action) => {
    const b = make("button", "", {type: "button", title: name, "aria-label": name});
    b.textContent = sign;
    b.onclick = action;
    bar.append(b);
  };
  const zoom = factor => { map.whole = false; move({scale: Math.max(map.fitScale, Math.min(4, net.getScale() * factor))}); };
  const move = to => {
    net.moveTo({...to, animation: still() ? false : {duration: 180, easingFunction: "easeInOutQuad"}});
    if (still()) save();
  };
  button("+", data.texts.zoomIn, () => zoom(1.3));
  button("−", data.texts.zoomOut, () => zoom(1 / 1.3));
  button("⤢", data.texts.fit, () => fit(true));
  button("PNG", data.texts.png, () => savePicture(canvas, map.data.title));

  function save() {
    if (map.drawing && canvas.clientWidth) VIEWS[map.data.key] = {signature: signature(), whole: map.whole,
      scale: net.getScale(), position: net.getViewPosition()};
  }
  function restore() {
    const old = VIEWS[map.data.key];
    if (old?.signature !== signature() || old.whole) return;
    map.whole = false;
    net.moveTo({scale: Math.max(old.scale, map.fitScale), position: old.position, animation: false});
  }
  /* The widest, then the highest drawing that the stage has room for; the first where it has room for none. */
  function best() {
    const fits = map.data.drawings.filter(d => d.width <= stage.clientWidth + 1 && d.height <= stage.clientHeight + 1);
    return fits.length ? fits[fits.length - 1] : map.data.drawings[0];
  }
  /* Cards move apart sideways where the stage is wider than the drawing; they never come nearer to each other. */
  function stretch() {
    const d = map.drawing, scale = Math.max(SMALLEST / 11.5, Math.min(LARGEST_FIT, stage.clientWidth / d.width, stage.clientHeight / d.height));
    const times = Math.max(1, Math.min(1.6, (stage.clientWidth / scale - d.gutter) / (d.width - d.gutter)));
    map.width = d.gutter + (d.width - d.gutter) * times;
    map.sideways = x => d.gutter + (x - d.gutter) * times;
    for (const c of Object.values(d.cards)) { c.home ??= c.x; c.x = map.sideways(c.home); }
    nodes.update(d.nodes.map(n => ({id: n.id, x: cardOf(n.id).x, y: n.y})));
  }
  function fit(animate) {
    const size = `${stage.clientWidth}x${stage.clientHeight}`;
    if (size !== map.size) { map.size = size; net.setSize("100%", "100%"); }
    stretch();
    const {height} = map.drawing, width = map.width, w = stage.clientWidth, h = stage.clientHeight;
    const whole = Math.min(w / width, h / height), scale = Math.max(SMALLEST / 11.5, Math.min(LARGEST_FIT, whole));
    map.fitScale = scale;
    const position = {x: Math.max(width / 2, 0), y: height / 2};
    if (whole < scale) {                    // too little room: begin at the top left, and let the reader move
      if (width * scale > w) position.x = w / scale / 2;
      if (height * scale > h) position.y = h / scale / 2;
    }
    map.whole = true;
    if (animate) move({scale, position}); else net.moveTo({scale, position, animation: false});
  }
  function show(drawing) {
    if (map.drawing === drawing) return;
    map.drawing = drawing;
    nodes.clear(); edges.clear();
    nodes.add(drawing.nodes.map(n => ({...n, ctxRenderer: painter(map, net)})));
    edges.add(drawing.edges);
    fit(false);
    restore();
    if (map.selected !== null && !cardOf(map.selected)) { map.selected = null; }
    if (map.focus !== null && !cardOf(map.focus)) map.focus = null;
    fillLegend(legend, drawing.legend, map.data.texts);
    if (map.selected === null) say("");
    highlight();
  }
  /* What is near the selection stays bright; quiet lines of the selection appear. */
  function highlight() {
    const d = map.drawing, chosen = map.selected;
    const shown = new Set(d.edges.filter(e => e.quiet && (e.from === chosen || e.to === chosen)).map(e => e.base + (e.dashes || "")));
    legend.classList.toggle("og-all", chosen !== null && shown.size > 0);
    for (const item of legend.querySelectorAll("[data-sign]")) item.classList.toggle("og-unused", !shown.has(item.dataset.sign));
    let near = null;
    if (chosen !== null) near = new Set([chosen, ...d.edges.flatMap(e => e.from === chosen ? [e.to] : e.to === chosen ? [e.from] : [])]);
    else if (map.line !== null) { const e = d.edges.find(one => one.id === map.line); near = e ? new Set([e.from, e.to]) : null; }
    map.near = near;
    edges.update(d.edges.map(e => {
      const mine = e.from === chosen || e.to === chosen || e.id === map.line;
      return {id: e.id, hidden: e.quiet && !mine, width: mine ? e.width + 0.8 : e.width,
        color: {color: e.base, highlight: e.base, hover: e.base, opacity: !near || mine ? 0.85 : 0.08}};
    }));
    net.redraw();
  }
  function say(text) {
    status.textContent = text ? text.split("\n")[0] : map.data.texts.hint;
    status.className = text ? "og-status" : "og-status og-hint";
    status.title = text;
    live.textContent = text.replace(/\n/g, ", ");
  }
  function choose(id, tell) {
    map.selected = id; map.line = null;
    if (id !== null) map.focus = id;
    say(id === null ? "" : cardOf(id).about);
    highlight();
    if (tell) { map.asked = id; map.onSelect(id); }
  }
  function reveal(id) {                      // move as little as is needed to see a card
    const c = cardOf(id), a = net.DOMtoCanvas({x: 0, y: 0}), b = net.DOMtoCanvas({x: stage.clientWidth, y: stage.clientHeight});
    const p = net.getViewPosition(), out = (low, high, from, to) => low < from ? low - from - 12 : high > to ? high - to + 12 : 0;
    const dx = out(c.x - c.width / 2, c.x + c.width / 2, a.x, b.x), dy = out(c.y - c.height / 2, c.y + c.height / 2, a.y, b.y);
    if (dx || dy) { map.whole = false; move({position: {x: p.x + dx, y: p.y + dy}}); }
  }
  function step(dx, dy) {                    // to the nearest card in a direction
    const all = Object.values(map.drawing.cards), from = map.focus === null ? null : cardOf(map.focus);
    if (!from) { map.focus = all[0]?.id ?? null; }
    else {
      let found = null, least = Infinity;
      for (const c of all) {
        const x = c.x - from.x, y = c.y - from.y, along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
        if (c.id !== from.id && along > 4 && along + 2.2 * aside < least) { least = along + 2.2 * aside; found = c.id; }
      }
      if (found !== null) map.focus = found;
    }
    if (map.focus !== null) { say(cardOf(map.focus).about); reveal(map.focus); net.redraw(); }
  }
  const keys = {
    ArrowRight: () => step(1, 0), ArrowLeft: () => step(-1, 0), ArrowDown: () => step(0, 1), ArrowUp: () => step(0, -1),
    Enter: () => map.focus !== null && choose(map.focus, true), " ": () => map.focus !== null && map.onExpand(map.focus),
    Escape: () => choose(null, true), "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), "0": () => fit(true),
  };
  stage.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    keys[event.key]();
    event.preventDefault();
    event.stopPropagation();
  });
  stage.addEventListener("focus", () => { map.focused = true; net.redraw(); });
  stage.addEventListener("blur", () => { map.focused = false; net.redraw(); });
  net.on("click", p => {
    stage.focus({preventScroll: true});
    if (p.nodes.length) choose(p.nodes[0], true);
    else if (p.edges.length) {
      if (map.selected !== null) choose(null, true);
      map.line = p.edges[0];
      say(map.drawing.edges.find(e => e.id === map.line).title);
      highlight();
    } else if (map.selected !== null || map.line !== null) choose(null, true);
  });
  net.on("doubleClick", p => p.nodes.length && map.onExpand(p.nodes[0]));
  net.on("hoverNode", p => { map.hover = p.node; canvas.style.cursor = "pointer"; net.redraw(); });
  net.on("blurNode", () => { map.hover = null; canvas.style.cursor = ""; net.redraw(); });
  net.on("zoom", p => { map.whole = false; if (p.scale < map.fitScale) net.moveTo({scale: map.fitScale, animation: false}); save(); });
  net.on("dragEnd", () => { map.whole = false; save(); });
  net.on("animationFinished", save);       // an animation counts frames, so that its time is not known beforehand
  net.on("beforeDrawing", ctx => { map.labels = []; map.scale = net.getScale(); paintGround(ctx, map); });
  net.on("afterDrawing", () => { map.drawn = performance.now(); });
  const watch = new ResizeObserver(() => {
    const size = `${stage.clientWidth}x${stage.clientHeight}`;
    if (!map.drawing || !stage.clientWidth || size === map.size) return;
    const d = best();
    if (d !== map.drawing) show(d); else { fit(false); restore(); }
    net.redraw();
  });
  watch.observe(stage);

  map.sides = () => ({left: Math.min(0, net.DOMtoCanvas({x: 0, y: 0}).x), right: Math.max(map.width, net.DOMtoCanvas({x: stage.clientWidth, y: 0}).x)});
  map.update = next => {
    const before = map.data;
    map.data = next;
    stage.style.height = next.tall ? `clamp(${next.height}px, calc(100vh - ${next.beside}px), ${next.tall}px)` : `${next.height}px`;
    stage.setAttribute("aria-label", `${next.title}. ${next.texts.help}`);
    if (!map.drawing || JSON.stringify(before.drawings) !== JSON.stringify(next.drawings)) { map.drawing = null; show(best()); }
    const wanted = next.select === null ? null : map.drawing.standsFor[next.select] ?? (cardOf(next.select) ? next.select : null);
    if (next.select !== map.known) {
      map.known = next.select;
      if (wanted !== map.selected) { choose(wanted, false); if (wanted !== null) reveal(wanted); }
    }
  };
  map.destroy = () => { save(); watch.disconnect(); net.destroy(); box.remove(); };
  map.redraw = () => net.redraw();
  window.__orggraphMap = {
    redraw: () => net.redraw(), scale: () => net.getScale(), select: id => choose(id, true), selected: () => map.selected, focus: () => map.focus,
    drawing: () => ({view: map.data.view, width: map.width, height: map.drawing.height}),
    cards: () => Object.values(map.drawing.cards).map(c => ({...c, at: net.canvasToDOM({x: c.x, y: c.y})})),
    visibleLines: () => edges.get().filter(e => !e.hidden).map(e => ({id: e.id, width: e.width, color: e.color.color})),
    position: () => net.getViewPosition(),
    stage: () => { const r = stage.getBoundingClientRect(); return {x: r.x, y: r.y, width: r.width, height: r.height}; },
    labels: () => { const r = canvas.getBoundingClientRect(); return map.labels.map(l => ({...l, x: l.x + r.x, y: l.y + r.y})); },
  };
  return map;
}

/* Writes a text no wider than its room, and remembers where; writes nothing that would be too small to read. */
function write(ctx, map, text, x, y, {size, weight = 600, colour, room = Infinity, of}) {
  if (size * map.scale < SMALLEST - 0.05) return;
  ctx.font = `${weight} ${size}px ${FAMILY}`;
  ctx.fillStyle = colour; ctx.textAlign = "left"; ctx.textBaseline = "alphabetic";
  let said = text;
  while (said.length > 1 && ctx.measureText(said).width > room) said = said.replace(/.…?$/u, "") + "…";
  ctx.fillText(said, x, y);
  const m = ctx.getTransform(), ratio = ctx.canvas.width / ctx.canvas.clientWidth, width = ctx.measureText(said).width;
  const place = m.transformPoint(new DOMPoint(x, y - size * 0.75));
  map.labels.push({of, text: said, x: place.x / ratio, y: place.y / ratio, width: width * m.a / ratio, height: size * m.a / ratio, px: size * m.a / ratio});
}

function paintGround(ctx, map) {
  const d = map.drawing;
  if (!d) return;
  const {left, right} = map.sides();          // the lanes run over the whole width that is seen
  for (const band of d.bands) {
    ctx.fillStyle = band.soft; ctx.fillRect(left, band.y0, right - left, band.y1 - band.y0);
    ctx.fillStyle = band.strong; ctx.fillRect(left, band.y0, 6 / map.scale, band.y1 - band.y0);
    const first = (band.y0 + band.y1) / 2 - (band.lines.length - 1) * 8 + 4.5;
    band.lines.forEach((line, i) => write(ctx, map, line, 18, first + i * 16, {size: 13, colour: band.strong, room: d.gutter - 22, of: `band:${band.id}`}));
  }
  ctx.strokeStyle = "#D5DAE0"; ctx.lineWidth = 1.2;
  for (const guide of d.guides) {
    ctx.beginPath();
    guide.forEach(([x, y], i) => i ? ctx.lineTo(map.sideways(x), y) : ctx.moveTo(map.sideways(x), y));
    ctx.stroke();
  }
}

const PATHS = {};
function outline(name, icons) { return (PATHS[name] ??= new Path2D(icons[name])); }

function painter(map, net) {
  return ({ctx, id, x, y}) => {
    const c = map.drawing.cards[id];
    return {nodeDimensions: {width: c.width, height: c.height}, drawNode: () => paintCard(ctx, map, c, x, y)};
  };
}

function paintCard(ctx, map, c, x, y) {
  const left = x - c.width / 2, top = y - c.height / 2, radius = c.label === "Person" ? c.height / 2 : 7;
  const box = (dx, dy, grow) => { ctx.beginPath(); ctx.roundRect(left + dx - grow, top + dy - grow, c.width + 2 * grow, c.height + 2 * grow, radius + grow); };
  const dim = map.near && !map.near.has(c.id), chosen = map.selected === c.id, ink = c.solid ? PAPER : INK;
  ctx.save();
  ctx.globalAlpha = dim ? 0.22 : 1;
  if (c.group) { box(4, -4, 0); ctx.fillStyle = PAPER; ctx.fill(); ctx.lineWidth = 1; ctx.strokeStyle = c.strong; ctx.stroke(); }
  box(0, 0, 0);
  if (chosen || map.hover === c.id) { ctx.shadowColor = "#0005"; ctx.shadowBlur = 10; }
  ctx.fillStyle = PAPER; ctx.fill();
  ctx.shadowBlur = 0; ctx.shadowColor = "transparent";
  if (c.solid) { ctx.fillStyle = c.strong; ctx.fill(); }
  ctx.setLineDash(c.dashed ? [4, 3] : []); ctx.lineWidth = 1.5; ctx.strokeStyle = c.strong; ctx.stroke(); ctx.setLineDash([]);
  if (chosen) { box(0, 0, 3); ctx.lineWidth = 3; ctx.strokeStyle = INK; ctx.stroke(); }
  if (map.focused && map.focus === c.id) { box(0, 0, 6); ctx.lineWidth = 2; ctx.setLineDash([5, 3]); ctx.strokeStyle = "#0B5CAD"; ctx.stroke(); ctx.setLineDash([]); }
  if (c.icon) paintIcon(ctx, map, c, left, top);
  const begin = left + c.text_left, room = c.width - c.text_left - 6;
  c.lines.forEach((line, i) => write(ctx, map, line, begin, top + 18 + i * 15, {size: 12.5, colour: ink, room, of: c.id}));
  if (c.sub) write(ctx, map, c.sub, begin, top + 18 + c.lines.length * 15, {size: 11.5, weight: 400, colour: c.solid ? PAPER : MUTED, room, of: c.id});
  if (c.badge) paintBadge(ctx, map, c, left + c.width, top + c.height);
  ctx.restore();
}

function paintIcon(ctx, map, c, left, top) {
  ctx.save();
  ctx.translate(left + 8, top + 6); ctx.scale(16 / 960, 16 / 960); ctx.translate(0, 960);
  ctx.fillStyle = c.solid ? PAPER : c.strong; ctx.fill(outline(c.icon, map.data.icons));
  ctx.restore();
}

function paintBadge(ctx, map, c, right, bottom) {
  ctx.font = `600 11.5px ${FAMILY}`;
  const wide = ctx.measureText(c.badge).width + 12, x = right - wide - 6, y = bottom - 7.5;
  ctx.beginPath(); ctx.roundRect(x, y, wide, 15, 7.5);
  ctx.fillStyle = PAPER; ctx.fill(); ctx.lineWidth = 1; ctx.strokeStyle = c.strong; ctx.stroke();
  write(ctx, map, c.badge, x + 6, y + 11.5, {size: 11.5, colour: INK, of: c.id});
}

function fillLegend(list, entries, texts) {
  /* What shows on selection only is counted until something is selected: a long legend would push the map aside. */
  const quiet = make("li", "og-quiet"), more = make("li", "og-more");
  quiet.textContent = `${texts.onSelection}:`;
  const first = entries.findIndex(entry => entry.quiet), items = entries.map(legendItem);
  more.textContent = `+ ${entries.length - first} ${texts.more}`;
  if (first >= 0) items.splice(first, 0, quiet, more);
  list.replaceChildren(...items);
}

function legendItem(entry) {
  const ns = "http://www.w3.org/2000/svg", wide = entry.dash === null ? 14 : 34;
  const sign = document.createElementNS(ns, "svg"), shape = document.createElementNS(ns, entry.dash === null ? "rect" : "line");
  const attributes = entry.dash === null ? {width: 14, height: 14, rx: 3, fill: entry.colour}
    : {x1: 0, x2: 34, y1: 7, y2: 7, stroke: entry.colour, "stroke-width": 2, "stroke-dasharray": entry.dash.join(" ")};
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
  for (const [name, value] of Object.entries({width: wide, height: 14, "aria-hidden": "true"})) sign.setAttribute(name, value);
  sign.append(shape);
  const item = make("li", entry.quiet ? "og-quiet" : "");
  if (entry.quiet) item.dataset.sign = entry.colour + (entry.dash.length ? entry.dash : "");
  item.append(sign, entry.text);
  return item;
}

function savePicture(canvas, title) {
  const copy = Object.assign(document.createElement("canvas"), {width: canvas.width, height: canvas.height}), ctx = copy.getContext("2d");
  ctx.fillStyle = PAPER; ctx.fillRect(0, 0, copy.width, copy.height); ctx.drawImage(canvas, 0, 0);
  copy.toBlob(blob => {
    const link = make("a", "", {download: `${title.replace(/[^\p{L}\p{N} _-]/gu, "").trim() || "map"}.png`});
    link.href = URL.createObjectURL(blob);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}
