import type { Entry, FieldFlag } from '../../domain/entry';
import { cellAddress, cellPlace, type Address } from '../address';
import type { FormPlan } from '../form-plan';
import { fieldAt, readText, showValue } from '../read-text';
import { comesByItself, textThatComes } from './prefill';
import type { Keyings } from '../workings';
import type { Language } from '../words';

/** What stands in the boxes of an entry in progress. Texts are as keyed in `language`: one that cannot be read stays as it is. */
export type Keyed = Readonly<{
  texts: Readonly<Record<Address, string>>;
  flags: Readonly<Record<Address, FieldFlag>>;
  rowCounts: Readonly<Record<string, number>>;
  overrides: Readonly<Record<string, string>>;
  note: string;
  language: Language;
  /** What came into first rows from the item before; not known of a draft, where it counts as keyed. */
  carried?: Readonly<Record<Address, string>>;
}>;

export function emptyKeyed(language: Language): Keyed {
  return { texts: {}, flags: {}, rowCounts: {}, overrides: {}, note: '', language };
}

/** Keying takes a flag off. A box of one line takes pasted line ends for spaces. */
export function withText(plan: FormPlan, keyed: Keyed, address: Address, text: string): Keyed {
  const line = fieldAt(plan, address).kind === 'longText' ? text : text.replaceAll(/[\r\n]+/g, ' ');
  return { ...keyed, texts: { ...keyed.texts, [address]: line }, flags: without(keyed.flags, address) };
}

/** Puts a flag on, or takes the same one off again. */
export function withFlag(keyed: Keyed, address: Address, flag: FieldFlag): Keyed {
  const flags = keyed.flags[address] === flag ? without(keyed.flags, address) : { ...keyed.flags, [address]: flag };
  return { ...keyed, flags };
}

export function withOverride(keyed: Keyed, key: string, reason: string | null): Keyed {
  return { ...keyed, overrides: reason === null ? without(keyed.overrides, key) : { ...keyed.overrides, [key]: reason } };
}

/** Puts an empty row before the one at `row`; at the end where that is behind the last. */
export function withRow(keyed: Keyed, rowsId: string, row: number): Keyed {
  return shifted(keyed, rowsId, (index) => (index >= row ? index + 1 : index), 1);
}

export function withoutRow(keyed: Keyed, rowsId: string, row: number): Keyed {
  return shifted(keyed, rowsId, (index) => (index === row ? null : index > row ? index - 1 : index), -1);
}

/** Puts a copy of a row behind it. */
export function withRowCopied(keyed: Keyed, rowsId: string, row: number): Keyed {
  const made = withRow(keyed, rowsId, row + 1);
  const copies = Object.entries(keyed.texts).flatMap(([address, text]) => {
    const place = cellPlace(address);
    return place?.rowsId === rowsId && place.row === row ? [[cellAddress(rowsId, row + 1, place.columnId), text] as const] : [];
  });
  return { ...made, texts: { ...made.texts, ...Object.fromEntries(copies) } };
}

/** Whether nothing was keyed into a row: what stands there came by itself. A running number that is passed over says nothing, as it may have been another row's. */
export function isBlankRow(plan: FormPlan, keyed: Keyed, rowsId: string, row: number, isOfNoAccount: (address: Address) => boolean = () => false): boolean {
  return (plan.rows.get(rowsId)?.fields ?? []).every((field) => {
    const address = cellAddress(rowsId, row, field.id);
    if (isOfNoAccount(address)) return true;
    const text = (keyed.texts[address] ?? '').trim();
    const isCounted = field.keying?.carry === 'sequential' && comesByItself(field);
    const isUntouched = text === '' || field.compute !== undefined || isCounted || text === textThatComes(plan, keyed, rowsId, row, field);
    return keyed.flags[address] === undefined && isUntouched;
  });
}

/** Takes out rows into which nothing was keyed that counts. What a row carries on may be what the one above it has by then: all are looked at again. */
export function withoutBlankRows(plan: FormPlan, keyed: Keyed, isOfNoAccount?: (address: Address) => boolean): Keyed {
  for (const rowsId of plan.rows.keys()) {
    for (let row = (keyed.rowCounts[rowsId] ?? 0) - 1; row >= 0; row -= 1) {
      if (isBlankRow(plan, keyed, rowsId, row, isOfNoAccount)) return withoutBlankRows(plan, withoutRow(keyed, rowsId, row));
    }
  }
  return keyed;
}

/** What rules see of it: stored values; what cannot be read counts as empty. */
export function keyingsOf(plan: FormPlan, { texts, flags, rowCounts, language }: Keyed): Keyings {
  const values = Object.entries(texts).map(([address, text]) => {
    const read = readText(plan, fieldAt(plan, address), text, language);
    return [address, read.ok ? read.value : ''] as const;
  });
  return { values: Object.fromEntries(values), flags, rowCounts };
}

/** The same in another language: what can be read is written anew. */
export function inLanguage(plan: FormPlan, keyed: Keyed, language: Language): Keyed {
  if (keyed.language === language) return keyed;
  const texts = Object.entries(keyed.texts).map(([address, text]) => {
    const field = fieldAt(plan, address);
    const read = readText(plan, field, text, keyed.language);
    return [address, read.ok ? showValue(field, read.value, language) : text] as const;
  });
  return { ...keyed, texts: Object.fromEntries(texts), language };
}

/** What a draft, or an entry that came back, has in its boxes; addresses that the form does not have are left out. */
export function keyedFrom(plan: FormPlan, entry: Entry, language: Language): Keyed {
  const { values, flags, rowCounts, overrides, note, keyedIn } = entry;
  const known = Object.entries(values).filter(([address]) => plan.slots.has(cellPlace(address)?.columnId ?? address));
  const from = keyedIn ?? language;
  const texts = known.map(([address, value]) => [address, keyedIn === null ? showValue(fieldAt(plan, address), value, language) : value] as const);
  return inLanguage(plan, { texts: Object.fromEntries(texts), flags, rowCounts, overrides, note, language: from }, language);
}

function shifted(keyed: Keyed, rowsId: string, to: (row: number) => number | null, by: 1 | -1): Keyed {
  const move = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).flatMap(([address, value]) => {
      const place = cellPlace(address);
      if (place?.rowsId !== rowsId) return [[address, value]];
      const row = to(place.row);
      return row === null ? [] : [[cellAddress(rowsId, row, place.columnId), value]];
    }));
  const count = Math.max(0, (keyed.rowCounts[rowsId] ?? 0) + by);
  const carried = keyed.carried === undefined ? {} : { carried: move(keyed.carried) };
  return { ...keyed, ...carried, texts: move(keyed.texts), flags: move(keyed.flags), overrides: move(keyed.overrides), rowCounts: { ...keyed.rowCounts, [rowsId]: count } };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  if (!(key in record)) return record;
  const { [key]: _taken, ...rest } = record;
  return rest;
}
