// A button beside each answer copies it. Where no script runs, the buttons stay hidden and one click marks the answer.
const told = document.getElementById("copied");

async function copy(answer) {
  try {
    await navigator.clipboard.writeText(answer.textContent);
  } catch {
    // Browsers offer the clipboard only over a safe connection; what is selected can be copied all the same.
    const range = document.createRange();
    range.selectNodeContents(answer);
    const selected = getSelection();
    selected.removeAllRanges();
    selected.addRange(range);
    document.execCommand("copy");
  }
}

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const answer = document.getElementById(button.dataset.copies);
    await copy(answer);
    for (const other of document.querySelectorAll("[data-copies]")) other.firstChild.textContent = "Copy";
    button.firstChild.textContent = "Copied";
    told.textContent = `Copied: ${button.querySelector(".govuk-visually-hidden").textContent.slice(2)}`;
  });
}
