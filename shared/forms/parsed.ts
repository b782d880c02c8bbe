/** Why a keyed text does not fit its field; the page has the words for each. */
export type Problem =
  | 'required'
  | 'tooLong'
  | 'notADate'
  | 'noSuchDay'
  | 'notAnAmount'
  | 'commaInAmount';

/** What a keyed text stands for, or why it cannot stand. */
export type Parsed = Readonly<{ ok: true; value: string }> | Readonly<{ ok: false; problem: Problem }>;

export function parsed(value: string): Parsed {
  return { ok: true, value };
}

export function unfit(problem: Problem): Parsed {
  return { ok: false, problem };
}
