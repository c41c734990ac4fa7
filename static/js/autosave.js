// Saves what is typed into <form data-autosave="key"> a moment after the last key, and when the page is left.
const PAUSE = 1500;
const RETRY = 10000;
const KEEPALIVE_BYTES = 60000; // browsers refuse to send more than 64 kB from a page that is closing
const NEVER = /password|passwd|secret|token|otp/i;

const WORDS = {
  offline: "Not saved: no connection, will try again",
  server: "Not saved: the service did not answer, will try again",
  signedOut: "Not saved: you have been signed out. Sign in in a new tab; what you typed stays on this page",
  elsewhere: "Not saved: this form is also open in another window, and was saved there. Copy what you need, then load this page again",
  notSent: "Not sent: there is no connection. What you typed stays on this page. Send it again when you are connected",
  tooMuch: "Not saved as you type: this text is too long for that. Send the form to keep it",
};

// Signing in again in another tab changes the token, so the cookie is asked before the page.
const freshToken = (form) =>
  document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || form.querySelector("[name=csrfmiddlewaretoken]")?.value || "";

for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);

function watch(form) {
  const status = document.createElement("p");
  status.className = "cspr-autosave";
  status.setAttribute("aria-live", "polite");
  (form.querySelector(":scope > .govuk-button-group") || form.lastElementChild).before(status);
  let revision = form.dataset.autosaveRevision || "0";
  let last = fields().toString();
  let timer = null;
  let sending = false;
  let stopped = false;

  function fields() {
    const kept = new URLSearchParams();
    for (const input of form.elements) {
      if (!input.name || input.disabled || NEVER.test(input.name)) continue;
      if (["file", "password", "submit", "button", "image", "reset"].includes(input.type)) continue;
      if (["checkbox", "radio"].includes(input.type) && !input.checked) continue;
      if (input.type === "select-multiple") for (const o of input.selectedOptions) kept.append(input.name, o.value);
      else kept.append(input.name, input.value);
    }
    return kept;
  }

  function say(words, trouble) {
    status.classList.toggle("cspr-autosave--trouble", Boolean(trouble));
    if (status.textContent !== words) status.textContent = words;
  }

  function later(ms) {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, ms);
  }

  async function save(leaving) {
    clearTimeout(timer);
    if (stopped || sending) return;
    const now = fields();
    const text = now.toString();
    if (text === last) return;
    now.set("autosave_key", form.dataset.autosave);
    now.set("autosave_revision", revision);
    now.set("autosave_title", form.dataset.autosaveTitle || "");
    const body = now.toString();
    sending = true;
    try {
      const answer = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body,
        credentials: "same-origin",
        redirect: "manual",
        keepalive: leaving === true && body.length < KEEPALIVE_BYTES,
        headers: {
          "Content-Type": "application/x-www-form-urlencoded",
          "X-CSRFToken": freshToken(form),
          "Accept": "application/json",
        },
      });
      await heard(answer, text);
    } catch {
      say(WORDS.offline, true);
      later(RETRY);
    } finally {
      sending = false;
    }
    if (!stopped && fields().toString() !== last && !timer) later(PAUSE);
  }

  async function heard(answer, text) {
    timer = null;
    if (answer.ok) {
      const { revision: next, saved } = await answer.json();
      revision = String(next);
      last = text;
      say(`Saved ${saved}`);
    } else if (answer.status === 409) {
      stopped = true;
      say(WORDS.elsewhere, true);
    } else if (answer.status === 413) {
      last = text; // what was too long is not sent again as it is
      say(WORDS.tooMuch, true);
    } else if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) {
      say(WORDS.signedOut, true);
      later(RETRY);
    } else {
      say(WORDS.server, true);
      later(RETRY);
    }
  }

  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("change", () => later(PAUSE));
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) { // the browser would leave this page for one of its own, and take what was typed with it
      event.preventDefault();
      say(WORDS.notSent, true);
      return;
    }
    stopped = true;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  window.addEventListener("online", () => later(0));
  // Coming back to a page that was kept in memory after it was sent: it may be typed into again.
  window.addEventListener("pageshow", (event) => { if (event.persisted) stopped = false; });
}
