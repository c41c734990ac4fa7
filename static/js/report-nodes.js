// The pieces of our own in the report's editor: people, footnotes, filed blocks, ids of paragraphs and their numbers.
import { Extension, Node, mergeAttributes, pm } from "django-prose-editor/editor";

const { Plugin, PluginKey, TextSelection } = pm.state;
const { DOMParser } = pm.model;
const { Decoration, DecorationSet } = pm.view;

const TOP = ["paragraph", "heading", "bulletList", "orderedList", "blockquote", "table"];

// The id is not a secret and pages may be served without TLS in a local office, where randomUUID is missing.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// The key by which a footnote is referred to.
export const newKey = () => newId().slice(0, 8);

// Where the block of an id stands in a document.
export function blockOf(doc, uid) {
  let found = null;
  doc.forEach((node, at) => { if (node.attrs.uid === uid) found = { node, at, end: at + node.nodeSize }; });
  return found;
}

// A block as the server tells it; nothing where it is not that block alone.
export function readBlock(schema, html, uid) {
  const holder = document.createElement("div");
  holder.innerHTML = html;
  const doc = DOMParser.fromSchema(schema).parse(holder, { preserveWhitespace: true });
  return doc.childCount === 1 && doc.firstChild.attrs.uid === uid ? doc.firstChild : null;
}

// A person, shown by the label of today. The server makes the label anew from the number.
export const Person = Node.create({
  name: "person",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes() {
    return {
      person: { default: null, parseHTML: (dom) => dom.getAttribute("data-person"), renderHTML: (a) => ({ "data-person": a.person }) },
      label: { default: "", parseHTML: (dom) => dom.textContent, renderHTML: () => ({}) },
    };
  },
  parseHTML: () => [{ tag: "span[data-person]" }],
  renderHTML: ({ node, HTMLAttributes }) => ["span", HTMLAttributes, node.attrs.label],
  renderText: ({ node }) => node.attrs.label,
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("span");
      dom.className = "cspr-chip cspr-editor__person";
      dom.textContent = node.attrs.label;
      return { dom };
    };
  },
});

// A footnote stands in the text where it is called, and is printed at the foot of the page.
export const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  content: "(text | person | reference | citation)*",
  marks: "bold italic link",
  defining: true,
  addAttributes() {
    return { note: { default: "", parseHTML: (dom) => dom.getAttribute("data-fn"), renderHTML: (a) => ({ "data-fn": a.note }) } };
  },
  parseHTML: () => [{ tag: "span[data-fn]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
  addNodeView() {
    return () => {
      const dom = document.createElement("span");
      const name = document.createElement("span");
      const text = document.createElement("span");
      const end = document.createElement("span");
      dom.className = "cspr-editor__note";
      name.className = "cspr-editor__note-name";
      name.textContent = "Footnote";
      text.className = "cspr-editor__note-text";
      end.textContent = "\u2060";
      name.contentEditable = end.contentEditable = "false";
      dom.append(name, text, end);
      return { dom, contentDOM: text };
    };
  },
  addCommands() {
    return {
      addFootnote: () => ({ state, dispatch }) => {
        const { $from, from, to } = state.selection;
        if ($from.parent.type === this.type || !$from.parent.inlineContent) return false;
        if (!dispatch) return true;
        const chosen = state.doc.textBetween(from, to, " ");
        const note = this.type.create({ note: newKey() }, chosen ? state.schema.text(chosen) : null);
        const tr = state.tr.insert(to, note);
        tr.setSelection(TextSelection.create(tr.doc, to + 1 + note.content.size));
        if (chosen) tr.delete(from, to);
        dispatch(tr.scrollIntoView());
        return true;
      },
    };
  },
  addKeyboardShortcuts() {
    const leave = (editor, { always }) => {
      const { $from, empty } = editor.state.selection;
      if ($from.parent.type !== this.type) return false;
      if (!always && !(empty && $from.parentOffset === $from.parent.content.size)) return false;
      const after = $from.after();
      editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, after)));
      return true;
    };
    return {
      Enter: ({ editor }) => leave(editor, { always: true }),
      Escape: ({ editor }) => leave(editor, { always: true }),
      ArrowRight: ({ editor }) => leave(editor, { always: false }),
    };
  },
});

// What a reference may lead to, in the order of the pages: of other sections as the server tells it, of this one as it stands.
export function targetsIn(doc, { number, place, notes, targets, filed }) {
  const found = new Map();
  let paragraphs = 0;
  let order = place;
  const add = (key, text, about, at) => found.set(key, { key, text, about: about.slice(0, 80), place: (order += 0.0001), at });
  let counted = notes;
  doc.forEach((node, at) => {
    const own = node.type.name === "filed" ? filed[node.attrs.uid] : null;
    const counts = node.type.name === "paragraph" ? !node.attrs.plain : own?.kind === "paragraph";
    paragraphs += counts ? 1 : 0;
    if (own && ["recommendation", "finding"].includes(own.kind)) add(node.attrs.uid, own.label, "", at);
    else if (counts && number) add(node.attrs.uid, `${number}.${paragraphs}`, node.textContent, at);
    else if (node.type.name === "heading") add(node.attrs.uid, `“${node.textContent}”`, "", at);
    node.descendants((inside, within) => {
      if (inside.type.name !== "footnote") return;
      counted += 1;
      add(inside.attrs.note ? `fn-${inside.attrs.note}` : `fn at ${at + 1 + within}`, `footnote ${counted}`, inside.textContent, at + 1 + within);
    });
  });
  const later = counted - notes - targets.filter((one) => one.here && one.key.startsWith("fn-")).length;
  for (const one of targets) if (!one.here) found.set(one.key, later && one.place > place && one.key.startsWith("fn-") ? { ...one, text: moved(one.text, later) } : one);
  return found;
}

const moved = (text, by) => text.replace(/\d+$/, (last) => Number(last) + by);

// A reference to another part of the report. Its words are made anew whenever the text moves; the server does the same.
export const Reference = Node.create({
  name: "reference",
  group: "inline",
  inline: true,
  atom: true,
  addOptions: () => ({ setup: {} }),
  addAttributes() {
    const kept = (name) => ({
      default: null,
      parseHTML: (dom) => dom.getAttribute(`data-${name}`),
      renderHTML: (a) => (a[name] === null ? {} : { [`data-${name}`]: a[name] }),
    });
    return { ref: kept("ref"), to: kept("to"), way: kept("way") };
  },
  parseHTML: () => [{ tag: "span[data-ref]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes],
  addNodeView() {
    return () => {
      const dom = document.createElement("span");
      dom.className = "cspr-editor__ref";
      return { dom, ignoreMutation: () => true };
    };
  },
  addProseMirrorPlugins() {
    const { setup } = this.options;
    const tell = (view) => {
      const known = targetsIn(view.state.doc, setup);
      const starts = [...known.values()].filter((one) => one.at !== undefined);
      view.state.doc.descendants((node, at) => {
        if (node.type.name !== "reference") return;
        const dom = view.nodeDOM(at);
        const here = starts.reduce((last, one) => (one.at <= at ? one.place : last), setup.place);
        const words = said(node.attrs, known, here);
        if (dom && dom.textContent !== (words || GONE)) dom.textContent = words || GONE;
        dom?.classList.toggle("cspr-editor__ref--gone", !words);
      });
    };
    return [
      new Plugin({
        view: (view) => {
          setTimeout(() => tell(view));
          return { update: (now, before) => { if (!now.state.doc.eq(before.doc)) tell(now); } };
        },
      }),
    ];
  },
});

// A citation of something on the list of references; author and year are the list's.
export const Citation = Node.create({
  name: "citation",
  group: "inline",
  inline: true,
  atom: true,
  addOptions: () => ({ sources: [] }),
  addAttributes() {
    const kept = (name) => ({
      default: null,
      parseHTML: (dom) => dom.getAttribute(`data-${name}`),
      renderHTML: (a) => (a[name] === null ? {} : { [`data-${name}`]: a[name] }),
    });
    return { cite: kept("cite"), page: kept("page"), way: kept("way") };
  },
  parseHTML: () => [{ tag: "span[data-cite]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes],
  addNodeView() {
    return ({ node: { attrs } }) => {
      const dom = document.createElement("span");
      const source = this.options.sources.find(({ id }) => String(id) === attrs.cite);
      const year = source && (attrs.page ? `${source.year}: ${attrs.page}` : source.year);
      dom.className = `cspr-editor__ref${source ? "" : " cspr-editor__ref--gone"}`;
      if (!source) dom.textContent = "[citation of something that is no longer listed]";
      else dom.textContent = attrs.way === null ? `(${source.author}, ${year})` : `${source.author} (${year})`;
      return { dom, ignoreMutation: () => true };
    };
  },
});

const GONE = "[reference to something that is no longer there]";

function said({ ref, to, way }, known, here) {
  let ends = [known.get(ref), ...(to ? [known.get(to)] : [])];
  if (ends.includes(undefined)) return "";
  ends = [...new Set(ends)].sort((one, other) => one.place - other.place);
  const last = ends.at(-1);
  const where = way === null || last.place === here ? "" : last.place < here ? " above" : " below";
  return ends.map(({ text }) => text).join("–") + where;
}

// What a record filed: shown as it is, never changed or lost here. Its text is the server's, by the id of the block.
export const Filed = Node.create({
  name: "filed",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ filed: {} }),
  addAttributes() {
    return {
      uid: { default: null, parseHTML: (dom) => dom.getAttribute("data-uid"), renderHTML: (a) => ({ "data-uid": a.uid }) },
    };
  },
  parseHTML() {
    return [{ tag: "div[data-filed]", getAttrs: (dom) => (this.options.filed[dom.getAttribute("data-uid")] ? null : false) }];
  },
  renderHTML: ({ HTMLAttributes }) => ["div", mergeAttributes(HTMLAttributes, { "data-filed": "" })],
  addNodeView() {
    return ({ node }) => {
      const { html, label, door } = this.options.filed[node.attrs.uid];
      const dom = document.createElement("div");
      const name = document.createElement("p");
      const text = document.createElement("div");
      dom.className = "cspr-editor__filed";
      dom.contentEditable = "false";
      name.className = "cspr-editor__filed-name";
      name.textContent = `${label || "Filed text"}, follows its record. `;
      if (door) {
        const link = document.createElement("a");
        link.href = door;
        link.className = "govuk-link";
        link.textContent = "Edit the record";
        name.append(link);
      }
      text.innerHTML = html;
      dom.append(name, text);
      return { dom, ignoreMutation: () => true, stopEvent: (event) => event.target.closest?.("a") !== null && event.type !== "dragstart" };
    };
  },
  addProseMirrorPlugins() {
    const held = (doc) => {
      const ids = [];
      doc.descendants((node) => {
        if (node.type.name === "filed") ids.push(node.attrs.uid);
        return node.type.name !== "paragraph";
      });
      return ids.sort().join();
    };
    // Where filed text is chosen, what is typed or pasted comes after it: a section may hold nothing else to write in.
    const stepBehind = (view) => {
      const { selection, schema, tr } = view.state;
      if (selection.node?.type !== this.type) return false;
      tr.insert(selection.to, schema.nodes.paragraph.create());
      view.dispatch(tr.setSelection(TextSelection.create(tr.doc, selection.to + 1)));
      return false; // and then goes in as usual
    };
    return [
      new Plugin({
        props: { handlePaste: stepBehind, handleTextInput: stepBehind },
        filterTransaction: (tr, state) => {
          if (!tr.docChanged || held(tr.doc) === held(state.doc)) return true;
          document.dispatchEvent(new CustomEvent("cspr:filed"));
          return false;
        },
      }),
    ];
  },
});

// Every paragraph, heading, list, quotation and table at the top has an id of its own, which stays with it.
export const BlockIds = Extension.create({
  name: "blockIds",
  addGlobalAttributes() {
    const uid = {
      default: null,
      keepOnSplit: false,
      parseHTML: (dom) => dom.getAttribute("data-uid"),
      renderHTML: (a) => (a.uid ? { "data-uid": a.uid } : {}),
    };
    const plain = {
      default: false,
      parseHTML: (dom) => dom.hasAttribute("data-plain"),
      renderHTML: (a) => (a.plain ? { "data-plain": "" } : {}),
    };
    return [
      { types: TOP, attributes: { uid } },
      { types: ["paragraph"], attributes: { plain } },
    ];
  },
  addProseMirrorPlugins() {
    return [
      new Plugin({
        appendTransaction: (transactions, before, state) => {
          if (!transactions.some((tr) => tr.docChanged)) return null;
          const tr = state.tr;
          const seen = new Set();
          state.doc.forEach((node, at) => {
            if (!TOP.includes(node.type.name)) return;
            if (!node.attrs.uid || seen.has(node.attrs.uid)) tr.setNodeAttribute(at, "uid", newId());
            else seen.add(node.attrs.uid);
          });
          state.doc.descendants((node, at) => {
            if (node.type.name !== "footnote" || !node.attrs.note) return;
            if (seen.has(`fn-${node.attrs.note}`)) tr.setNodeAttribute(at, "note", newKey());
            else seen.add(`fn-${node.attrs.note}`);
          });
          return tr.docChanged ? tr.setMeta("addToHistory", false) : null;
        },
      }),
    ];
  },
});

// The numbers of the paragraphs, counted as the printed report counts them.
export const Numbers = Extension.create({
  name: "numbers",
  addOptions: () => ({ section: "", counted: () => false }),
  addProseMirrorPlugins() {
    const { section, counted } = this.options;
    const count = (doc) => {
      if (!section) return DecorationSet.empty;
      const marks = [];
      let last = 0;
      doc.forEach((node, at) => {
        const counts = node.type.name === "paragraph" ? !node.attrs.plain : counted(node);
        if (!counts) return;
        last += 1;
        marks.push(Decoration.node(at, at + node.nodeSize, { "data-number": `${section}.${last}` }));
      });
      return DecorationSet.create(doc, marks);
    };
    const key = new PluginKey("numbers");
    return [
      new Plugin({
        key,
        state: { init: (_, { doc }) => count(doc), apply: (tr, old) => (tr.docChanged ? count(tr.doc) : old) },
        props: { decorations: (state) => key.getState(state) },
      }),
    ];
  },
});

// A paragraph, or several that are marked, moves past its neighbour with everything that leads to it: it keeps its id.
export const Moving = Extension.create({
  name: "moving",
  addCommands() {
    return {
      moveBlock: (step) => ({ state, tr, dispatch }) => {
        const { $from, $to } = state.selection;
        const [first, end] = [$from.index(0), Math.max($to.indexAfter(0), $from.index(0) + 1)];
        const other = step < 0 ? first - 1 : end;
        if (other < 0 || other >= state.doc.childCount) return false;
        if (!dispatch) return true;
        const neighbour = state.doc.child(other);
        const at = $from.posAtIndex(other, 0);
        tr.delete(at, at + neighbour.nodeSize);
        tr.insert(step < 0 ? $from.posAtIndex(end, 0) - neighbour.nodeSize : $from.posAtIndex(first, 0), neighbour);
        tr.scrollIntoView();
        return true;
      },
    };
  },
  addKeyboardShortcuts() {
    return {
      "Alt-ArrowUp": ({ editor }) => editor.commands.moveBlock(-1),
      "Alt-ArrowDown": ({ editor }) => editor.commands.moveBlock(1),
    };
  },
});
