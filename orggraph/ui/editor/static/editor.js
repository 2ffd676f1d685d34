/* An editor for Cypher as a Streamlit component: CodeMirror, what was asked and kept, and the schema beside it. EUPL-1.2. */
import {EditorState, EditorView, keymap, lineNumbers, highlightActiveLine, drawSelection, defaultKeymap, history, historyKeymap, HighlightStyle,
  syntaxHighlighting, bracketMatching, autocompletion, completionKeymap, closeBrackets, closeBracketsKeymap, tags} from "./codemirror.min.mjs";
import {cypher, completions} from "./language.js";
import * as kept from "./kept.js";

const EDITORS = new WeakMap();
const COLOURS = HighlightStyle.define([
  {tag: tags.keyword, class: "cy-keyword"}, {tag: tags.string, class: "cy-string"}, {tag: tags.number, class: "cy-number"},
  {tag: tags.comment, class: "cy-comment"}, {tag: tags.typeName, class: "cy-type"}, {tag: tags.propertyName, class: "cy-property"},
  {tag: tags.macroName, class: "cy-parameter"}, {tag: tags.standard(tags.name), class: "cy-function"},
]);

export default function (component) {
  const {parentElement: root, data, setTriggerValue} = component;
  let editor = EDITORS.get(root);
  if (editor?.lang !== data.lang) {
    editor?.destroy();
    editor = build(root, data);
    EDITORS.set(root, editor);
  }
  editor.onAsk = text => setTriggerValue("asked", {text, turn: Date.now()});
  editor.takeTheme();
  editor.open(data.text);
  return () => { editor.destroy(); EDITORS.delete(root); };
}

function build(root, data) {
  const box = element("div", {className: "cypher"});
  const writing = element("div", {className: "writing"}), bar = element("div", {className: "bar"}), field = element("div", {className: "field"});
  const ask = element("button", {className: "ask", type: "button", textContent: data.words.ask, title: "Ctrl+Enter"});
  const editor = {lang: data.lang, opened: null, onAsk: () => {}};
  const view = new EditorView({parent: field, root: root.getRootNode(), state: stateOf("")});
  const menus = [menu("saved"), menu("history")], night = matchMedia("(prefers-color-scheme: dark)");
  const later = () => setTimeout(editor.takeTheme, 300);                  // the page takes its own time to change
  night.addEventListener("change", later);
  ask.addEventListener("click", run);
  bar.append(ask, ...menus.map(({details}) => details), keeping(), element("span", {className: "hint", textContent: data.words.hint}));
  writing.append(field, bar);
  box.append(writing, schemaOf(data, insert));
  root.append(box);
  menus.forEach(({fill}) => fill());

  editor.open = text => {                                                // a link or an example; what is being written stays
    if (text === editor.opened) return;
    const first = editor.opened === null;
    editor.opened = text;
    write(first && data.example === text ? kept.draft.read() ?? text : text);
  };
  editor.takeTheme = () => {
    const [red, green, blue] = getComputedStyle(box).color.match(/\d+/g).map(Number);
    box.classList.toggle("dark", red + green + blue > 380);              // light words stand on a dark ground
  };
  editor.destroy = () => { night.removeEventListener("change", later); view.destroy(); box.remove(); };
  return editor;

  function stateOf(doc) {
    const own = [
      {key: "Mod-Enter", preventDefault: true, run: () => { run(); return true; }},
    ];
    const last = [{key: "Escape", run: () => { ask.focus(); return true; }}];     // Tab is not taken: it leaves the field too
    return EditorState.create({doc, extensions: [
      keymap.of(own), lineNumbers(), highlightActiveLine(), drawSelection(), history(), bracketMatching(), closeBrackets(), cypher,
      syntaxHighlighting(COLOURS), autocompletion({override: [completions(data.schema)], activateOnTyping: true, icons: false}),
      keymap.of([...completionKeymap, ...closeBracketsKeymap, ...historyKeymap, ...defaultKeymap, ...last]),
      EditorView.lineWrapping,
      EditorState.phrases.of(data.phrases),
      EditorView.contentAttributes.of({"aria-label": data.words.label, spellcheck: "false", autocapitalize: "off"}),
      EditorView.updateListener.of(update => { if (update.docChanged) kept.draft.write(update.state.doc.toString()); }),
    ]});
  }

  function run() {
    const text = view.state.doc.toString().trim();
    if (!text) return;
    kept.remember(text);
    menus.forEach(({fill}) => fill());
    editor.onAsk(text);
  }

  function write(text) {
    view.dispatch({changes: {from: 0, to: view.state.doc.length, insert: text}});
  }

  function insert(text) {
    view.dispatch(view.state.replaceSelection(text));
    view.focus();
  }

  function menu(kind) {
    const details = element("details", {className: "menu"}), list = element("ul"), summary = element("summary", {textContent: data.words[kind]});
    details.append(summary, list);
    details.addEventListener("keydown", event => { if (event.key === "Escape") { details.open = false; summary.focus(); } });
    details.addEventListener("focusout", event => { if (!details.contains(event.relatedTarget)) details.open = false; });
    const fill = () => {
      const entries = kept.read()[kind].map(entry => typeof entry === "string" ? {name: entry.split("\n")[0].slice(0, 80), text: entry} : entry);
      list.replaceChildren(...entries.map((entry, index) => {
        const item = element("li"), open = element("button", {type: "button", textContent: entry.name, title: entry.text});
        const gone = element("button", {type: "button", className: "gone", textContent: "×", title: data.words.forget});
        gone.setAttribute("aria-label", `${data.words.forget}: ${entry.name}`);
        open.addEventListener("click", () => { write(entry.text); details.open = false; view.focus(); });
        gone.addEventListener("click", () => { kept.forget(kind, index); fill(); summary.focus(); });
        item.append(open, gone);
        return item;
      }));
      if (!entries.length) list.append(element("li", {className: "none", textContent: data.words.none}));
    };
    return {details, fill};
  }

  function keeping() {
    const form = element("form", {className: "keep"});
    const name = element("input", {type: "text", maxLength: 80, placeholder: data.words.name}), button = element("button", {textContent: data.words.keep});
    name.setAttribute("aria-label", data.words.name);
    form.addEventListener("submit", event => {
      event.preventDefault();
      const text = view.state.doc.toString().trim();
      if (!name.value.trim()) { name.focus(); return; }
      if (!text) return;
      kept.save(name.value.trim(), text);
      name.value = "";
      menus.forEach(({fill}) => fill());
    });
    form.append(name, button);
    return form;
  }
}

function schemaOf({schema, words, picture}, insert) {
  const side = element("aside", {className: "schema"});
  side.setAttribute("aria-label", words.schema);
  const figure = element("div", {className: "picture"});
  figure.append(document.importNode(new DOMParser().parseFromString(picture, "image/svg+xml").documentElement, true));
  const part = (title, entries, open) => {
    const details = element("details", {open}), list = element("ul");
    for (const {name, title: said, more, text} of entries) {
      const item = element("li"), button = element("button", {type: "button", title: words.insert});
      button.append(element("code", {textContent: name}), element("span", {textContent: said}));
      if (more) button.append(element("small", {textContent: more}));
      button.addEventListener("click", () => insert(text ?? name));
      item.append(button);
      list.append(item);
    }
    details.append(element("summary", {textContent: `${title} (${entries.length})`}), list);
    return details;
  };
  side.append(
    figure,
    part(words.parameters, schema.parameters.map(entry => ({...entry, name: `$${entry.name}`}))),
    part(words.labels, schema.labels),
    part(words.types, schema.types),
    part(words.properties, schema.properties),
  );
  return side;
}

function element(name, attributes = {}) {
  return Object.assign(document.createElement(name), attributes);
}
