import type { Zone } from '../../shared/forms/field';

/** The answer key of one item; addresses are field ids, or `rows.0.column` in rows. */
export interface ItemKey {
  /** As printed or written on the document; what is not on it is left out. */
  readonly fields: Readonly<Record<string, string>>;
  /** As the entry is stored; a field that must stay empty holds the empty text. */
  readonly stored: Readonly<Record<string, string>>;
  /** Addresses of fields that are worked out, not keyed. */
  readonly computed: readonly string[];
  readonly zones: Readonly<Record<string, Zone>>;
}

export type Answers = Omit<ItemKey, 'zones'>;

/** Gathers the answers of an item while its content is invented. */
export interface AnswerSheet {
  /** A field that is keyed; without `printed` it is not on the document. */
  keyed(address: string, stored: string, printed?: string): void;
  /** A field that follows from others. */
  worked(address: string, stored: string, printed?: string): void;
  done(): Answers;
}

export function createAnswers(): AnswerSheet {
  const fields: Record<string, string> = {};
  const stored: Record<string, string> = {};
  const computed: string[] = [];
  const keyed = (address: string, value: string, printed?: string): void => {
    stored[address] = value;
    if (printed !== undefined) fields[address] = printed;
  };
  return {
    keyed,
    worked: (address, value, printed) => {
      computed.push(address);
      keyed(address, value, printed);
    },
    done: () => ({ fields, stored, computed }),
  };
}
