import type { Day } from '../days';
import { isoDay } from '../days';
import type { Random } from '../random';
import { mod11Check } from './business-numbers';
import { italianCheckLetter } from './italian-check';

/**
 * A Norwegian identity number for somebody born from 1954 to 1999.
 *
 * Its serial, 500 to 749, belongs to those born a hundred years earlier: the form is right and nobody alive has it.
 */
export function norwegianIdentity(born: Day, random: Random): string {
  const [year, month, date] = isoDay(born).slice(2).split('-');
  for (;;) {
    const body = `${date}${month}${year}${random.whole(500, 749)}`;
    const first = mod11Check(body, [3, 7, 6, 1, 8, 9, 4, 5, 2]);
    if (first === undefined) continue;
    const second = mod11Check(`${body}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    if (second !== undefined) return `${body}${first}${second}`;
  }
}

/** An Italian tax code; its place of birth, Z990 to Z999, is none, so that it is nobody's. */
export function italianTaxCode(person: Readonly<{ given: string; family: string; sex: 'f' | 'm'; born: Day }>, random: Random): string {
  const { given, family, sex, born } = person;
  const day = String(born.date + (sex === 'f' ? 40 : 0)).padStart(2, '0');
  const body = `${threeLetters(family, false)}${threeLetters(given, true)}${String(born.year % 100).padStart(2, '0')}${'ABCDEHLMPRST'[born.month - 1] ?? ''}${day}Z99${random.digits(1)}`;
  return `${body}${italianCheckLetter(body)}`;
}

/** Consonants first, then vowels; a given name of four consonants and more leaves out its second. */
function threeLetters(name: string, isGiven: boolean): string {
  const letters = name.normalize('NFD').toUpperCase().replace(/[^A-Z]/g, '');
  const consonants = letters.replace(/[AEIOU]/g, '');
  if (isGiven && consonants.length >= 4) return `${consonants[0] ?? ''}${consonants.slice(2, 4)}`;
  return `${consonants}${letters.replace(/[^AEIOU]/g, '')}XXX`.slice(0, 3);
}
