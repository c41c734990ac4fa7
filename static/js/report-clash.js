// Two people in one paragraph: both texts are kept, shown side by side, and one is chosen without leaving the page.

const WORDS = {
  title: "Two people wrote in this paragraph",
  theirs: "Stands in the report",
  mine: "What you wrote, kept beside it",
  keep: "Keep theirs",
  use: "Use mine instead",
  late: "The text you do not choose stays among the earlier texts of the paragraph.",
  trouble: "It could not be chosen just now. Both texts are kept; try again in a moment.",
};

// ``chosen(uid, answer, mine)`` is told what stands from now on, ``token`` gives what the server wants to see.
export function clashes(frame, token, chosen) {
  const holder = document.createElement("div");
  holder.className = "cspr-editor__clash";
  holder.hidden = true;
  frame.querySelector(".cspr-editor__state").before(holder);
  let shown = "";

  function show(pairs) {
    const now = JSON.stringify(pairs);
    if (now === shown) return;
    shown = now;
    const focused = holder.contains(document.activeElement) && document.activeElement.dataset.choice;
    holder.replaceChildren(...pairs.map(pair));
    holder.hidden = !pairs.length;
    if (focused) holder.querySelector(`[data-choice="${focused}"]`)?.focus();
  }

  function pair(one) {
    const section = document.createElement("section");
    section.innerHTML = `<h2 class="govuk-heading-s"></h2><div class="cspr-editor__clash-texts"><div><h3 class="govuk-heading-s"></h3><div class="cspr-report__old cspr-report__text"></div></div>
      <div><h3 class="govuk-heading-s"></h3><div class="cspr-report__old cspr-report__text"></div></div></div><p class="govuk-body-s cspr-editor__clash-said"></p>`;
    section.setAttribute("aria-label", WORDS.title);
    section.querySelector("h2").textContent = WORDS.title;
    const [left, right] = section.querySelectorAll(".cspr-editor__clash-texts > div");
    left.querySelector("h3").textContent = one.by ? `${WORDS.theirs}: ${one.by}` : WORDS.theirs;
    right.querySelector("h3").textContent = WORDS.mine;
    left.querySelector("div").innerHTML = one.theirs; // cleaned on the server, as everything that is saved
    right.querySelector("div").innerHTML = one.mine;
    left.append(way(WORDS.keep, one, true));
    right.append(way(WORDS.use, one, false));
    section.querySelector(".cspr-editor__clash-said").textContent = WORDS.late;
    return section;
  }

  function way(label, one, keep) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary cspr-report__small";
    button.textContent = label;
    button.dataset.choice = `${one.uid} ${keep}`;
    button.addEventListener("click", () => choose(one, keep, button));
    return button;
  }

  async function choose(one, keep, button) {
    const said = button.closest("section").querySelector(".cspr-editor__clash-said");
    button.disabled = true;
    try {
      const answer = await fetch(one.address, {
        method: "POST",
        body: new URLSearchParams(keep ? { keep: "1" } : { revision: one.revision }),
        credentials: "same-origin",
        redirect: "manual",
        headers: { "X-CSRFToken": token(), Accept: "application/json" },
      });
      const now = await answer.json();
      if (!answer.ok) throw new Error(now.problem);
      button.closest("section").remove();
      holder.hidden = !holder.children.length;
      shown = "";
      chosen(one.uid, now, !keep);
    } catch (problem) {
      said.textContent = problem instanceof SyntaxError || problem instanceof TypeError ? WORDS.trouble : problem.message || WORDS.trouble;
      said.setAttribute("role", "alert");
      button.disabled = false;
    }
  }

  return { show };
}
