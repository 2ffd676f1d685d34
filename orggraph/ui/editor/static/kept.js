/* What a reader asked and kept, in this browser alone: nothing of it goes to the server before it is asked again. EUPL-1.2. */
const KEY = "orggraph.cypher", DRAFT = "orggraph.cypher.draft";
const MOST = 30;

export function read() {
  try {
    const {history = [], saved = []} = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return {history: history.filter(text => typeof text === "string"), saved: saved.filter(({name, text}) => name && text)};
  } catch {
    return {history: [], saved: []};                                     // a browser that keeps nothing
  }
}

export function remember(text) {
  const kept = read();
  write({...kept, history: [text, ...kept.history.filter(other => other !== text)].slice(0, MOST)});
}

export function save(name, text) {
  const kept = read();
  write({...kept, saved: [...kept.saved.filter(other => other.name !== name), {name, text}].sort((a, b) => a.name.localeCompare(b.name))});
}

export function forget(kind, index) {
  const kept = read();
  write({...kept, [kind]: kept[kind].filter((_, place) => place !== index)});
}

export const draft = {
  read: () => { try { return sessionStorage.getItem(DRAFT); } catch { return null; } },
  write: text => { try { sessionStorage.setItem(DRAFT, text); } catch { /* kept in the editor alone */ } },
};

function write(kept) {
  try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch { /* full, or not allowed: the editor works without */ }
}
