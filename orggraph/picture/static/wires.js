/* The lines: which, along which streets between the cards, and the SVG of them. EUPL-1.2.
   Cards are measured where they stand; lines run in the gaps between columns and rows, and lines to one target share a track. */
import {cardFor, firstGrid, shownCard} from "./cards.js";
import {isDark, lifted} from "./dom.js";
import {passes} from "./filter.js";
import {formLines} from "./forms.js";
import {MAIN_TYPES} from "./region.js";
import {changedLines} from "./times.js";

const HEAD = 7, CORNER = 6, STREET = 7;

/* The lines to draw now: of what is pointed at, else of what is chosen or the path, else of two forms or dates, else of the kinds switched on. */
export function wantedLines(map) {
  const {region, state} = map, found = new Map();
  const add = (k, more = {}) => {
    const [source, target, type] = region.edges[k], a = cardFor(map, source), b = cardFor(map, target);
    if (!a || !b || a === b || !region.tiers.has(region.lane(a)) || !region.tiers.has(region.lane(b))) return;
    const kind = more.look?.id ?? type, id = `${a} ${b} ${kind}`, back = found.get(`${b} ${a} ${kind}`);
    if (back) back.both = true;
    else if (!found.has(id)) found.set(id, {a, b, type, ...more});
  };
  const allOf = key => {
    for (const i of region.withSeats(key)) for (const k of region.edgesOf.get(i) ?? []) if (!region.isQuiet(k) && passes(map, k)) add(k, {hub: key});
  };
  const pointed = state.hover && state.hover !== state.selected && shownCard(map, state.hover) ? state.hover : null;
  map.atRest = k => (state.only.size ? passes(map, k) : state.types.has(region.types[region.edges[k][2]].id)) && betweenBodies(region, k);
  if (state.path) return pathLines(map);
  if (pointed) allOf(pointed);
  else if (state.selected && shownCard(map, state.selected)) allOf(state.selected);
  else if (state.selected) {
    const near = map.near;
    region.edges.forEach(([source, target, type], k) => {
      if (region.live[k] && MAIN_TYPES.includes(region.types[type].id) && near.has(cardFor(map, source)) && near.has(cardFor(map, target))) add(k);
    });
  } else if (!map.isNarrow()) {
    if (map.forms) formLines(map, add);
    else if (map.changes) changedLines(map, add);
    else region.edges.forEach((edge, k) => { if (region.live[k] && map.atRest(k)) add(k); });
  }
  return pointed || state.selected ? onePerPair([...found.values()]) : [...found.values()];
}

/* Of the main kinds only those between bodies are drawn at rest: each council advising and informed would hide all else. */
function betweenBodies(region, k) {
  const [source, target, type] = region.edges[k];
  return (region.nodes[source].t !== "participants" && region.nodes[target].t !== "participants") || !MAIN_TYPES.includes(region.types[type].id);
}

function pathLines(map) {
  const lines = new Map();
  for (const step of map.state.path.steps) {
    const a = cardFor(map, step.source), b = cardFor(map, step.target);
    if (a && b && a !== b && step.type !== null) lines.set(`${a} ${b}`, {a, b, type: step.type, hub: a, path: true});
  }
  return [...lines.values()];
}

/* Several relations between the same two: the most telling gives the line its look, the list beside the map names all. */
function onePerPair(lines) {
  const pairs = new Map();
  for (const line of lines.sort((one, other) => one.type - other.type)) {
    const pair = line.a < line.b ? `${line.a} ${line.b}` : `${line.b} ${line.a}`, before = pairs.get(pair);
    if (!before) pairs.set(pair, line);
    else if (before.a !== line.a || line.both) before.both = true;
  }
  return [...pairs.values()];
}

/* Where everything stands, in pixels from the corner of the board. */
function measure(map) {
  const {board} = map, base = board.getBoundingClientRect(), boxes = new Map(), {gap, columns} = map;
  const boxOf = key => {
    if (!boxes.has(key)) {
      const card = shownCard(map, key), r = card.getBoundingClientRect();
      boxes.set(key, {left: r.left - base.left, right: r.right - base.left, top: r.top - base.top, bottom: r.bottom - base.top,
        x: (r.left + r.right) / 2 - base.left, panel: card.closest(".panel")});
    }
    return boxes.get(key);
  };
  const {list} = firstGrid(map), r = list.getBoundingClientRect(), style = getComputedStyle(list);
  const before = parseFloat(style.paddingLeft), after = parseFloat(style.paddingRight);
  const left = r.left - base.left + before, wide = (r.width - before - after - gap * (columns - 1)) / columns;
  const streets = Array.from({length: columns + 1}, (_, j) => left + j * (wide + gap) - gap / 2);
  const panels = [...board.querySelectorAll(".panel")].map(panel => {
    const box = panel.firstChild.getBoundingClientRect();
    return {top: box.top - base.top, bottom: box.bottom - base.top};
  });
  /* The gaps between the cards within one panel. */
  const gutters = panel => {
    const grid = panel.querySelector(".grid"), g = grid.getBoundingClientRect(), n = Number(grid.style.gridTemplateColumns.match(/\d+/)[0]);
    const w = (g.width - gap * (n - 1)) / n, from = g.left - base.left, to = g.right - base.left;
    return Array.from({length: n + 1}, (_, j) => Math.min(to + 5, Math.max(from - 5, from + j * (w + gap) - gap / 2)));
  };
  return {boxOf, streets, panels, gutters, width: base.width, height: base.height};
}

/* Gives each line its side, channels (heights between rows) and street (the x of a gap between columns). */
function route(lines, ground) {
  const ports = new Map(), across = [], along = [];
  const port = (key, side, group, toward) => {
    const id = key + side;
    if (!ports.has(id)) ports.set(id, new Map());
    const here = ports.get(id), one = here.get(group) ?? here.set(group, {sum: 0, n: 0, key}).get(group);
    one.sum += toward;
    one.n++;
    return one;
  };
  for (const line of lines) {
    const A = ground.boxOf(line.a), B = ground.boxOf(line.b), sameRow = Math.abs(A.top - B.top) < 3;
    line.group = (line.look?.id ?? line.type) + (line.hub ?? line.b);
    const beside = (B.left - A.right < 30 && B.left > A.right) || (A.left - B.right < 30 && A.left > B.right);
    if (sameRow && beside) { line.side = B.left > A.right ? 1 : -1; continue; }
    chooseWay(line, A, B, sameRow, ground);
    line.from = port(line.a, line.sideA, line.group, B.x);
    line.to = port(line.b, line.sideB, line.group, A.x);
    if (line.street) {
      across.push({y: line.channels[0], low: Math.min(A.x, line.street), high: Math.max(A.x, line.street), line, i: 0},
        {y: line.channels[1], low: Math.min(B.x, line.street), high: Math.max(B.x, line.street), line, i: 1});
      along.push({y: line.street, low: Math.min(...line.channels), high: Math.max(...line.channels), line});
    } else if (Math.abs(A.x - B.x) > 14) across.push({y: line.channels[0], low: Math.min(A.x, B.x), high: Math.max(A.x, B.x), line, i: 0});
  }
  spreadPorts(ports, ground);
  spreadTracks(across, 9);
  spreadTracks(along, 11);
  for (const piece of across) piece.line.channels[piece.i] += piece.shift;
  for (const piece of along) piece.line.street += piece.shift;
}

function chooseWay(line, A, B, sameRow, ground) {
  if (sameRow) {
    line.sideA = line.sideB = "top";
    line.channels = [Math.min(A.top, B.top) - STREET];
    return;
  }
  const down = A.top < B.top;
  line.sideA = down ? "bottom" : "top";
  line.sideB = down ? "top" : "bottom";
  const y1 = down ? A.bottom + STREET : A.top - STREET, y2 = down ? B.top - STREET : B.bottom + STREET;
  if (Math.abs(y2 - y1) < 26) { line.channels = [(y1 + y2) / 2]; return; }
  line.channels = [y1, y2];
  const low = Math.min(y1, y2), high = Math.max(y1, y2), own = A.panel ?? B.panel;
  let streets = own ? ground.gutters(own) : ground.streets;
  if (!own && ground.panels.some(panel => panel.bottom > low && panel.top < high)) {   // a line that must pass an open panel goes round it
    line.round ||= line.hub === undefined && !line.look;
    streets = [ground.streets[0], ground.streets.at(-1)];
  }
  let least = Infinity;
  for (const x of streets) {
    const cost = Math.abs(x - A.x) + Math.abs(x - B.x) + 0.02 * Math.abs(x - B.x);
    if (cost < least) { least = cost; line.street = x; }
  }
}

/* Where lines leave or reach one side of a card: beside each other, in the order of where they go. */
function spreadPorts(ports, ground) {
  for (const here of ports.values()) {
    const all = [...here.values()].sort((one, other) => one.sum / one.n - other.sum / other.n), box = ground.boxOf(all[0].key);
    const step = Math.min(11, (box.right - box.left - 30) / Math.max(1, all.length - 1));
    all.forEach((one, i) => { one.x = box.x + (i - (all.length - 1) / 2) * step; });
  }
}

/* Pieces in the same street that would lie over each other get tracks of their own; pieces of one group share one. */
function spreadTracks(pieces, room) {
  const streets = new Map();
  for (const piece of pieces) {
    const at = Math.round(piece.y / 4), near = streets.get(at) ?? streets.get(at - 1) ?? streets.get(at + 1);
    if (near) near.push(piece); else streets.set(at, [piece]);
  }
  for (const some of streets.values()) {
    const spans = new Map(), ends = [];
    for (const piece of some) {
      const span = spans.get(piece.line.group) ?? spans.set(piece.line.group, {low: Infinity, high: -Infinity, pieces: []}).get(piece.line.group);
      span.low = Math.min(span.low, piece.low);
      span.high = Math.max(span.high, piece.high);
      span.pieces.push(piece);
    }
    for (const span of [...spans.values()].sort((one, other) => one.low - other.low)) {
      const free = ends.findIndex(end => end < span.low - 8);
      span.track = free < 0 ? ends.length : free;
      ends[span.track] = span.high;
    }
    const step = Math.min(4, room / Math.max(1, ends.length - 1));
    for (const span of spans.values()) for (const piece of span.pieces) piece.shift = (span.track - (ends.length - 1) / 2) * step;
  }
}

function pointsOf(line, ground, region) {
  const A = ground.boxOf(line.a), B = ground.boxOf(line.b);
  if (line.side) {
    const y = (Math.max(A.top, B.top) + Math.min(A.bottom, B.bottom)) / 2 + (MAIN_TYPES.indexOf(region.types[line.type].id) - 1) * 7;
    return line.side > 0 ? [[A.right, y], [B.left, y]] : [[A.left, y], [B.right, y]];
  }
  let x1 = line.from.x, x2 = line.to.x;
  const y1 = line.sideA === "bottom" ? A.bottom : A.top, y2 = line.sideB === "bottom" ? B.bottom : B.top, [first, last] = line.channels;
  if (!line.street && Math.abs(x1 - x2) < 15) x1 = x2 = (x1 + x2) / 2;
  const points = line.street
    ? [[x1, y1], [x1, first], [line.street, first], [line.street, last], [x2, last], [x2, y2]]
    : [[x1, y1], [x1, first], [x2, first], [x2, y2]];
  return points.filter((p, i) => !i || Math.hypot(p[0] - points[i - 1][0], p[1] - points[i - 1][1]) > 0.1);
}

const at = point => point.map(value => value.toFixed(1)).join(",");

/* A way along points, with round corners. */
function roundPath(points) {
  let d = `M${at(points[0])}`;
  for (let i = 1; i < points.length - 1; i++) {
    const [p, q, r] = [points[i - 1], points[i], points[i + 1]];
    const before = Math.hypot(q[0] - p[0], q[1] - p[1]), after = Math.hypot(r[0] - q[0], r[1] - q[1]), m = Math.min(CORNER, before / 2, after / 2);
    if (m < 0.5) { d += `L${at(q)}`; continue; }
    const enter = [q[0] + ((p[0] - q[0]) * m) / before, q[1] + ((p[1] - q[1]) * m) / before];
    const leave = [q[0] + ((r[0] - q[0]) * m) / after, q[1] + ((r[1] - q[1]) * m) / after];
    d += `L${at(enter)}Q${at(q)} ${at(leave)}`;
  }
  return `${d}L${at(points.at(-1))}`;
}

function headPath(p, q) {
  const n = Math.hypot(q[0] - p[0], q[1] - p[1]) || 1, ux = (q[0] - p[0]) / n, uy = (q[1] - p[1]) / n;
  const left = [q[0] - ux * HEAD - uy * 3.8, q[1] - uy * HEAD + ux * 3.8], right = [q[0] - ux * HEAD + uy * 3.8, q[1] - uy * HEAD - ux * 3.8];
  return `M${at(q)}L${at(left)}L${at(right)}Z`;
}

/* Draws the lines of this moment; gives them with their points, for the picture in a file and for measuring. */
export function drawWires(map) {
  const {region, svg, board} = map;
  if (!firstGrid(map) || !board.clientWidth) return;
  const ground = measure(map), lines = wantedLines(map), dark = isDark(board), halos = [], strokes = [];
  svg.setAttribute("width", ground.width);
  svg.setAttribute("height", ground.height);
  route(lines, ground);
  for (const line of lines) {
    const type = region.types[line.type], look = line.look ?? type, colour = line.path ? "var(--path)" : lifted(look.c, dark), strong = line.hub !== undefined;
    line.points = pointsOf(line, ground, region);
    if (line.points.length < 2) continue;          // cards that have no place yet: the host has not put the style in
    const d = roundPath(line.points), faint = line.round ? "faint" : "", wide = line.path ? 3.4 : strong || line.look ? 2.2 : 1.5;
    if (!line.round) halos.push(`<path class="halo" d="${d}" stroke-width="${wide + 3}"/>`);
    strokes.push(`<path class="wire ${faint}" d="${d}" style="stroke:${colour}" stroke-width="${wide}" stroke-dasharray="${look.dash.join(" ")}"/>`);
    if (type.arrow) strokes.push(`<path class="head ${faint}" d="${headPath(line.points.at(-2), line.points.at(-1))}" style="fill:${colour}"/>`);
    if (line.both && type.arrow) strokes.push(`<path class="head ${faint}" d="${headPath(line.points[1], line.points[0])}" style="fill:${colour}"/>`);
  }
  svg.innerHTML = halos.join("") + strokes.join("");
  map.lines = lines.filter(line => line.points.length > 1);
}
