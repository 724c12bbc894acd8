// How many characters are left in a [data-words] field, said only when it begins to matter.
// The field's .field holds <span data-words-left="{n} characters left" data-words-over="{n} characters too many">.

for (const field of document.querySelectorAll("[data-words]")) {
  const line = field.closest(".field")?.querySelector("[data-words-left]");
  const most = Number(field.dataset.words || field.maxLength);
  if (!line || !(most > 0)) continue;
  field.removeAttribute("maxlength"); // what was pasted is never cut silently
  line.setAttribute("aria-live", "polite");
  const count = () => {
    const left = most - [...field.value].length;
    const words = left < 0 ? line.dataset.wordsOver : line.dataset.wordsLeft;
    line.textContent = left < most / 5 ? words.replace("{n}", Math.abs(left).toLocaleString("en")) : "";
    line.classList.toggle("late", left < 0);
  };
  field.addEventListener("input", count);
  count();
}
