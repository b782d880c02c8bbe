import type { Field } from '../field';
import type { Parsed, Problem } from '../parsed';
import type { Language } from '../words';

/** What the form language knows of the values of one kind of field. Never asked about an empty text or value. */
export interface ValueKind<F extends Field> {
  /** The canonical form of a keyed text with trimmed ends. Bounds and lengths are `problem`'s to check. */
  read(field: F, keyed: string, language: Language): Parsed;
  /** A stored value as `read` takes it back; what is not canonical is given back as it is. */
  show(field: F, value: string, language: Language): string;
  problem(field: F, value: string): Problem | null;
  isFull(field: F, keyed: string, language: Language): boolean;
  /** Whether one sign may stand anywhere in a keyed text. */
  takes(field: F, sign: string, language: Language): boolean;
}
