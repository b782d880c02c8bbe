import type { Entry } from '../../domain/entry';
import type { Address } from '../address';
import { storedEntry } from '../entry-check';
import type { FormPlan } from '../form-plan';
import type { Problem } from '../parsed';
import { fieldAt, readText } from '../read-text';
import { Workings } from '../workings';
import { boxesOf } from './flow';
import { keyingsOf, withoutBlankRows, type Keyed } from './keyed';

/** The entry that is submitted of what was keyed: without blank rows; what is legible of a flagged value as it was keyed. */
export function submittedEntry(plan: FormPlan, keyed: Keyed, effort: Entry['effort']): Entry {
  const left = withoutEmptyRows(plan, keyed);
  const keyings = keyingsOf(plan, left);
  const legible = Object.fromEntries(Object.keys(left.flags).map((address) => [address, keyings.values[address] || (left.texts[address] ?? '')]));
  const { flags, rowCounts, overrides, note } = left;
  return storedEntry(new Workings(plan, { ...keyings, values: { ...keyings.values, ...legible } }), { flags, rowCounts, overrides, note, effort });
}

/** Also without rows of which all that was keyed is hidden: it is not stored, and an empty row says nothing. */
function withoutEmptyRows(plan: FormPlan, keyed: Keyed): Keyed {
  const shown = withoutBlankRows(plan, keyed);
  const workings = new Workings(plan, keyingsOf(plan, shown));
  const left = withoutBlankRows(plan, shown, (address) => workings.isHidden(address));
  // Rows behind one that went have other addresses now: what is hidden there is looked at anew.
  return left === shown ? shown : withoutEmptyRows(plan, left);
}

/** Boxes whose text cannot be read, with why: rules see them as empty, and they keep an entry from being submitted. What is hidden keeps nothing back: it is stored empty. */
export function unreadableBoxes(plan: FormPlan, { texts, flags, language }: Keyed, workings: Workings): readonly (readonly [Address, Problem])[] {
  return boxesOf(workings).flatMap((address) => {
    const text = texts[address] ?? '';
    if (text.trim() === '' || flags[address] !== undefined) return [];
    const read = readText(plan, fieldAt(plan, address), text, language);
    return read.ok ? [] : [[address, read.problem] as const];
  });
}
