/* The map in layers as a Streamlit component: takes the content once, and tells the page only what it asks for. EUPL-1.2. */
import {createLanes} from "./lanes.js";

const MAPS = new WeakMap();
const SLOTS = (window.__orggraphSlots ??= {maps: new Set(), card: null});    // the place for the card in the sidebar, and who may use it
const FONTS = [["latin", "U+0000-00FF,U+2013-2026"], ["latin-ext", "U+0100-024F,U+20AC"]];

export default function (component) {
  const {parentElement: root, data, setTriggerValue} = component;
  if (data.slot) return offerSlot(root, data.label);
  let held = MAPS.get(root);
  if (!held || held.version !== data.version) {
    held?.map.destroy();
    held = build(root, data);
    MAPS.set(root, held);
  }
  held.map.options.onCentre = id => setTriggerValue("centre", id);
  held.map.options.onChange = state => writeAddress(state);
  if (data.select !== held.select) {           // chosen elsewhere: by a link or a search
    held.select = data.select;
    if (data.select && data.select !== held.map.state.selected) held.map.chooseId(data.select);
  }
  placeDetail(held.map);
  writeAddress(held.map.snapshot());
  return () => { SLOTS.maps.delete(held.map); held.map.destroy(); MAPS.delete(root); };
}

function build(root, data) {
  loadFonts();
  root.querySelector(".wait")?.remove();
  const map = createLanes(root, JSON.parse(data.content), {key: data.key, nodeLink: data.nodeLink, select: data.select});
  theme(map);
  SLOTS.maps.add(map);
  window.__orggraphLanesMap = map;
  new ResizeObserver(() => placeDetail(map)).observe(root);
  return {map, version: data.version, select: undefined};
}

/* The card stands in the sidebar where that is in sight, else beside or below the map. */
function placeDetail(map) {
  const slot = SLOTS.card, visible = slot?.isConnected && slot.getBoundingClientRect().right > 40 && innerWidth > 760;
  const home = visible ? slot : map.stage;
  if (map.detail.parentNode !== home) { home.append(map.detail); map.update(true); }
}

function offerSlot(root, label) {
  const slot = root.querySelector(".slot") ?? root.appendChild(Object.assign(document.createElement("div"), {className: "slot"}));
  slot.title = "";
  SLOTS.card = slot;
  for (const map of SLOTS.maps) placeDetail(map);
  const watch = new ResizeObserver(() => { for (const map of SLOTS.maps) placeDetail(map); });
  watch.observe(root);
  addEventListener("transitionend", again);
  function again(event) { if (event.target?.dataset?.testid === "stSidebar") for (const map of SLOTS.maps) placeDetail(map); }
  return () => { watch.disconnect(); removeEventListener("transitionend", again); if (SLOTS.card === slot) SLOTS.card = null; };
}

/* The address leads to what is to be seen; the page is not asked. */
function writeAddress(state) {
  const address = new URL(location.href), was = address.href, ids = state.open.filter(([, only]) => !only).map(([id]) => id);
  const put = (name, value) => { if (value) address.searchParams.set(name, value); else address.searchParams.delete(name); };
  put("id", state.selected);
  put("open", ids.join(" "));
  put("over", state.overlay);
  put("mark", state.mark);
  if (address.href !== was) history.replaceState(history.state, "", address);
}

function theme(map) {
  const ground = getComputedStyle(map.root.host ?? map.box).getPropertyValue("--st-background-color").trim() || getComputedStyle(document.body).backgroundColor;
  const parts = ground.startsWith("#") ? [1, 3, 5].map(i => parseInt(ground.slice(i, i + 2), 16)) : (ground.match(/\d+/g) ?? [255, 255, 255]).map(Number);
  const dark = parts[0] + parts[1] + parts[2] < 300;
  for (const part of [map.box, map.detail]) part.classList.toggle("dark", dark);
}

function loadFonts() {
  if (loadFonts.done) return;
  loadFonts.done = true;
  for (const [script, unicodeRange] of FONTS) {
    for (const weight of ["400", "600"]) {
      const url = new URL(`./source-sans-3-${script}-${weight}-normal.woff2`, import.meta.url).href;
      const face = new FontFace("Source Sans 3", `url(${url})`, {weight, unicodeRange});
      document.fonts.add(face);
      face.load().catch(() => {});
    }
  }
}
