import type { Address } from '../../shared/forms/address';
import { firstBox } from '../../shared/forms/keying/flow';
import { useEntry, workingsNow } from './entry-state';
import { useFocus } from './focus-state';

type Box = HTMLInputElement | HTMLTextAreaElement;

const boxes = new Map<Address, Box>();

/** Boxes register here, so that commands can move the focus without knowing the page. */
export function registerBox(address: Address, box: Box | null): void {
  if (box === null) boxes.delete(address);
  else boxes.set(address, box);
}

/** Focuses a box with its content selected. */
export function focusBox(address: Address | null): void {
  const box = address === null ? undefined : boxes.get(address);
  box?.focus();
  box?.select();
}

/** The box that has or last had the focus, as long as it can be keyed; the first one when none had. A command that was chosen in a panel means that one. */
export function focusedBox(): Address | null {
  const { derived } = useEntry.getState();
  const { address } = useFocus.getState();
  return address !== null && derived.boxes.includes(address) ? address : (derived.boxes[0] ?? null);
}

export function boxAt(address: Address): Box | undefined {
  return boxes.get(address);
}

export function focusFirst(): void {
  const { work, keyed } = useEntry.getState();
  if (work !== null) focusBox(firstBox(work.plan, keyed, workingsNow()));
}

/** The first box that has neither value nor flag; the last one when all have. */
export function focusFirstEmpty(): void {
  const { keyed, derived } = useEntry.getState();
  const empty = derived.boxes.find((address) => (keyed.texts[address] ?? '').trim() === '' && keyed.flags[address] === undefined);
  focusBox(empty ?? derived.boxes.at(-1) ?? null);
}
