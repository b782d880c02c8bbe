import { describe, expect, it } from 'vitest';
import { DiskFailure } from '../../../main/log/disk';
import { startFailureKind, startFailureWords } from '../../../main/start-failure';

const coded = (code: string): Error => Object.assign(new Error(`${code}: no`), { code });

describe('a desk that cannot start', () => {
  it.each([
    ['readOnly', coded('EROFS')],
    ['readOnly', coded('EACCES')],
    ['diskFull', coded('ENOSPC')],
    ['diskFull', new DiskFailure(coded('EDQUOT'))],
    ['readOnly', new DiskFailure(coded('EROFS'))],
    ['broken', new DiskFailure(coded('EIO'))],
    ['broken', new TypeError('undefined is not a function')],
    ['broken', 'a string'],
  ] as const)('knows why: %s', (kind, error) => {
    expect(startFailureKind(error)).toBe(kind);
  });

  it.each([['en-GB', 'The disk is full'], ['it', 'Il disco è pieno'], ['nb', 'Disken er full'], ['nn-NO', 'Disken er full'], ['de', 'The disk is full'], ['', 'The disk is full']])(
    'says it in the language of %j',
    (locale, title) => {
      const words = startFailureWords(coded('ENOSPC'), '/data/desk', locale);
      expect(words.title).toBe(title);
      expect(words.text).toContain('/data/desk');
    },
  );

  it('names what it cannot explain', () => {
    expect(startFailureWords(new Error('odd'), '/data/desk', 'en').text).toContain('(odd)');
  });

  it.each([['en', 'safe', 'was changed or deleted'], ['it', 'al sicuro', 'modificato o cancellato'], ['nb', 'trygt', 'endret eller slettet']])(
    'promises in the language of %j nothing of what it could not open, but that it left it alone',
    (locale, safe, untouched) => {
      const { text } = startFailureWords(new Error('odd'), '/data/desk', locale);
      expect(text).not.toContain(safe);
      expect(text).toContain(untouched);
    },
  );
});
