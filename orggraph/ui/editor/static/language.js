/* Cypher for the editor: how it is coloured, and what fits at a place. The names come from the model, with the data. EUPL-1.2. */
import {StreamLanguage} from "./codemirror.min.mjs";

const KEYWORDS = ("MATCH OPTIONAL WHERE WITH RETURN DISTINCT ORDER BY ASC DESC SKIP LIMIT UNWIND AS UNION ALL CALL YIELD CASE WHEN THEN ELSE END " +
  "AND OR XOR NOT IN IS NULL TRUE FALSE STARTS ENDS CONTAINS EXISTS COUNT COLLECT EXPLAIN PROFILE").split(" ");
const PHRASES = ["OPTIONAL MATCH", "ORDER BY", "STARTS WITH", "ENDS WITH", "IS NULL", "IS NOT NULL", "RETURN DISTINCT"];
const FUNCTIONS = ("count collect sum avg min max size length coalesce head last labels type id properties keys nodes relationships range reduce " +
  "toString toInteger toFloat toLower toUpper trim split substring left right replace date duration all any none single shortestPath").split(" ");
const WORD = /[\p{L}\p{N}_]/u;

export const cypher = StreamLanguage.define({
  name: "cypher",
  startState: () => ({inside: null, before: ""}),
  languageData: {commentTokens: {line: "//", block: {open: "/*", close: "*/"}}, closeBrackets: {brackets: ["(", "[", "{", "'", '"', "`"]}},
  token(stream, state) {
    if (state.inside) return rest(stream, state);
    if (stream.eatSpace()) return null;
    if (stream.match("//")) { stream.skipToEnd(); return "comment"; }
    if (stream.match("/*")) { state.inside = "*/"; return rest(stream, state); }
    const sign = stream.next();
    if (sign === "'" || sign === '"' || sign === "`") { state.inside = sign; state.before = ""; return rest(stream, state); }
    if (sign === "$") { stream.eatWhile(WORD); state.before = ""; return "macroName"; }
    if (/\d/.test(sign)) { stream.eatWhile(/[\d.eE]/); state.before = ""; return "number"; }
    if (WORD.test(sign)) { stream.eatWhile(WORD); return word(stream, state); }
    if (/[([{]/.test(sign)) state.before = sign;
    else if (sign === ":" || sign === "." || sign === "|" || sign === "!" || sign === "&") state.before = sign === "." ? "." : ":";
    else state.before = "";
    return /[()[\]{},;]/.test(sign) ? "punctuation" : "operator";
  },
});

function rest(stream, state) {
  const {inside} = state;
  while (!stream.eol()) {
    if (stream.match(inside)) { state.inside = null; break; }
    if (stream.next() === "\\" && inside.length === 1) stream.next();
  }
  return inside === "*/" ? "comment" : inside === "`" ? "variableName" : "string";
}

function word(stream, state) {
  const before = state.before;
  state.before = "";
  if (before === ":") return "typeName";
  if (before === ".") return "propertyName";
  const text = stream.current();
  if (stream.match(/^\s*\(/, false) && FUNCTIONS.includes(text)) return "standard";
  return KEYWORDS.includes(text.toUpperCase()) ? "keyword" : "variableName";
}

/* What fits where the cursor stands: labels in (…), types in […], properties after a dot or in a map, parameters after $, else words of Cypher. */
export function completions(schema) {
  const named = (kind, list) => list.map(({name, title}) => ({label: name, detail: title, type: kind}));
  const labels = named("class", schema.labels), types = named("interface", schema.types), parameters = schema.parameters
    .map(({name, title}) => ({label: `$${name}`, detail: title, type: "variable"}));
  const properties = new Map(schema.properties.map(({name, title}) => [name, {label: name, detail: title, type: "property"}]));
  const ofLabel = new Map([...schema.labels, ...schema.types].map(({name, properties: own}) => [name, own]));
  const words = [
    ...[...PHRASES, ...KEYWORDS].map(label => ({label, type: "keyword"})),
    ...FUNCTIONS.map(label => ({label, type: "function", apply: `${label}(`})),
  ];

  return context => {
    const {state, pos} = context;
    const text = state.sliceDoc(Math.max(0, pos - 2000), pos);
    const typed = /[\p{L}\p{N}_]*$/u.exec(text)[0];
    const before = text.slice(0, text.length - typed.length);
    const from = pos - typed.length;
    if (within(before)) return null;                                     // a string or a comment
    if (/\$$/.test(before)) return {from: from - 1, options: parameters, validFor: /^\$\w*$/};
    const open = opened(before);
    if (/[:|&!]\s*$/.test(before) && open) {
      if (open.sign === "(") return {from, options: labels, validFor: /^\w*$/};
      if (open.sign === "[") return {from, options: types, validFor: /^\w*$/};
    }
    const variable = /([\p{L}\p{N}_]+)\.$/u.exec(before);
    if (variable) return {from, options: first(propertiesOf(state.doc.toString(), variable[1])), validFor: /^\w*$/};
    if (open?.sign === "{" && /[{,]\s*$/.test(before)) {
      const label = /:\s*(\w+)\s*$/.exec(before.slice(0, open.at));
      if (label) return {from, options: first(ofLabel.get(label[1])), validFor: /^\w*$/};
    }
    if (!typed && !context.explicit) return null;
    return {from, options: [...words, ...variables(state.doc.toString(), typed)], validFor: /^\w*$/};
  };

  function propertiesOf(statement, name) {
    const place = new RegExp(`[([]\\s*${name}\\s*:\\s*(\\w+)`, "u").exec(statement);
    return place ? ofLabel.get(place[1]) : undefined;
  }

  function first(own) {                                                  // those of the label before all others
    return [...properties.values()].map(option => own?.includes(option.label) ? {...option, boost: 50} : option);
  }
}

function variables(statement, typed) {
  const names = new Set([...statement.matchAll(/[([]\s*([\p{L}_][\p{L}\p{N}_]*)/gu)].map(match => match[1]));
  names.delete(typed);
  return [...names].map(label => ({label, type: "variable", boost: 10}));
}

function opened(text) {
  const stack = [];
  for (let at = 0; at < text.length; at++) {
    if ("([{".includes(text[at])) stack.push({sign: text[at], at});
    else if (")]}".includes(text[at])) stack.pop();
  }
  return stack.at(-1);
}

function within(text) {
  const line = text.slice(text.lastIndexOf("\n") + 1).replace(/\\./g, "");
  if (/\/\//.test(line.replace(/'[^']*'|"[^"]*"/g, ""))) return true;
  return (line.match(/'/g)?.length ?? 0) % 2 === 1 || (line.match(/"/g)?.length ?? 0) % 2 === 1;
}
