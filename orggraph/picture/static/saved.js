/* Views that the reader keeps under a name, in this browser; the address of a view that is opened is its link. EUPL-1.2. */
import {button, el} from "./dom.js";

const MOST = 30;

const shelf = map => `orggraph map ${map.region.content.title}`;

/* The views that are kept, by name; none where the browser keeps nothing. */
export function savedViews(map) {
  try {
    return JSON.parse(localStorage.getItem(shelf(map)) ?? "{}");
  } catch {
    return {};
  }
}

function keep(map, views) {
  try {
    localStorage.setItem(shelf(map), JSON.stringify(views));
  } catch {
    map.remark(map.t("viewsRefused"));
  }
}

/* Fills the list below the button: the views, each to open or to forget, and a field for the name of this one. */
export function fillViews(map, list, close) {
  const {t} = map, views = savedViews(map), name = el("input"), save = button("", t("viewsSave"));
  Object.assign(name, {type: "text", placeholder: t("viewsName"), maxLength: 60});
  name.setAttribute("aria-label", t("viewsName"));
  const saveNow = () => {
    const called = name.value.trim();
    if (!called) { name.focus(); return; }
    const all = {...views, [called]: map.snapshot()};
    keep(map, Object.fromEntries(Object.entries(all).slice(-MOST)));
    close();
    map.remark(t("viewsSaved", {name: called}));
  };
  save.addEventListener("click", saveNow);
  name.addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); saveNow(); } });
  list.replaceChildren(...Object.entries(views).map(([called, view]) => {
    const open = button("", called), forget = button("forget", "×");
    forget.setAttribute("aria-label", t("viewsForget", {name: called}));
    open.addEventListener("click", () => { close(); map.openSaved(view); });
    forget.addEventListener("click", () => { delete views[called]; keep(map, views); fillViews(map, list, close); list.querySelector("input").focus(); });
    return el("li", "pair", open, forget);
  }), el("li", "pair", name, save));
}
