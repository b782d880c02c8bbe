import { useEntry } from './entry-state';

const boxes = new Map<string, HTMLInputElement | HTMLTextAreaElement>();

/** The field that had the focus last: a command that was chosen in a panel means that one. */
let lastFocused: string | undefined;

/** Boxes register here, so that commands can move the focus without knowing the page. */
export function registerBox(fieldId: string, box: HTMLInputElement | HTMLTextAreaElement | null): void {
  if (box === null) boxes.delete(fieldId);
  else boxes.set(fieldId, box);
}

/** Focuses a field with its content selected. */
export function focusField(fieldId: string | undefined): void {
  const box = fieldId === undefined ? undefined : boxes.get(fieldId);
  box?.focus();
  box?.select();
}

export function noteFocus(fieldId: string): void {
  lastFocused = fieldId;
}

/** The field that has or last had the focus; the first one when none had. */
export function focusedField(): string | undefined {
  const ids = fieldIds();
  return lastFocused !== undefined && ids.includes(lastFocused) ? lastFocused : ids[0];
}

export function focusFirst(): void {
  focusField(fieldIds()[0]);
}

/** Moves by so many fields; stops at the ends. */
export function moveFocus(by: 1 | -1): void {
  const ids = fieldIds();
  const now = ids.indexOf(focusedField() ?? '');
  focusField(ids[Math.min(ids.length - 1, Math.max(0, now + by))]);
}

/** The first field that has neither value nor flag; the last field when all have. */
export function focusFirstEmpty(): void {
  const { keyed } = useEntry.getState();
  const ids = fieldIds();
  focusField(ids.find((id) => (keyed.values[id] ?? '').trim() === '' && keyed.flags[id] === undefined) ?? ids.at(-1));
}

function fieldIds(): readonly string[] {
  return useEntry.getState().work?.form.fields.map((f) => f.id) ?? [];
}
