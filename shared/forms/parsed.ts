/** Every way in which a value does not fit its field; the page has the words for each. */
export const PROBLEMS = [
  'required', 'notVisited',
  'tooShort', 'tooLong', 'wrongSign', 'wrongShape',
  'notANumber', 'notAnAmount', 'otherDecimalSign', 'tooManyDecimals', 'tooSmall', 'tooLarge',
  'notADate', 'noSuchDay', 'tooEarly', 'tooLate',
  'notATime', 'notADuration', 'notWholeMinutes',
  'notYesOrNo', 'notAnOption', 'notInList', 'tooFewRows',
  'wrongCheckDigit', 'notAnEmail', 'notAPhoneNumber',
] as const;
export type Problem = (typeof PROBLEMS)[number];

/** What a keyed text stands for, or why it cannot stand. */
export type Parsed = Readonly<{ ok: true; value: string }> | Readonly<{ ok: false; problem: Problem }>;

export function parsed(value: string): Parsed {
  return { ok: true, value };
}

export function unfit(problem: Problem): Parsed {
  return { ok: false, problem };
}
