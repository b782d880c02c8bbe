import { useEntry } from './entry-state';

/** `repeat`: a key that is held down must not run a command once more in the next item. `modifierAltGraph`: a sign typed with AltGr, which on some systems looks like Ctrl and Alt. */
type TypedKey = Readonly<{ key: string; code: string; shiftKey: boolean; ctrlKey: boolean; altKey: boolean; modifierAltGraph: boolean; repeat: boolean }>;

/** What belongs together: keys typed ahead are meant for the next item of the same batch under the same form. */
type Kin = Readonly<{ batchId: string; formHash: string }>;

let typed: TypedKey[] = [];
let left: Kin | null = null;

/** Holds the keys back that come while the next item opens; must listen before everything else. */
export function catchKeysTypedAhead(target: Window): void {
  target.addEventListener('keydown', (event) => {
    if (!useEntry.getState().opening || event.isComposing || event.key === 'Escape') return;
    const { key, code, shiftKey, ctrlKey, altKey, repeat } = event;
    event.preventDefault();
    event.stopImmediatePropagation();
    typed.push({ key, code, shiftKey, ctrlKey, altKey, modifierAltGraph: event.getModifierState('AltGraph'), repeat });
  }, { capture: true });
  // No item came: what was meant for it must not go into one that is opened by hand later.
  useEntry.subscribe(({ opening, work }, before) => {
    if (before.opening && !opening && work === null) typed = [];
  });
}

/** The item that was submitted last: what is typed until the next one opens is meant for its batch. */
export function typeAheadFrom(kin: Kin): void {
  left = kin;
  typed = [];
}

/** Gives the keys to the item that has opened, as if they were pressed now; they are dropped where it is of another kind. */
export function releaseKeysTypedAhead({ batchId, formHash }: Kin): void {
  const keys = typed;
  typed = [];
  if (left?.batchId !== batchId || left.formHash !== formHash) return;
  const { work } = useEntry.getState();
  for (const [i, key] of keys.entries()) {
    if (useEntry.getState().work !== work) {
      // A key among them has submitted this item: the rest is meant for the next, once that is drawn.
      typed = keys.slice(i);
      return;
    }
    press(key);
  }
}

function press(key: TypedKey): void {
  const box = document.activeElement;
  const isHandled = !(box ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }));
  const isChord = (key.ctrlKey || key.altKey) && !key.modifierAltGraph;
  if (isHandled || isChord || !(box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement)) return;
  const [start, end] = [box.selectionStart ?? 0, box.selectionEnd ?? 0];
  if (key.key.length === 1) {
    const isTaken = box.dispatchEvent(new InputEvent('beforeinput', { data: key.key, inputType: 'insertText', bubbles: true, cancelable: true }));
    if (isTaken) box.setRangeText(key.key, start, end, 'end');
  } else if (key.key === 'Backspace') box.setRangeText('', start === end ? Math.max(0, start - 1) : start, end, 'end');
  else return;
  box.dispatchEvent(new Event('input', { bubbles: true }));
}
