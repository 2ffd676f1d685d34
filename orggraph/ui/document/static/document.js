// Sets what the server cannot reach once the page is there: the language of the document, its title, the way past what stands
// before the content (the first tab stop), and the words of Streamlit's own controls. Of these only whole texts of a closed list are replaced, and only in names, titles and short texts.
const NAMES = ["aria-label", "title", "placeholder"];
const SKIP = "og-skip";
const LISTS = "[role=listbox], [role=option], [data-baseweb=popover]";

function wayPast({ text, to }) {
  let link = document.getElementById(SKIP);
  if (!link) {
    link = Object.assign(document.createElement("a"), { id: SKIP, className: SKIP, href: "#" });
    const region = document.createElement("nav");
    region.append(link);
    document.body.prepend(region);
  }
  link.textContent = text;
  link.parentElement.setAttribute("aria-label", text);
  link.onclick = (event) => {
    event.preventDefault();
    const content = document.querySelector(to);
    if (!content) return;
    content.tabIndex = -1;
    content.focus();
  };
}

// On a phone the navigation of Streamlit puts a group of pages in a list without being one of its items: said here.
function groupsAsItems() {
  for (const group of document.querySelectorAll("[data-testid=stSidebarNavItems] > div:not([role])")) {
    group.setAttribute("role", "listitem");
    for (const page of group.querySelectorAll(":scope > li")) page.setAttribute("role", "presentation");
  }
}

// Where not all pages fit, Streamlit's navigation ends in «3 more».
function morePages(more) {
  const parts = document.createTreeWalker(document.querySelector("[data-testid=stTopNav]") ?? document.createElement("nav"), NodeFilter.SHOW_TEXT);
  while (parts.nextNode()) {
    const count = /^(\d+) more$/.exec(parts.currentNode.nodeValue)?.[1];
    const text = count && more.replace("{n}", count);
    if (text && text !== parts.currentNode.nodeValue) parts.currentNode.nodeValue = text;
  }
}

export default function (component) {
  const { lang, title, words, texts, begins, skip, more } = component.data;
  const navigation = () => { groupsAsItems(); morePages(more); };
  wayPast(skip);
  navigation();
  document.documentElement.lang = lang;
  document.title = title;
  const said = new Map(Object.entries(words));
  const written = new Map(Object.entries(texts));
  const translated = (text) => {
    if (said.has(text)) return said.get(text);
    for (const [start, other] of Object.entries(begins)) if (start !== other && text.startsWith(start)) return other + text.slice(start.length);
    return text;
  };
  const name = (element) => {
    for (const attribute of NAMES) {
      const text = element.getAttribute(attribute);
      if (text && translated(text) !== text) element.setAttribute(attribute, translated(text));
    }
  };
  const text = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (written.has(node.nodeValue) && node.parentElement?.closest(LISTS)) node.nodeValue = written.get(node.nodeValue);
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    name(node);
    for (const element of node.querySelectorAll("[aria-label], [title], [placeholder]")) name(element);
    const lines = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (lines.nextNode()) if (written.has(lines.currentNode.nodeValue)) text(lines.currentNode);
  };
  text(document.body);
  const watch = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") name(change.target);
      else change.addedNodes.forEach(text);
    }
    navigation();
  });
  watch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: NAMES });
  return () => watch.disconnect();
}
