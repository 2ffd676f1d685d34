/* The bar on top of every page: a combobox (ARIA 1.2) whose list is answered by the app's own route. EUPL-1.2.
   Whatever comes back is put in as text; nothing of it is read as HTML. */
const BARS = new WeakMap();
const PAUSE = 40;           // milliseconds without a key before the route is asked
const LONGEST = 200;

export default function (component) {
  const root = component.parentElement;
  let bar = BARS.get(root);
  if (!bar) BARS.set(root, (bar = createBar(root)));
  bar.update(component.data);
  return () => { bar.destroy(); BARS.delete(root); };
}

function make(tag, className, attributes = {}) {
  const element = Object.assign(document.createElement(tag), {className});
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function createBar(root) {
  const form = make("form", "og-search", {role: "search", autocomplete: "off"});
  const glass = make("span", "og-glass", {"aria-hidden": "true"});
  const input = make("input", "og-typed", {
    type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": "og-results", "aria-autocomplete": "list",
    spellcheck: "false", autocapitalize: "off", maxlength: LONGEST, enterkeyhint: "go"});
  const hint = make("kbd", "og-key", {"aria-hidden": "true"});
  const panel = make("div", "og-panel");
  const message = make("p", "og-message");
  const list = make("ul", "og-results", {role: "listbox", id: "og-results"});
  const status = make("p", "og-status", {role: "status"});
  hint.textContent = "/";
  panel.hidden = true;
  panel.append(message, list);
  form.append(glass, input, hint, panel, status);
  root.append(form);

  let data = {texts: {}, route: ""}, results = [], active = -1, timer = 0, asked = null, shownFor = "";

  const open = (yes) => {
    panel.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes && results.length > 0));
    if (!yes) activate(-1);
  };
  const activate = (at) => {
    active = at;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    const chosen = list.children[at];
    if (chosen) { input.setAttribute("aria-activedescendant", chosen.id); chosen.scrollIntoView({block: "nearest"}); }
    else input.removeAttribute("aria-activedescendant");
  };
  const line = (className, text) => { const part = make("span", className); part.textContent = text; return part; };
  const option = (result, i) => {
    const item = make("li", `og-result og-${result.kind}`, {role: "option", id: `og-result-${i}`, "aria-selected": "false"});
    item.append(line("og-title", result.title), line("og-about", result.about));
    item.addEventListener("pointermove", () => { if (active !== i) activate(i); });
    item.addEventListener("mousedown", (event) => event.preventDefault());      // the focus stays in the field
    item.addEventListener("click", (event) => go(i, event.ctrlKey || event.metaKey));
    return item;
  };
  const show = (answer) => {
    results = answer.results;
    list.replaceChildren(...results.map(option));
    const near = results.length > 0 && results[0].near;
    const beyond = results.length > 0 && results[0].dataset;
    message.textContent = answer.message || (beyond ? data.texts.beyond : near ? data.texts.near : results.length ? "" : data.texts.nothing);
    message.hidden = !message.textContent;
    list.hidden = !results.length;
    const counted = results.length === 1 ? data.texts.one : data.texts.many.replace("{n}", results.length);
    status.textContent = [message.textContent, results.length ? counted : ""].filter(Boolean).join(" ");
    open(true);
    activate(results.length && !near ? 0 : -1);
  };
  const ask = async () => {
    const typed = input.value.trim();
    asked?.abort();
    if (typed.length < 2) { shownFor = ""; open(false); status.textContent = ""; return; }
    if (typed === shownFor && results.length) { open(true); return; }
    asked = new AbortController();
    const signal = asked.signal;
    try {
      const answer = await fetch(`${data.route}&q=${encodeURIComponent(input.value)}`, {signal, headers: {accept: "application/json"}});
      const body = await answer.json();
      if (signal.aborted) return;
      shownFor = typed;
      show(body);
    } catch (error) {
      if (error.name !== "AbortError" && !signal.aborted) show({results: [], message: data.texts.gone});
    }
  };
  const go = (at, elsewhere) => {
    const result = results[at];
    if (!result) return;
    if (elsewhere) window.open(result.href, "_blank", "noopener");
    else window.location.assign(result.href);
  };
  const typed = () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); };
  const key = (event) => {
    const n = results.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (panel.hidden) { ask(); return; }
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (n) activate((active + step + (active < 0 && step < 0 ? n + 1 : n)) % n);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (panel.hidden) { input.value = ""; input.blur(); } else open(false);
    }
    event.stopPropagation();      // the app's own keys are not meant here
  };
  const submit = async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (input.value.trim() !== shownFor || panel.hidden) await ask();
    go(active < 0 ? 0 : active, false);
  };
  const left = (event) => { if (!form.contains(event.relatedTarget)) open(false); };
  const writes = (element) => element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  const anywhere = (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !writes(event.composedPath()[0]);
    const command = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!slash && !command) return;
    event.preventDefault();
    event.stopPropagation();
    input.focus();
    input.select();
  };
  input.addEventListener("input", typed);
  input.addEventListener("keydown", key);
  input.addEventListener("focus", () => { if (input.value.trim().length > 1) ask(); });
  form.addEventListener("submit", submit);
  form.addEventListener("focusout", left);
  document.addEventListener("keydown", anywhere, true);

  return {
    update(given) {
      if (given.route !== data.route) shownFor = "";
      data = given;
      input.setAttribute("aria-label", data.texts.label);
      input.title = data.texts.key;
      input.placeholder = window.innerWidth < 700 ? data.texts.short : data.texts.placeholder;
      list.setAttribute("aria-label", data.texts.results);
      form.lang = data.lang;
    },
    destroy() {
      clearTimeout(timer);
      asked?.abort();
      document.removeEventListener("keydown", anywhere, true);
      form.remove();
    },
  };
}
