// Starts what every page may hold. The address comes from the page because static files carry a hash in their names.
import(document.documentElement.dataset.govuk).then(({ initAll }) => initAll());

// A token is a mask, made anew for each page, and under it the secret of the cookie. Signing in again in another tab changes
// the secret; a form that was open meanwhile is sent with the new one, under the mask of its page: by it the server tells
// whether this very page was sent before. Back leads to the same page, with what was typed, so it keeps its mask.
const SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const wentBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
document.addEventListener("submit", (event) => {
  const token = event.target.querySelector("[name=csrfmiddlewaretoken]");
  const secret = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (!token || token.value.length !== 2 * secret?.length) return;
  const sentFrom = `sent ${location.pathname}`;
  const mask = (wentBack && sessionStorage.getItem(sentFrom)) || token.value.slice(0, secret.length);
  const under = [...secret].map((sign, at) => SIGNS[(SIGNS.indexOf(sign) + SIGNS.indexOf(mask[at])) % SIGNS.length]);
  token.value = mask + under.join("");
  sessionStorage.setItem(sentFrom, mask);
});

// A form that came back, with an error or to be sent again, is the answer to a sending. Once it is left, Back opens the form
// itself: the browser would ask whether to send again, and most people do not know.
if (document.querySelector(".govuk-error-summary, .cspr-typed-again")) {
  const leaving = () => history.replaceState(history.state, "", location.href);
  document.addEventListener("submit", leaving);
  document.addEventListener("click", (event) => { if (event.target.closest("a[href]:not([href^='#'], [target])")) leaving(); });
}

// Repeating rows: "Add another" copies the template, and rows kept for people without scripts are folded away.
for (const rows of document.querySelectorAll("[data-cspr-rows]")) {
  const prefix = rows.dataset.csprRows;
  const total = document.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const most = document.querySelector(`[name="${prefix}-MAX_NUM_FORMS"]`);
  const template = rows.querySelector(":scope > template");
  const add = rows.querySelector("[data-cspr-add]");
  const all = () => [...rows.querySelectorAll(":scope > .cspr-rows__row")];
  const isBlank = (row) =>
    [...row.querySelectorAll("input, textarea, select")].every((input) =>
      input.type === "checkbox" || input.type === "radio" ? !input.checked : input.type === "hidden" || !input.value
    );
  const hasError = (row) => row.querySelector(".govuk-error-message");

  let spare = Number(rows.dataset.spare);
  for (const row of all().reverse()) {
    if (!spare || !isBlank(row) || hasError(row) || all().length === 1) break;
    row.remove();
    spare -= 1;
    total.value = Number(total.value) - 1;
  }
  const show = () => { add.hidden = Number(total.value) >= Number(most.value); };
  add.addEventListener("click", () => {
    const index = Number(total.value);
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", index);
    const row = holder.firstElementChild;
    row.querySelector(".cspr-rows__number").textContent = index + 1;
    add.before(row);
    total.value = index + 1;
    import(document.documentElement.dataset.govuk).then(({ initAll }) => initAll({ scope: row }));
    row.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    show();
  });
  show();
}

// Long work: the page asks for itself until the work is finished, and shows how far it has come.
const EVERY = 3000;
async function follow() {
  const shown = document.querySelector('[data-job="running"]');
  if (!shown) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("[data-job]");
    if (!next) return location.reload();
    if (next.dataset.job === "finished") return location.reload();
    shown.replaceChildren(...next.childNodes);
  } catch {
    // No connection just now; the next turn may have one.
  }
  setTimeout(follow, EVERY);
}
if (document.querySelector('[data-job="running"]') && !location.pathname.startsWith("/help/")) setTimeout(follow, EVERY);
