import type { Effort } from '../../shared/domain/effort';
import { cellPlace, type Address } from '../../shared/forms/address';
import { useSourceView } from '../source/source-view';
import { usePanels } from '../commands/panels';
import { EffortMeter } from './effort-meter';
import { useEntry } from './entry-state';
import { useFocus } from './focus-state';

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'ScrollLock', 'Fn', 'Dead', 'Process', 'Unidentified']);
const TAKES_BACK = new Set(['Backspace', 'Delete']);

let meter: EffortMeter | null = null;
/** Since when the next item is being waited for. */
let awaitedSinceMs: number | null = null;
let isPaused = false;

/** Watches keys and sources for as long as the page lives; must listen before the commands do. */
export function watchEffort(target: Window): void {
  target.addEventListener('keydown', noteKey, { capture: true });
  useSourceView.subscribe(({ shownHash }, before) => {
    if (shownHash !== null && shownHash !== before.shownHash) meter?.waited(performance.now());
  });
  useEntry.subscribe(({ opening }, before) => {
    if (opening && !before.opening) awaitedSinceMs = performance.now();
  });
}

/** Begins to count, going on from what an earlier sitting came to. */
export function beginEffort(before: Effort | null): void {
  meter = new EffortMeter(before, awaitedSinceMs ?? performance.now());
  if (awaitedSinceMs !== null) meter.waited(performance.now());
  awaitedSinceMs = null;
}

/** From now on neither keys nor time count for the entry on screen. */
export function pauseEffort(): void {
  if (isPaused) return;
  if (useEntry.getState().work !== null) meter?.pause(performance.now());
  isPaused = true;
}

export function resumeEffort(): void {
  isPaused = false;
  meter?.resume(performance.now());
}

/** What keying the entry on screen has come to. */
export function effortNow(): Effort | null {
  const { keyed } = useEntry.getState();
  return meter?.result(Object.keys(keyed.overrides).length, Object.keys(keyed.flags).length) ?? null;
}

/** Cells count for their column: a large table would make the figures larger than the entry. */
function columnOf(address: Address | null): Address | null {
  const place = address === null ? null : cellPlace(address);
  return place === null ? address : `${place.rowsId}.${place.columnId}`;
}

function noteKey(event: KeyboardEvent): void {
  // What is typed into a panel is not keyed into the entry below it.
  if (isPaused || usePanels.getState().open !== null) return;
  if (MODIFIERS.has(event.key) || event.isComposing || useEntry.getState().work === null) return;
  const isCorrection = TAKES_BACK.has(event.key) || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z');
  meter?.key(performance.now(), columnOf(useFocus.getState().address), isCorrection);
}
