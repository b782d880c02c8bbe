import type { Problem } from '../parsed';

/** What makes a number of some scheme: asked about compact text, in capitals and without separators. */
export interface Scheme {
  readonly signs: 'digits' | 'digitsAndX' | 'lettersAndDigits';
  /** What the stored form leaves out or adds besides separators. */
  compact?(signs: string): string;
  problem(value: string): Extract<Problem, 'wrongShape' | 'wrongCheckDigit'> | null;
  /** How long a number that begins like this can get; undefined where that cannot be said. */
  longest(signs: string): number | undefined;
  show?(value: string): string;
}

/** A scheme of digits alone, with one of these lengths. */
export function digitScheme(lengths: readonly number[], holds: (digits: string) => boolean): Scheme {
  const longest = Math.max(...lengths);
  return {
    signs: 'digits',
    problem: (value) => (/^\d+$/.test(value) && lengths.includes(value.length) ? (holds(value) ? null : 'wrongCheckDigit') : 'wrongShape'),
    longest: () => longest,
  };
}
