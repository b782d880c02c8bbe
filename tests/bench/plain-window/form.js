// The keys of the entry room on plain inputs: Enter goes on, Ctrl+Enter begins the next entry.
/** @type {HTMLElement[]} */
const boxes = [...document.querySelectorAll('input, textarea')].map((each) => /** @type {HTMLElement} */ (each));
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  const at = boxes.findIndex((box) => box === document.activeElement);
  if (event.ctrlKey) document.querySelector('form')?.reset();
  boxes[event.ctrlKey ? 0 : Math.min(at + 1, boxes.length - 1)]?.focus();
});
