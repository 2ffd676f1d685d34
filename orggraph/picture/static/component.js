/* The map in layers as a Streamlit component: takes the content once, and tells the page only what it asks for. EUPL-1.2. */
import {createLanes} from "./lanes.js";

const MAPS = new WeakMap();
const SLOTS = (window.__orggraphSlots ??= {maps: new Set(), card: null});    // the place for the card in the sidebar, and who may use it
const FONTS = [["latin", "U+0000-00FF,U+2013-2026"], ["latin-ext", "U+0100-024F,U+20AC"]];

export default function (component) {
  const {parentElement: root, data, setTriggerValue} = component;
  if (data.slot) return offerSlot(root);
  let held = MAPS.get(root);
  if (held?.version !== data.version) {
    if (held) takeDown(held.map);
    held = build(root, data);
    MAPS.set(root, held);
  }
  const {map} = held;
  map.options.onView = (view, chosen) => setTriggerValue("view", {view, chosen});
  map.options.onChange = writeAddress;
  map.askTimes = () => setTriggerValue("times", true);
  const asked = JSON.stringify(data.opening);
  if (asked !== map.memory.asked) {            // asked by a link or a search elsewhere; the reader's own choices stay else
    map.memory.asked = asked;
    openAs(map, data.opening);
  }
  takeTheme(map);
  placeDetail(map);
  map.start();
  writeAddress(map.snapshot());
  return () => { takeDown(map); MAPS.delete(root); };
}

function build(root, data) {
  loadFonts();
  const map = createLanes(root, JSON.parse(data.content), {
    key: data.key, nodeLink: data.nodeLink, questions: data.questions, presenting: data.presenting, views: data.views, heading: data.heading, linkable: true, fonts: fontRules,
    onTimes: () => map.askTimes(),
  });
  SLOTS.maps.add(map);
  window.__orggraphLanesMap = map;
  map.watchRoot = new ResizeObserver(() => placeDetail(map));
  map.watchRoot.observe(map.box);
  map.onPresent = on => { if (!on) placeDetail(map); };
  map.night = matchMedia("(prefers-color-scheme: dark)");
  map.onNight = () => setTimeout(() => takeTheme(map), 300);       // the page takes its own time to change
  map.night.addEventListener("change", map.onNight);
  return {map, version: data.version};
}

function takeDown(map) {
  SLOTS.maps.delete(map);
  map.watchRoot.disconnect();
  map.night.removeEventListener("change", map.onNight);
  map.destroy();
}

function openAs(map, {select, open, overlay, mark, path, hide, only, forms}) {
  if (open.length || overlay || mark || hide.length || only.length || forms.length) {
    map.restore({...map.snapshot(), open: open.map(id => [id, null]), overlay, mark, hide, only, forms});
  }
  map.start();
  if (path) map.pathBetween(...path);
  else if (select) map.chooseId(select);
}

/* The card stands in the sidebar where that is in sight, else beside or below the map. */
function placeDetail(map) {
  if (map.box.classList.contains("presenting")) return;
  const slot = SLOTS.card, visible = slot?.isConnected && slot.getBoundingClientRect().right > 40 && innerWidth > 760;
  const home = visible ? slot : map.stage;
  if (map.detail.parentNode === home) return;
  home.append(map.detail);
  if (map.started) map.update(true);
}

function offerSlot(root) {
  const slot = root.querySelector(".slot") ?? root.appendChild(Object.assign(document.createElement("div"), {className: "slot"}));
  SLOTS.card = slot;
  for (const map of SLOTS.maps) placeDetail(map);
  const watch = new ResizeObserver(() => { for (const map of SLOTS.maps) placeDetail(map); });
  watch.observe(slot);
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
  for (const name of ["hide", "only", "forms"]) put(name, state[name].join(" "));
  if (address.href !== was) history.replaceState(history.state, "", address);
}

function takeTheme(map) {
  const ground = getComputedStyle(map.root.host ?? map.box).getPropertyValue("--st-background-color").trim() || getComputedStyle(document.body).backgroundColor;
  const parts = ground.startsWith("#") ? [1, 3, 5].map(i => parseInt(ground.slice(i, i + 2), 16)) : (ground.match(/\d+/g) ?? [255, 255, 255]).map(Number);
  const dark = parts[0] + parts[1] + parts[2] < 300;
  if (map.box.classList.contains("dark") === dark) return;
  for (const part of [map.box, map.detail]) part.classList.toggle("dark", dark);
  if (map.started) map.update();
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

/* The typeface within a picture, which may fetch nothing. */
async function fontRules() {
  const rules = await Promise.all(["400", "600"].map(async weight => {
    const file = await (await fetch(new URL(`./source-sans-3-latin-${weight}-normal.woff2`, import.meta.url))).blob();
    const data = await new Promise(done => { const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsDataURL(file); });
    return `@font-face{font-family:'Source Sans 3';font-weight:${weight};src:url(${data}) format('woff2')}`;
  }));
  return rules.join("");
}
