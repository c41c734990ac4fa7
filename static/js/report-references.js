// Chooses what a reference leads to, or what is cited, and writes it at the cursor.
import { targetsIn } from "./report-nodes.js";

const FORM = `<form method="dialog">
  <div class="govuk-form-group"><label class="govuk-label" for="reference-search">Find by number or words</label>
  <input class="govuk-input" id="reference-search" type="search" autocomplete="off"></div>
  <div class="govuk-form-group"><label class="govuk-label" for="reference-to">Refer to</label>
  <select class="govuk-select cspr-editor__targets" id="reference-to" size="8" required></select></div>
  <div class="govuk-form-group"><label class="govuk-label" for="reference-last">As far as, for a range</label>
  <select class="govuk-select cspr-editor__targets" id="reference-last"></select></div>
  <div class="govuk-form-group govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">
  <input class="govuk-checkboxes__input" id="reference-way" type="checkbox"><label class="govuk-label govuk-checkboxes__label" for="reference-way">Say “above” or “below”</label></div></div>
  <div class="govuk-button-group"><button class="govuk-button" value="yes">Insert the reference</button>
  <button class="govuk-button govuk-button--secondary" value="" formnovalidate>Cancel</button></div></form>`;

export function refer(editor, setup) {
  const known = [...targetsIn(editor.state.doc, setup).values()].sort((one, other) => one.place - other.place);
  const dialog = document.createElement("dialog");
  dialog.className = "cspr-editor__dialog";
  dialog.setAttribute("aria-label", "Insert a reference");
  dialog.innerHTML = FORM;
  const [search, to, last, way] = ["search", "to", "last", "way"].map((name) => dialog.querySelector(`#reference-${name}`));
  const list = () => {
    const words = search.value.trim().toLowerCase();
    const fits = known.filter(({ text, about }) => `${text} ${about}`.toLowerCase().includes(words));
    to.replaceChildren(...fits.map(option));
  };
  last.append(new Option("Only that", ""), ...known.filter(({ text }) => /^\d/.test(text)).map(option));
  search.addEventListener("input", list);
  list();
  dialog.addEventListener("close", () => {
    const chosen = known.find(({ key }) => key === to.value);
    dialog.remove();
    editor.commands.focus();
    if (dialog.returnValue === "yes" && chosen) insert(editor, chosen, last.value, way.checked);
  });
  document.body.append(dialog);
  dialog.showModal();
  search.focus();
}

function option({ key, text, about }) {
  return new Option(about ? `${text}: ${about}` : text, key);
}

// A footnote that nobody has referred to yet gets its key now.
function insert(editor, { key, at }, to, way) {
  const chain = editor.chain().focus();
  let ref = key;
  if (key.startsWith("fn at ")) {
    const note = Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    ref = `fn-${note}`;
    chain.command(({ tr }) => Boolean(tr.setNodeAttribute(at, "note", note)));
  }
  chain.insertContent({ type: "reference", attrs: { ref, to: to && to !== key ? to : null, way: way ? "" : null } }).run();
}

const CITE = `<form method="dialog">
  <div class="govuk-form-group"><label class="govuk-label" for="citation-source">Cite</label>
  <select class="govuk-select cspr-editor__targets" id="citation-source" size="8" required></select></div>
  <div class="govuk-form-group"><label class="govuk-label" for="citation-page">Page, if it matters</label>
  <input class="govuk-input govuk-input--width-5" id="citation-page" maxlength="30" autocomplete="off"></div>
  <div class="govuk-form-group govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">
  <input class="govuk-checkboxes__input" id="citation-way" type="checkbox"><label class="govuk-label govuk-checkboxes__label" for="citation-way">The author is part of the sentence</label></div></div>
  <div class="govuk-button-group"><button class="govuk-button" value="yes">Insert the citation</button>
  <button class="govuk-button govuk-button--secondary" value="" formnovalidate>Cancel</button></div></form>
  <p class="govuk-body"><a class="govuk-link">Add to the list of references</a></p>`;

export function cite(editor, { sources, list }) {
  const dialog = document.createElement("dialog");
  dialog.className = "cspr-editor__dialog";
  dialog.setAttribute("aria-label", "Insert a citation");
  dialog.innerHTML = CITE;
  const [source, page, way] = ["source", "page", "way"].map((name) => dialog.querySelector(`#citation-${name}`));
  source.append(...sources.map(({ id, author, year, title }) => new Option(`${author} (${year}) ${title}`, id)));
  dialog.querySelector("a").href = list;
  dialog.addEventListener("close", () => {
    dialog.remove();
    editor.commands.focus();
    if (dialog.returnValue !== "yes" || !source.value) return;
    const said = page.value.trim().replace(/[^\w .,;§–-]/g, "");
    const attrs = { cite: source.value, page: said || null, way: way.checked ? "" : null };
    editor.chain().focus().insertContent({ type: "citation", attrs }).run();
  });
  document.body.append(dialog);
  dialog.showModal();
  source.focus();
}
