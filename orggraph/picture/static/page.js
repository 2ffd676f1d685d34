/* The map in layers on a page that stands alone: its content is in the page, nothing is fetched. EUPL-1.2. */
import {createLanes} from "./lanes.js";
import {el} from "./dom.js";
import {dropSheet, printSheet} from "./picture.js";

const pageContent = JSON.parse(document.getElementById("data").textContent);
const night = matchMedia("(prefers-color-scheme: dark)");
const pageMap = createLanes(document.getElementById("map"), pageContent, {
  key: "page",
  fonts: async () => [...document.styleSheets[0].cssRules].filter(rule => rule instanceof CSSFontFaceRule).map(rule => rule.cssText).join(""),
});
addEventListener("beforeprint", () => printSheet(pageMap));
addEventListener("afterprint", dropSheet);

function pageTheme() {
  for (const part of [pageMap.box, pageMap.detail, document.body]) part.classList.toggle("dark", night.matches);
  if (pageMap.started) pageMap.update();
}

/* The same as a table, made when it is asked for. */
function pageTable() {
  const body = document.querySelector("#relations tbody");
  if (body.rows.length) return;
  const {nodes, edges, types} = pageContent, rows = edges.map(([source, target, type]) => [nodes[source].n, types[type].n, nodes[target].n]);
  nodes.forEach(node => { for (const [person] of node.h ?? []) rows.push([nodes[person].n, types.find(type => type.id === "HOLDS").n, node.n]); });
  body.append(...rows.map(row => el("tr", "", ...row.map(cell => el("td", "", cell)))));
}

night.addEventListener("change", pageTheme);
pageTheme();
pageMap.start();
document.getElementById("relations").addEventListener("toggle", pageTable);
if (location.hash.length > 1) pageMap.chooseId(decodeURIComponent(location.hash.slice(1)));
window.__orggraphLanesMap = pageMap;
