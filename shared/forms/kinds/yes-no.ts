import type { FieldOf } from '../field';
import { parsed, unfit } from '../parsed';
import type { Language } from '../words';
import type { ValueKind } from './value-kind';

type Answer = 'yes' | 'no';

const WORDS: Readonly<Record<Language, Readonly<Record<Answer, string>>>> = {
  en: { yes: 'Yes', no: 'No' },
  it: { yes: 'Sì', no: 'No' },
  nb: { yes: 'Ja', no: 'Nei' },
};
/** Taken in every language. */
const ANSWERS: ReadonlyMap<string, Answer> = new Map([
  ['1', 'yes'], ['yes', 'yes'], ['sì', 'yes'], ['si', 'yes'], ['ja', 'yes'], ['0', 'no'], ['no', 'no'], ['nei', 'no'],
]);
const LETTERS = new Set(Array.from(ANSWERS.keys()).join(''));

/** Keyed by the first letter of the language's word, which makes one key of it. */
export const yesNoKind: ValueKind<FieldOf<'yesNo'>> = {
  read(_field, keyed, language) {
    const answer = answerOf(keyed, language);
    return answer === undefined ? unfit('notYesOrNo') : parsed(answer);
  },
  show: (_field, value, language) => (value === 'yes' || value === 'no' ? WORDS[language][value] : value),
  problem: (_field, value) => (value === 'yes' || value === 'no' ? null : 'notYesOrNo'),
  isFull: (_field, keyed, language) => answerOf(keyed, language) !== undefined,
  takes: (_field, sign) => LETTERS.has(sign.normalize('NFC').toLowerCase()),
};

function answerOf(keyed: string, language: Language): Answer | undefined {
  const word = keyed.normalize('NFC').toLowerCase();
  const { yes, no } = WORDS[language];
  if (word === yes.charAt(0).toLowerCase()) return 'yes';
  return word === no.charAt(0).toLowerCase() ? 'no' : ANSWERS.get(word);
}
