// From entry to entry by keyboard: j or down, k or up, Enter opens, x ticks. Only while the focus is in the list, so that
// no letter typed elsewhere does anything.
const STEP = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";
const plain = (event) => !event.altKey && !event.ctrlKey && !event.metaKey && !event.target.closest(TYPING);

for (const list of document.querySelectorAll("[data-entries]")) {
  const entries = [...list.children];
  const said = document.createElement("p");
  said.className = "govuk-visually-hidden";
  said.setAttribute("role", "status");
  list.after(said);
  entries.forEach((entry, place) => { entry.tabIndex = place ? -1 : 0; });

  function go(place) {
    const entry = entries[place];
    if (!entry) return;
    entries.forEach((other) => { other.tabIndex = other === entry ? 0 : -1; });
    entry.focus();
    entry.scrollIntoView({ block: "nearest" });
    said.textContent = `Entry ${list.start + place} of ${list.start + entries.length - 1} on this page`;
  }

  list.addEventListener("keydown", (event) => {
    const entry = event.target.closest("[data-entries] > *");
    if (!entry || !plain(event)) return;
    const step = STEP[event.key];
    if (step) go(entries.indexOf(entry) + step);
    else if (event.key === "Enter" && event.target === entry) entry.querySelector("[data-open]").click();
    else if (event.key === "x" && entry.querySelector("[name=entry]")) entry.querySelector("[name=entry]").click();
    else return;
    event.preventDefault();
  });

  // Whoever comes back from an opened entry goes on from it.
  const back = entries.findIndex((entry) => `#${entry.id}` === location.hash);
  if (back >= 0) go(back);
}

// An opened entry: the same letters while the focus is on the links to the entries beside it, where they lead again.
const ways = document.querySelector("[data-ways]");
ways?.addEventListener("keydown", (event) => {
  const way = plain(event) && ways.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (way) way.click();
});
