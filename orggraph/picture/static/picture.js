/* The map as a drawing that other programs can open, as a picture, and on paper: what is on the screen, with title and date. EUPL-1.2. */
import {lifted, lineSample, svgElement} from "./dom.js";

const HEAD = 54, FOOT = 34, SIDE = 12, SCALE = 2;

/* Any colour of the page as #rrggbb: the page mixes colours in a way that other programs do not know. */
function plainColours() {
  const canvas = document.createElement("canvas"), known = new Map();
  canvas.width = canvas.height = 1;
  const ink = canvas.getContext("2d", {willReadFrequently: true});
  return colour => {
    if (!known.has(colour)) {
      ink.clearRect(0, 0, 1, 1);
      ink.fillStyle = colour;
      ink.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = ink.getImageData(0, 0, 1, 1).data;
      known.set(colour, a < 8 ? "none" : `#${[r, g, b].map(part => part.toString(16).padStart(2, "0")).join("")}`);
    }
    return known.get(colour);
  };
}

/* The drawing of this moment, as text of an SVG file. `fonts` is a style sheet with the typeface, for a picture. */
export function svgOf(map, fonts = "") {
  const {board, region, t} = map, base = board.getBoundingClientRect(), colour = plainColours(), {content} = region;
  const paper = colour(getComputedStyle(map.box).getPropertyValue("--paper")), ink = colour(getComputedStyle(map.box).color);
  const wide = Math.ceil(base.width) + 2 * SIDE, high = Math.ceil(base.height) + HEAD + FOOT;
  const svg = svgElement("svg", {xmlns: "http://www.w3.org/2000/svg", width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "img",
    "font-family": "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', Arial, sans-serif"});
  const write = (x, y, text, size, weight = 400, fill = ink, more = {}) => {
    const line = svgElement("text", {x: x.toFixed(1), y: y.toFixed(1), "font-size": size, "font-weight": weight, fill, ...more});
    line.textContent = text;
    return line;
  };
  const style = svgElement("style"), title = svgElement("title"), drawing = svgElement("g", {transform: `translate(${SIDE} ${HEAD})`});
  style.textContent = fonts;
  title.textContent = content.title;
  const date = [t("onDate", {date: region.day(content.on)}), content.invented && t("invented"), map.state.overlay && t(map.state.overlay)].filter(Boolean).join(" · ");
  svg.append(style, title, svgElement("rect", {width: wide, height: high, fill: paper}), write(SIDE + 2, 24, content.title, 19, 600), write(SIDE + 2, 43, date, 13), drawing);

  const boxes = selector => [...board.querySelectorAll(selector)].filter(element => element.checkVisibility()).map(element => boxOf(element, base, colour));
  const wires = [...map.svg.children].map(path => wireOf(path, colour));
  drawing.append(...boxes(".lane"), ...bars(map, base, colour), ...boxes(".panel:not(.seated) > .box"), ...wires, ...boxes(".panel.seated > .box"),
    ...stacks(board, base, colour), ...boxes(".card"), ...boxes(".seat"), ...boxes(".badge"));
  for (const {x, y, text, size, weight, fill, slant} of linesOf(board, base)) drawing.append(write(x, y, text, size, weight, colour(fill), slant ? {"font-style": slant} : {}));
  svg.append(...legendOf(map, base, high, write));
  return new XMLSerializer().serializeToString(svg);
}

function boxOf(element, base, colour) {
  const r = element.getBoundingClientRect(), style = getComputedStyle(element), edge = parseFloat(style.borderTopWidth) || 0, stroke = colour(style.borderTopColor);
  const rect = {x: (r.left - base.left + edge / 2).toFixed(1), y: (r.top - base.top + edge / 2).toFixed(1), width: Math.max(0, r.width - edge).toFixed(1),
    height: Math.max(0, r.height - edge).toFixed(1), rx: Math.min(parseFloat(style.borderTopLeftRadius) || 0, r.height / 2), fill: colour(style.backgroundColor)};
  if (edge && style.borderTopStyle !== "none") Object.assign(rect, {stroke, "stroke-width": edge});
  if (style.borderTopStyle === "dashed") rect["stroke-dasharray"] = "4 3";
  return svgElement("rect", rect);
}

/* The strong stripe at the left of each lane. */
function bars(map, base, colour) {
  return [...map.board.querySelectorAll(".lane")].map(lane => {
    const r = lane.getBoundingClientRect(), strong = colour(getComputedStyle(lane.querySelector("h2")).color);
    return svgElement("rect", {x: (r.left - base.left).toFixed(1), y: (r.top - base.top).toFixed(1), width: 5, height: r.height.toFixed(1), fill: strong});
  });
}

/* The second card behind a group. */
function stacks(board, base, colour) {
  return [...board.querySelectorAll(".card.group")].filter(card => card.checkVisibility()).map(card => {
    const rect = boxOf(card, base, colour);
    rect.setAttribute("x", Number(rect.getAttribute("x")) + 3);
    rect.setAttribute("y", Number(rect.getAttribute("y")) - 3);
    return rect;
  });
}

function wireOf(path, colour) {
  const style = getComputedStyle(path), drawn = {d: path.getAttribute("d"), fill: path.matches(".head") ? colour(style.fill) : "none"};
  if (!path.matches(".head")) Object.assign(drawn, {stroke: colour(style.stroke), "stroke-width": style.strokeWidth, "stroke-opacity": style.strokeOpacity});
  if (style.strokeDasharray !== "none") drawn["stroke-dasharray"] = path.getAttribute("stroke-dasharray") ?? "";
  if (style.opacity !== "1") drawn.opacity = style.opacity;
  return svgElement("path", drawn);
}

/* Every line of text as the browser has broken it. */
function linesOf(board, base) {
  const walk = document.createTreeWalker(board, NodeFilter.SHOW_TEXT), lines = [], range = document.createRange();
  for (let node; (node = walk.nextNode());) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest(".unseen, .wires, header button") || !parent.checkVisibility()) continue;
    const style = getComputedStyle(parent), size = parseFloat(style.fontSize);
    let line = null;
    for (let i = 0; i < node.data.length; i++) {
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const rects = range.getClientRects(), r = rects[rects.length - 1], letter = node.data[i];
      if (!r || !r.width || letter === "\u00AD") continue;     // a letter after a break has the hyphen before it as its first box
      if (!line || Math.abs(r.top - line.top) > 3) {
        if (line && /[\p{L}\d]$/u.test(line.text) && /[\p{L}\d]/u.test(letter)) line.text += "-";
        line = {x: r.left - base.left, top: r.top, y: r.top - base.top + r.height * 0.5 + size * 0.33, text: "", size, weight: style.fontWeight, fill: style.color,
          slant: style.fontStyle === "italic" ? "italic" : ""};
        lines.push(line);
      }
      line.text += letter;
    }
  }
  return lines;
}

/* The lines that are drawn, with their names; and the legend of what stands on the cards. */
function legendOf(map, base, high, write) {
  const {region} = map, dark = map.box.classList.contains("dark"), parts = [];
  const lines = map.lines ?? [], types = lines.filter(line => !line.look).map(line => line.type), looked = lines.filter(line => line.look);
  const looks = new Map(looked.map(line => [line.look.id, {...line.look, arrow: true}]));
  const kinds = [...looks.values(), ...[...new Set(types)].sort((a, b) => a - b).map(kind => region.types[kind])];
  let x = SIDE + 2;
  for (const kind of kinds.slice(0, 8)) {
    const sample = lineSample(kind, 30, lifted(kind.c, dark));
    sample.setAttribute("x", x);
    sample.setAttribute("y", high - FOOT + 10);
    parts.push(sample, write(x + 36, high - FOOT + 18.5, kind.n, 12.5));
    x += 36 + kind.n.length * 6.3 + 18;
    if (x > base.width - 80) break;
  }
  return parts;
}

function nameOf(map, suffix) {
  const title = map.region.content.title.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "").toLowerCase();
  return `${title || "map"}-${map.region.content.on.slice(0, 10)}.${suffix}`;
}

function download(blob, name) {
  const link = Object.assign(document.createElement("a"), {href: URL.createObjectURL(blob), download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function saveSvg(map) {
  download(new Blob([svgOf(map)], {type: "image/svg+xml"}), nameOf(map, "svg"));
}

export async function savePng(map) {
  const fonts = (await map.options.fonts?.()) ?? "", url = URL.createObjectURL(new Blob([svgOf(map, fonts)], {type: "image/svg+xml"})), image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * SCALE;
  canvas.height = image.height * SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  const blob = await new Promise(done => canvas.toBlob(done, "image/png"));
  download(blob, nameOf(map, "png"));
}

/* One sheet, A4 or A3, that holds the whole map as it is on the screen, also with a board unfolded; nothing else of the page. */
export function printSheet(map) {
  dropSheet();
  const sheet = document.createElement("div"), style = document.createElement("style"), {width, height} = map.board.getBoundingClientRect();
  sheet.className = "og-sheet";
  sheet.innerHTML = svgOf(map);
  style.className = "og-sheet";
  style.textContent = `@media screen { div.og-sheet { display: none; } } @media print { @page { size: ${width > height ? "landscape" : "portrait"}; margin: 8mm; }
    body > *:not(.og-sheet) { display: none !important; } html, body { height: auto !important; overflow: visible !important; margin: 0 !important; background: #fff !important; }
    div.og-sheet svg { display: block; width: 100%; height: auto; max-height: 96vh; margin: 0 auto; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }`;
  document.body.append(sheet, style);
}

export function dropSheet() {
  for (const old of document.querySelectorAll("body > .og-sheet")) old.remove();
}

export function printMap(map) {
  printSheet(map);
  addEventListener("afterprint", dropSheet, {once: true});
  print();
}
