import type { Entry } from '../../shared/domain/entry';

/** An entry as this version seals it: values, and flags where there are some; without rows, reasons, a note or figures. */
export function entryOf(values: Entry['values'], flags: Entry['flags'] = {}): Entry {
  return { v: 2, values: { ...values }, flags: { ...flags }, rowCounts: {}, overrides: {}, note: '', keyedIn: null, effort: null };
}
