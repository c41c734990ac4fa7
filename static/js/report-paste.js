// What is pasted from Word, LibreOffice or a web page: its structure in the elements of the editor, without what only looks.
import { newKey } from "./report-nodes.js";

const LIST = /mso-list:\s*l\d+ level(\d+)/;
const PARAGRAPH_NUMBER = /^\d+(\.\d+)+\.?$/; // "2.14" before a paragraph is the editor's to count
const NOT_TEXT = "del, script, style, [style*='mso-element:comment'], [style*='mso-hide:all']";

export function fromElsewhere(html) {
  if (html.includes("data-pm-slice")) return html; // from an editor like this one
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const gone of body.querySelectorAll(NOT_TEXT)) gone.remove();
  footnotes(body);
  headings(body);
  lists(body);
  for (const quote of body.querySelectorAll("p[class*=Quote]")) wrap(quote, "blockquote");
  for (const link of body.querySelectorAll("a:not([href]), a[href^='#']")) link.replaceWith(...link.childNodes);
  for (const empty of body.querySelectorAll("p")) if (!empty.textContent.trim() && !empty.closest("td, th")) empty.remove();
  return body.innerHTML;
}

function wrap(element, name) {
  const around = document.createElement(name);
  element.replaceWith(around);
  around.append(element);
  return around;
}

// A call and its note lead to one another; the note comes to stand where it is called.
function footnotes(body) {
  const named = new Map([...body.querySelectorAll("a[name], a[id]")].map((one) => [one.getAttribute("name") || one.id, one]));
  for (const call of body.querySelectorAll("a[href^='#']")) {
    const back = named.get(call.getAttribute("href").slice(1));
    const mine = call.getAttribute("name") || call.id;
    if (!mine || !back || back.getAttribute("href") !== `#${mine}` || !(call.compareDocumentPosition(back) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    const holder = back.closest("div[id], li, p");
    if (!holder || holder.contains(call)) continue;
    back.remove();
    const note = document.createElement("span");
    const texts = holder.querySelectorAll("p").length ? holder.querySelectorAll("p") : [holder];
    note.dataset.fn = newKey(); // so that other sections can refer to it
    note.innerHTML = [...texts].map((text) => text.innerHTML.trim()).join(" ");
    call.replaceWith(note);
    holder.remove();
  }
}

// The highest heading of what is pasted becomes a heading of the section, those below it a lower one.
function headings(body) {
  const found = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const highest = Math.min(...found.map((one) => Number(one.tagName[1])));
  for (const one of found) {
    const heading = document.createElement(Number(one.tagName[1]) === highest ? "h3" : "h4");
    heading.append(...one.childNodes);
    for (const mark of heading.querySelectorAll("[style*='mso-list:Ignore' i]")) mark.remove();
    one.replaceWith(heading);
  }
}

// Word pastes an item of a list as a paragraph with its bullet or number typed before it.
function lists(body) {
  let open = []; // the lists that are open, the outermost first
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const level = Number(LIST.exec(paragraph.getAttribute("style") || "")?.[1] || 0);
    const mark = level ? paragraph.querySelector("[style*='mso-list:Ignore' i]") : null;
    const typed = mark?.textContent.trim() || "";
    mark?.remove();
    if (!mark || PARAGRAPH_NUMBER.test(typed)) {
      open = [];
      continue;
    }
    if (open.length && open[0].nextElementSibling !== paragraph) open = [];
    open = open.slice(0, level);
    if (!open.length) {
      open = [document.createElement(/^\(?\w{1,3}[.)]/.test(typed) ? "ol" : "ul")];
      paragraph.before(open[0]);
    } else if (open.length < level && open.at(-1).lastElementChild) {
      const inner = document.createElement(/^\(?\w{1,3}[.)]/.test(typed) ? "ol" : "ul");
      open.at(-1).lastElementChild.append(inner);
      open.push(inner);
    }
    const item = document.createElement("li");
    open.at(-1).append(item);
    item.append(paragraph);
  }
}
