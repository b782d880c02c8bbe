import { holdsGs1, holdsIsbn10 } from './check-digits';
import type { Scheme } from './scheme';

/** Books, by ISO 2108: thirteen digits, or ten signs as they were given out until 2006. Stored as keyed, not turned into each other. */
export const isbnScheme: Scheme = {
  signs: 'digitsAndX',
  compact: (signs) => signs.replace(/^ISBN(?:1[03](?=\d{10}))?/, ''),
  problem(value) {
    if (/^\d{9}[\dX]$/.test(value)) return holdsIsbn10(value) ? null : 'wrongCheckDigit';
    if (/^97[89]\d{10}$/.test(value)) return holdsGs1(value) ? null : 'wrongCheckDigit';
    return 'wrongShape';
  },
  longest: (signs) => (/^97[89]/.test(signs) && !signs.endsWith('X') ? 13 : 10),
};
