// Many entries in a row: a new row after the last, arrows and copying from above, and rows pasted out of a spreadsheet.
const FIELDS = ["when", "source", "what"];

for (const form of document.querySelectorAll("form[data-grid]")) {
  const rows = form.querySelector("[data-cspr-rows]");
  const all = () => [...rows.querySelectorAll(":scope > .cspr-rows__row")];
  const box = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const nameOf = (input) => FIELDS.find((name) => input.name?.endsWith(`-${name}`));
  const suggest = () => form.querySelectorAll("[name$=-source]").forEach((input) => input.setAttribute("list", "sources"));

  function another() {
    const here = document.activeElement;
    rows.querySelector("[data-cspr-add]").click();
    here?.focus();
    suggest();
    return all().at(-1);
  }

  form.addEventListener("input", ({ target }) => {
    if (nameOf(target) && target.value && all().at(-1).contains(target)) another();
  });

  form.addEventListener("keydown", (event) => {
    const name = nameOf(event.target);
    if (!name) return;
    const place = all().findIndex((row) => row.contains(event.target));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.altKey && step && all()[place + step]) {
      event.preventDefault();
      box(all()[place + step], name).focus();
    }
    if (event.ctrlKey && event.key === "'" && place > 0) {
      event.preventDefault();
      put(event.target, box(all()[place - 1], name).value);
    }
  });

  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    const first = FIELDS.indexOf(nameOf(event.target));
    if (first < 0 || !text.includes("\t")) return;
    event.preventDefault();
    let place = all().findIndex((row) => row.contains(event.target));
    for (const cells of table(text)) {
      const row = all()[place] || another();
      cells.slice(0, FIELDS.length - first).forEach((cell, column) => put(box(row, FIELDS[first + column]), cell));
      place += 1;
    }
  });

  suggest();
}

function put(input, value) {
  input.value = value.trim();
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

// Cells with line breaks come in quotation marks, which are doubled inside.
function table(text) {
  const lines = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    const cell = lines.at(-1).at(-1);
    if (sign === '"' && quoted && text[at + 1] === '"') { lines.at(-1)[lines.at(-1).length - 1] += '"'; at += 1; }
    else if (sign === '"' && (quoted || !cell)) quoted = !quoted;
    else if (sign === "\t" && !quoted) lines.at(-1).push("");
    else if (sign === "\n" && !quoted) lines.push([""]);
    else if (sign !== "\r") lines.at(-1)[lines.at(-1).length - 1] += sign;
  }
  return lines.filter((cells) => cells.some((cell) => cell.trim()));
}
