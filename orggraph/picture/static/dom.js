/* Elements, texts and signs that all modules of the map share. EUPL-1.2. */

export const SVG_NS = "http://www.w3.org/2000/svg";

/* An element with a class and children; null and undefined children are left out. */
export function el(tag, className = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

export function button(className, ...children) {
  const element = el("button", className, ...children);
  element.type = "button";
  return element;
}

export function svgElement(tag, attributes = {}) {
  const element = document.createElementNS(SVG_NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

export function iconOf(icons, name) {
  const svg = svgElement("svg", {viewBox: "0 -960 960 960", class: "icon", "aria-hidden": "true"});
  svg.append(svgElement("path", {d: icons[name] ?? icons.group}));
  return svg;
}

/* A text of the page: the first form for one, the second for another number; names in braces are filled in. */
export function teller(texts) {
  return (name, values = {}) => {
    const forms = texts[name] ?? [name], form = forms.length > 1 && values.n !== 1 ? forms[1] : forms[0];
    return form.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  };
}

/* A date as people write it; a year or a month stays what it is. */
export function dayIn(lang) {
  const long = new Intl.DateTimeFormat(lang, {day: "numeric", month: "long", year: "numeric", timeZone: "UTC"});
  return date => (/^\d{4}-\d\d-\d\d$/.test(date) ? long.format(new Date(`${date}T00:00:00Z`)) : date);
}

export const plainly = text => text.normalize("NFD").replace(/[\u0300-\u036f\u00AD]/g, "").toLowerCase();

export function isDark(root) {
  const ground = getComputedStyle(root).getPropertyValue("--paper").trim();
  return ground.startsWith("#1");
}

/* Colours of relations that stand on a dark ground. */
const LIFTED = {"#0B5CAD": "#86BEF7", "#6F3699": "#CFA6F0", "#9E4908": "#F2B27A", "#17693F": "#84D1A6", "#4A5561": "#B4BECA", "#16202B": "#E8EDF2"};
export const lifted = (colour, dark) => (dark ? LIFTED[colour] ?? "#B4BECA" : colour);

/* A short piece of a line with its dash and arrow, for toolbar, legend and card. Its colour follows the theme, unless it is given. */
export function lineSample(type, wide = 30, colour = null) {
  const svg = svgElement("svg", {width: wide, height: 8, "aria-hidden": "true", class: "sample"}), drawn = colour ? {stroke: colour} : {};
  svg.style.setProperty("--by-day", lifted(type.c, false));
  svg.style.setProperty("--by-night", lifted(type.c, true));
  svg.append(svgElement("path", {d: `M1 4H${wide - 7}`, "stroke-width": 2, "stroke-dasharray": type.dash.join(" "), fill: "none", ...drawn}));
  if (type.arrow) svg.append(svgElement("path", {d: `M${wide} 4l-7-4v8z`, class: "tip", ...(colour ? {fill: colour} : {})}));
  return svg;
}
