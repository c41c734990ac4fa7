// Says beside a field called "when" how the date in it is read, a moment after the last key.
const PAUSE = 600;

for (const form of document.querySelectorAll("form[data-read-date]")) {
  const timers = new WeakMap();
  form.addEventListener("input", ({ target }) => {
    if (!/(^|-)when$/.test(target.name)) return;
    clearTimeout(timers.get(target));
    timers.set(target, setTimeout(() => read(form, target), PAUSE));
  });
}

async function read(form, input) {
  const said = beside(input);
  const asked = input.value.trim();
  if (!asked) { said.textContent = ""; return; }
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || form.querySelector("[name=csrfmiddlewaretoken]").value;
  try {
    const answer = await fetch(form.dataset.readDate, {
      method: "POST", body: new URLSearchParams({ when: asked }), credentials: "same-origin", redirect: "manual",
      headers: { "X-CSRFToken": token, "Accept": "application/json" },
    });
    if (!answer.ok || input.value.trim() !== asked) return;
    said.textContent = (await answer.json()).said;
  } catch {
    said.textContent = ""; // without a connection the answer comes when the form is sent
  }
}

function beside(input) {
  const id = `${input.id}-read`;
  let said = document.getElementById(id);
  if (!said) {
    said = document.createElement("p");
    said.id = id;
    said.className = "govuk-hint cspr-read";
    said.setAttribute("aria-live", "polite");
    input.after(said);
  }
  return said;
}
