// What stands beside the text: the chronology, episodes, conversations, terms of reference, findings and
// recommendations, searched and put in at the cursor, by mouse or by keyboard.
import { Node } from "django-prose-editor/editor";

const PAUSE = 300;
const SHORTCUT = "Mod-Alt-b";

// The mark of what a text rests on: shown to its author, never printed. It holds the key of the record alone.
export const Evidence = Node.create({
  name: "evidence",
  group: "inline",
  inline: true,
  atom: true,
  addOptions: () => ({ called: () => "", open: () => {} }),
  addAttributes() {
    return { key: { default: null, parseHTML: (dom) => dom.getAttribute("data-evidence"), renderHTML: (a) => ({ "data-evidence": a.key }) } };
  },
  parseHTML: () => [{ tag: "span[data-evidence]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes],
  renderText: () => "",
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("span");
      dom.className = "cspr-editor__evidence";
      dom.textContent = `Rests on: ${this.options.called(node.attrs.key) || "a record you may not read"}`;
      return { dom, ignoreMutation: () => true };
    };
  },
  addKeyboardShortcuts() {
    return { [SHORTCUT]: () => this.options.open() };
  },
});

const PANEL = `<h2 class="govuk-heading-s" id="beside-title">Beside the text</h2>
  <div class="govuk-form-group"><label class="govuk-label" for="beside-kind">Look in</label>
  <select class="govuk-select cspr-beside__wide" id="beside-kind"></select></div>
  <div class="govuk-form-group"><label class="govuk-label" for="beside-words">Words</label>
  <input class="govuk-input" id="beside-words" type="search" autocomplete="off" aria-describedby="beside-keys"></div>
  <p class="govuk-hint" id="beside-keys">Arrow down goes to what is found, Escape back to the text.</p>
  <p class="govuk-body-s" id="beside-said" role="status"></p>
  <ul class="govuk-list cspr-beside__found"></ul>`;
const WORDS = {
  none: "Nothing holds these words.",
  more: "The first of them are shown; write more words to see the others.",
  trouble: "It could not be looked up. What you wrote is safe; try again in a moment.",
  put: "It is put in.",
  answered: "This paragraph is named as an answer.",
  refused: "Wait until the paragraph is saved, then try once more.",
};

// The panel of an editor, and how it is opened. ``token`` gives what the server wants to see of this page.
export function beside(frame, setup, token) {
  const panel = document.createElement("aside");
  panel.className = "cspr-beside";
  panel.hidden = true;
  panel.setAttribute("aria-labelledby", "beside-title");
  panel.innerHTML = PANEL;
  const [kind, words, said] = ["kind", "words", "said"].map((name) => panel.querySelector(`#beside-${name}`));
  const list = panel.querySelector("ul");
  kind.append(...setup.kinds.map((one) => new Option(one.label, one.kind)));
  let editor = null;
  let timer = null;
  let asked = 0;

  async function send(address, body, type) {
    return fetch(address, {
      method: "POST",
      body,
      credentials: "same-origin",
      redirect: "manual",
      headers: { "Content-Type": type, "X-CSRFToken": token(), Accept: "application/json" },
    });
  }

  async function look() {
    const number = (asked += 1);
    try {
      const answer = await send(setup.search, JSON.stringify({ kind: kind.value, words: words.value }), "application/json");
      if (number !== asked) return;
      if (!answer.ok) throw new Error();
      show(await answer.json());
    } catch {
      if (number === asked) said.textContent = WORDS.trouble;
    }
  }

  function show({ found, more }) {
    for (const { key, name, url } of found) setup.evidence[key] = { name, url };
    list.replaceChildren(...found.map(item));
    const count = `${found.length}${more ? "+" : ""} found.`;
    said.textContent = found.length ? `${count} ${more ? WORDS.more : ""}` : WORDS.none;
  }

  function item(one) {
    const li = document.createElement("li");
    const name = document.createElement("strong");
    const text = document.createElement("p");
    const ways = document.createElement("div");
    name.textContent = one.name;
    text.textContent = one.text.length > 400 ? `${one.text.slice(0, 400)}…` : one.text;
    ways.className = "cspr-beside__ways";
    if (one.quote) ways.append(way("Quote it", one, () => put(one.quote)));
    if (one.told) ways.append(way(one.key.startsWith("entry:") ? "Tell it by age" : "Put it in", one, () => put(one.told)));
    if (one.key.startsWith("question:")) ways.append(way("This paragraph answers it", one, () => answer(one)));
    else ways.append(way("Name as evidence", one, () => put({ type: "evidence", attrs: { key: one.key } })));
    if (one.url) ways.append(link(one));
    li.append(name, text, ways);
    return li;
  }

  function way(label, { name }, act) {
    const button = document.createElement("button");
    const about = document.createElement("span");
    button.type = "button";
    button.className = "cspr-editor__tool";
    about.className = "govuk-visually-hidden";
    about.textContent = `: ${name}`;
    button.append(label, about);
    button.addEventListener("click", act);
    return button;
  }

  function link({ url, name }) {
    const a = document.createElement("a");
    const about = document.createElement("span");
    a.href = url;
    a.target = "_blank";
    a.rel = "noopener";
    a.className = "govuk-link";
    about.className = "govuk-visually-hidden";
    about.textContent = ` ${name}, in a new tab`;
    a.append("Open", about);
    return a;
  }

  // Where the text cannot hold it (inside a footnote, a table or a list), whole paragraphs come after the block.
  function put(content) {
    const { $from } = editor.state.selection;
    const whole = typeof content === "string";
    const chain = editor.chain().focus();
    if (whole && $from.depth > 0 && ($from.depth > 1 || $from.parent.content.size)) chain.insertContentAt($from.after(1), content).run();
    else chain.insertContent(content).run();
    said.textContent = WORDS.put;
  }

  async function answer({ key }) {
    const { $from } = editor.state.selection;
    const place = ($from.depth ? $from.node(1) : editor.state.doc.nodeAt($from.pos))?.attrs.uid;
    const body = new URLSearchParams({ question: key.split(":")[1], place: place || "" });
    try {
      const told = await send(setup.answered, body, "application/x-www-form-urlencoded");
      said.textContent = told.type === "opaqueredirect" || told.ok ? WORDS.answered : WORDS.refused;
    } catch {
      said.textContent = WORDS.trouble;
    }
  }

  function open() {
    const opens = panel.hidden;
    panel.hidden = !opens;
    frame.classList.toggle("cspr-editor--beside", opens);
    button.setAttribute("aria-expanded", String(opens));
    if (!opens) editor.commands.focus();
    else {
      if (!list.children.length) look();
      words.focus({ preventScroll: matchMedia("(min-width: 64em)").matches });
    }
    return true;
  }

  const button = document.createElement("button");
  button.type = "button";
  button.className = "cspr-editor__tool";
  button.textContent = "Beside the text";
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-keyshortcuts", "Control+Alt+B");
  button.addEventListener("click", open);

  words.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, PAUSE); });
  kind.addEventListener("change", look);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") editor.commands.focus();
    else if (event.key === "Enter" && event.target === words) look();
    else if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.target === kind || !move(event.key === "ArrowDown" ? 1 : -1)) return;
    event.preventDefault();
  });

  // From the words to what is found, and from one to the next.
  function move(step) {
    const items = [...list.children];
    const at = items.findIndex((one) => one.contains(document.activeElement));
    const next = at + step < 0 ? words : items[at + step]?.querySelector("button");
    next?.focus();
    return Boolean(next);
  }

  return { button, open, evidence: Evidence.configure({ called: (key) => setup.evidence[key]?.name, open }), begin(made) { editor = made; frame.append(panel); } };
}
