// Writes a section of the report: the editor with its tools, saved a moment after the last key.
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History, Italic, Link,
  ListItem, OrderedList, Paragraph, Table, TableCell, TableHeader, TableRow, Text,
} from "django-prose-editor/editor";
import { BlockIds, Citation, Filed, Footnote, Moving, Numbers, Person, Reference, blockOf, readBlock } from "./report-nodes.js";
import { fromElsewhere } from "./report-paste.js";
import { beside } from "./report-beside.js";
import { clashes } from "./report-clash.js";
import { cite, refer } from "./report-references.js";

const PAUSE = 1500;
const RETRY = 10000;
const KEEPALIVE_BYTES = 60000; // browsers refuse to send more than 64 kB from a page that is closing

const WORDS = {
  offline: "Not saved: no connection; keeps trying",
  server: "Not saved: the service did not answer; keeps trying",
  signedOut: "Not saved: you have been signed out. Sign in in a new tab; what you wrote stays on this page and is saved then",
  clash: "Somebody else changed a paragraph at the same time; both texts are kept. Choose between them above",
  others: "Somebody else changed this section too: load this page again to see it",
  filed: "This text follows its record and cannot be taken out here. Change the record instead",
};

const frame = document.querySelector("[data-report-editor]");
if (frame) start(frame, JSON.parse(document.getElementById(frame.dataset.reportEditor).textContent));

function start(frame, setup) {
  const textarea = frame.querySelector("textarea");
  const panel = beside(frame, JSON.parse(document.getElementById(frame.dataset.beside).textContent), () => freshToken(frame));
  const holder = document.createElement("div");
  holder.className = "cspr-editor__text";
  textarea.hidden = true;
  textarea.before(holder);
  const editor = new Editor({
    element: holder,
    injectCSS: false, // refused by the content security policy; the rules stand in report.css
    content: textarea.value,
    extensions: extensions(setup, panel),
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-labelledby": "label-of-the-text", lang: "en-GB", spellcheck: "true" },
      transformPastedHTML: fromElsewhere,
    },
  });
  panel.begin(editor);
  frame.hidden = false;
  for (const plain of document.querySelectorAll(".cspr-editor__plain")) plain.remove();
  tools(editor, frame.querySelector(".cspr-editor__bar"), setup, panel);
  keep(editor, frame, setup);
  goTo(editor, location.hash.slice(1));
}

function extensions(setup, panel) {
  const { number, filed } = setup;
  const counted = (node) => node.type.name === "filed" && filed[node.attrs.uid]?.kind === "paragraph";
  return [
    Document, Paragraph, Text, Bold, Italic, Heading.configure({ levels: [3, 4] }), BulletList, OrderedList, ListItem,
    Blockquote, HardBreak, Table, TableRow, TableHeader, TableCell, History, Dropcursor, Gapcursor,
    // A footnote right after a full stop would read as an address ("down.Health"): links are made by hand alone.
    Link.configure({ autolink: false, enableTarget: false, openOnClick: false, protocols: ["http", "https", "mailto"] }),
    Person, Footnote, panel.evidence, Reference.configure({ setup }), Citation.configure({ sources: setup.sources }), Filed.configure({ filed }), BlockIds, Moving, Numbers.configure({ section: number, counted }),
  ];
}

function goTo(editor, uid) {
  const place = /^[\w-]+$/.test(uid) && editor.view.dom.querySelector(`[data-uid="${uid}"]`);
  if (!place) return;
  place.scrollIntoView({ block: "center" });
  editor.commands.focus(editor.view.posAtDOM(place, 0), { scrollIntoView: false });
}

// Tools ---------------------------------------------------------------------------------------------

function tools(editor, bar, setup, panel) {
  const { people } = setup;
  const chain = () => editor.chain().focus();
  const inTable = () => editor.isActive("table");
  const plain = () => Boolean(editor.getAttributes("paragraph").plain);
  const groups = [
    [
      ["Bold", () => chain().toggleBold().run(), () => editor.isActive("bold")],
      ["Italic", () => chain().toggleItalic().run(), () => editor.isActive("italic")],
      ["Link", () => link(editor), () => editor.isActive("link")],
    ],
    [
      ["Heading", () => chain().toggleHeading({ level: 3 }).run(), () => editor.isActive("heading", { level: 3 })],
      ["Bullets", () => chain().toggleBulletList().run(), () => editor.isActive("bulletList")],
      ["Numbered list", () => chain().toggleOrderedList().run(), () => editor.isActive("orderedList")],
      ["Quotation", () => chain().toggleBlockquote().run(), () => editor.isActive("blockquote")],
      ["No number", () => chain().updateAttributes("paragraph", { plain: !plain() }).run(), plain],
    ],
    [
      ["Footnote", () => chain().addFootnote().run(), () => editor.isActive("footnote")],
      ["Reference", () => refer(editor, setup), () => editor.isActive("reference")],
      ["Citation", () => cite(editor, setup), () => editor.isActive("citation")],
      ["Table", () => chain().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(), inTable],
    ],
    [
      ["Add row", () => chain().addRowAfter().run(), null, inTable],
      ["Add column", () => chain().addColumnAfter().run(), null, inTable],
      ["Delete row", () => chain().deleteRow().run(), null, inTable],
      ["Delete column", () => chain().deleteColumn().run(), null, inTable],
      ["Delete table", () => chain().deleteTable().run(), null, inTable],
    ],
    [
      ["Move up", () => chain().moveBlock(-1).run(), null],
      ["Move down", () => chain().moveBlock(1).run(), null],
    ],
    [
      ["Undo", () => chain().undo().run(), null],
      ["Redo", () => chain().redo().run(), null],
    ],
  ];
  const updates = [];
  for (const group of groups) {
    const holder = document.createElement("span");
    holder.className = "cspr-editor__group";
    for (const [name, act, active, shown] of group) holder.append(tool(name, act, active, shown, updates));
    bar.append(holder);
  }
  bar.append(chooser(editor, people), panel.button);
  const update = () => updates.forEach((one) => one());
  editor.on("transaction", update);
  update();
}

function tool(name, act, active, shown, updates) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cspr-editor__tool";
  button.textContent = name;
  button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
  button.addEventListener("click", act);
  if (active) updates.push(() => button.setAttribute("aria-pressed", String(active())));
  if (shown) updates.push(() => { button.hidden = !shown(); });
  return button;
}

// People are chosen by the labels of the register; nobody types a label by hand.
function chooser(editor, people) {
  const select = document.createElement("select");
  select.className = "govuk-select cspr-editor__people";
  select.setAttribute("aria-label", "Insert a person");
  select.append(new Option("Insert a person", ""));
  for (const { id, label } of people) select.append(new Option(label, id));
  select.addEventListener("change", () => {
    const chosen = people.find(({ id }) => String(id) === select.value);
    select.value = "";
    if (!chosen) return;
    const attrs = { person: String(chosen.id), label: chosen.label };
    editor.chain().focus().insertContent({ type: "person", attrs }).run();
  });
  return select;
}

async function link(editor) {
  const href = await ask("Address of the page", editor.getAttributes("link").href || "https://");
  if (href === null) return editor.commands.focus();
  const chain = editor.chain().focus().extendMarkRange("link");
  if (!href || href === "https://") chain.unsetLink().run();
  else if (/^(https?:\/\/|mailto:)\S+$/i.test(href)) {
    if (editor.state.selection.empty && !editor.isActive("link")) chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
    else chain.setLink({ href }).run();
  }
}

function ask(question, value) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "cspr-editor__dialog";
    dialog.setAttribute("aria-label", question);
    dialog.innerHTML = `<form method="dialog"><label class="govuk-label" for="asked-for"></label>
      <input class="govuk-input" id="asked-for" type="text" inputmode="url" autocomplete="off">
      <div class="govuk-button-group"><button class="govuk-button" value="yes">Save</button>
      <button class="govuk-button govuk-button--secondary" value="" formnovalidate>Cancel</button></div></form>`;
    dialog.querySelector("label").textContent = question;
    const input = dialog.querySelector("input");
    input.value = value;
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes" ? input.value.trim() : null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
    input.select();
  });
}

// Saving --------------------------------------------------------------------------------------------

// Signing in again in another tab changes the token, so the cookie is asked before the page.
const freshToken = (frame) =>
  document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || frame.querySelector("[name=csrfmiddlewaretoken]")?.value || "";

function keep(editor, frame, setup) {
  const state = frame.querySelector(".cspr-editor__state");
  const clash = clashes(frame, () => freshToken(frame), settled);
  let revisions = setup.revisions;
  let last = editor.getHTML();
  let timer = null;
  let sending = false;
  let again = false;
  const waiting = new Map(); // paragraphs whose names have become chips, by their ids: what was sent, what stands now

  function say(words, trouble) {
    state.classList.toggle("cspr-autosave--trouble", Boolean(trouble));
    if (state.textContent !== words) state.textContent = words;
  }

  function later(ms) {
    clearTimeout(timer);
    timer = setTimeout(save, ms);
  }

  async function save(leaving) {
    clearTimeout(timer);
    timer = null;
    const html = editor.getHTML();
    const doc = editor.state.doc;
    if (sending || html === last) return;
    const body = JSON.stringify({ html, revisions, again });
    sending = true;
    try {
      const answer = await fetch(setup.save, {
        method: "POST",
        body,
        credentials: "same-origin",
        redirect: "manual",
        keepalive: leaving === true && body.length < KEEPALIVE_BYTES,
        headers: { "Content-Type": "application/json", "X-CSRFToken": freshToken(frame), Accept: "application/json" },
      });
      await heard(answer, html, doc);
    } catch {
      again = true;
      say(WORDS.offline, true);
      later(RETRY);
    } finally {
      sending = false;
    }
    if (!timer && editor.getHTML() !== last) later(PAUSE);
  }

  async function heard(answer, html, doc) {
    if (answer.ok) {
      const said = await answer.json();
      last = html;
      again = false;
      revisions = known(said, html);
      for (const [uid, now] of Object.entries(said.shown)) waiting.set(uid, { sent: blockOf(doc, uid)?.node, now });
      settle();
      report(said);
    } else if ([400, 409].includes(answer.status)) {
      say(`Not saved: ${(await answer.json()).problem}`, true);
      last = html; // what was refused is not sent again as it is
    } else if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) {
      say(WORDS.signedOut, true);
      later(RETRY);
    } else {
      again = true;
      say(WORDS.server, true);
      later(RETRY);
    }
  }

  // Shows the chips that the server made of names, in paragraphs that nobody is in and nobody has typed into since. Where
  // the cursor stands nothing moves; what is typed on is sent as it is, and answered anew.
  function settle() {
    if (!waiting.size || editor.view.composing) return;
    const tr = editor.state.tr;
    const held = editor.getHTML() === last;
    for (const [uid, { sent, now }] of waiting) {
      const block = blockOf(tr.doc, uid);
      const same = block && sent?.eq(block.node);
      if (same && editor.view.hasFocus() && tr.selection.from <= block.end && tr.selection.to >= block.at) continue;
      waiting.delete(uid);
      const shown = same && readBlock(editor.schema, now, uid);
      if (shown) tr.replaceWith(block.at, block.end, shown);
    }
    if (!tr.docChanged) return;
    editor.view.dispatch(tr.setMeta("addToHistory", false).setMeta("preventUpdate", true));
    if (held) last = editor.getHTML();
  }

  // Only of what this page holds, so that a block it never showed does not seem deleted; and where somebody else has
  // written, the answer names no revision and the old one stays, so that their text does not seem read.
  function known(said, html) {
    const next = {};
    for (const [, uid] of html.matchAll(/data-uid="([^"]+)"/g)) {
      const revision = said.revisions[uid] || revisions[uid];
      if (revision) next[uid] = revision;
    }
    return next;
  }

  function report(said) {
    if (said.aside.count) {
      say(`Saved ${said.saved}. ${WORDS.clash}`, true);
      clash.show(said.aside.pairs);
    } else if (said.others) say(`Saved ${said.saved}. ${WORDS.others}`, true);
    else say(editor.getHTML() === last ? `Saved ${said.saved}` : "Writing…"); // more may have been typed meanwhile
  }

  // What was chosen between two texts: theirs takes the place of this writer's, or this writer goes on from their own.
  function settled(uid, now, mine) {
    revisions[uid] = now.revision;
    const block = blockOf(editor.state.doc, uid);
    const theirs = !mine && block && readBlock(editor.schema, now.html, uid);
    if (theirs) {
      const held = editor.getHTML() === last;
      editor.view.dispatch(editor.state.tr.replaceWith(block.at, block.end, theirs));
      if (held) last = editor.getHTML();
    }
    say("The text is chosen", false);
    editor.commands.focus();
  }

  editor.on("update", () => {
    if (!state.classList.contains("cspr-autosave--trouble")) say("Writing…");
    later(PAUSE);
  });
  for (const moved of ["selectionUpdate", "blur"]) editor.on(moved, () => setTimeout(settle));
  document.addEventListener("cspr:filed", () => say(WORDS.filed, true));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  window.addEventListener("online", () => later(0));
  window.addEventListener("beforeunload", (event) => { if (editor.getHTML() !== last) event.preventDefault(); });
}
