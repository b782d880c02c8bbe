/**
 * Keeps the box that has the focus on screen, with its words and its piece of the source: when the focus comes, and
 * whenever something around it grows or shrinks. Gives what ends it.
 */
export function keepInView(scroller: HTMLElement): () => void {
  const bring = (): void => bringIntoView(scroller);
  // The words and the piece of the source of a box are drawn after it has the focus.
  const afterDrawing = (): void => void requestAnimationFrame(bring);
  const observer = new ResizeObserver(bring);
  for (const each of [scroller, ...scroller.children]) observer.observe(each);
  scroller.addEventListener('focusin', afterDrawing);
  return () => {
    observer.disconnect();
    scroller.removeEventListener('focusin', afterDrawing);
  };
}

function bringIntoView(scroller: HTMLElement): void {
  const box = document.activeElement;
  if (box === null || !scroller.contains(box)) return;
  box.closest('.field')?.scrollIntoView({ block: 'nearest' });
  box.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
