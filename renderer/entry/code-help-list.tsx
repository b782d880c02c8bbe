import { useLayoutEffect, useRef } from 'react';
import { useCodeHelp } from './code-help';

/** Air between the list and the edge of the window. */
const EDGE_PX = 8;

/** So much of the window's height is room enough for a list that can be scrolled: above the box it would cover the piece of the source. */
const ENOUGH = 0.22;

/** What a marked entry is called by the box that it belongs to. */
export function codeOptionId(describedBy: string, index: number): string {
  return `${describedBy}-code-${index}`;
}

/** The entries that fit, below their box; the arrows mark one and Enter takes it. */
export function CodeHelpList({ id, describedBy }: Readonly<{ id: string; describedBy: string }>) {
  const { matches, index } = useCodeHelp();
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => (list.current === null ? undefined : stayAtBox(list.current)), []);
  useLayoutEffect(() => list.current?.children[index]?.scrollIntoView({ block: 'nearest' }), [matches, index]);
  return (
    <ul ref={list} id={id} role="listbox" className="code-help" aria-labelledby={describedBy}>
      {matches.map(({ code, label }, i) => (
        <li key={code} id={codeOptionId(describedBy, i)} role="option" aria-selected={i === index}><b>{code}</b> {label}</li>
      ))}
    </ul>
  );
}

/** Keeps the list at its box over all else, so that neither a table's nor the form's edge cuts it off. */
function stayAtBox(list: HTMLElement): () => void {
  const place = (): void => placeAt(list);
  const observer = new ResizeObserver(place);
  observer.observe(list);
  place();
  window.addEventListener('scroll', place, true);
  window.addEventListener('resize', place);
  return () => {
    observer.disconnect();
    window.removeEventListener('scroll', place, true);
    window.removeEventListener('resize', place);
  };
}

/** Below the box; above it only where there is too little room below and more above. */
function placeAt(list: HTMLElement): void {
  const box = list.parentElement?.getBoundingClientRect();
  if (box === undefined) return;
  const { offsetWidth, style } = list;
  const room = { below: window.innerHeight - box.bottom - EDGE_PX, above: box.top - EDGE_PX };
  const wanted = list.scrollHeight + list.offsetHeight - list.clientHeight;
  const isBelow = room.below >= Math.min(wanted, window.innerHeight * ENOUGH) || room.below >= room.above;
  const height = Math.min(wanted, isBelow ? room.below : room.above);
  style.maxHeight = `${height}px`;
  style.top = `${isBelow ? box.bottom : box.top - height}px`;
  style.left = `${Math.max(EDGE_PX, Math.min(box.left, window.innerWidth - offsetWidth - EDGE_PX))}px`;
}
