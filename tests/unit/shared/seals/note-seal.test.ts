import { beforeAll, describe, expect, it } from 'vitest';
import { makeKey } from '../../../../shared/seals/make-key';
import { openNote, sealNote } from '../../../../shared/seals/note-seal';
import { publicHalf, type PrivateKey } from '../../../../shared/seals/sealed-key';
import { MAX_SEALED_NOTE_BYTES } from '../../../../shared/domain/mutations/session';
import { idOf } from '../../../support/desk-fixtures';

const noteFor = { sessionId: idOf('reference', 1), operatorId: idOf('operator', 1) };
const TEXT = 'Page 2 of 0042/scan-7 is missing. Kjære Ola: ring før kl. 9.';
let site: PrivateKey;
let older: PrivateKey;
let stranger: PrivateKey;

beforeAll(async () => {
  [site, older, stranger] = await Promise.all([makeKey('seal'), makeKey('seal'), makeKey('seal')]);
});

describe('a sealed hand-over note', () => {
  it('opens with its site’s key, whichever of several it is', async () => {
    expect(await openNote(await sealNote(TEXT, noteFor, publicHalf(site)), noteFor, [older, site])).toBe(TEXT);
    expect(await openNote(await sealNote(TEXT, noteFor, publicHalf(older)), noteFor, [older, site])).toBe(TEXT);
  });

  it('does not open with another site’s key, and shows nothing of itself', async () => {
    const sealed = await sealNote(TEXT, noteFor, publicHalf(site));
    expect(await openNote(sealed, noteFor, [stranger])).toBeNull();
    expect(sealed).not.toContain('Page');
  });

  it('opens for its own session and operator alone', async () => {
    const sealed = await sealNote(TEXT, noteFor, publicHalf(site));
    expect(await openNote(sealed, { ...noteFor, sessionId: idOf('reference', 2) }, [site])).toBeNull();
    expect(await openNote(sealed, { ...noteFor, operatorId: idOf('operator', 2) }, [site])).toBeNull();
  });

  it('is null of what is no note at all', async () => {
    for (const text of ['', 'sealed', 'a.b.c.d.e', `${await sealNote(TEXT, noteFor, publicHalf(site))}x`]) expect(await openNote(text, noteFor, [site])).toBeNull();
  });

  it('of the longest text has room in its mutation', async () => {
    const sealed = await sealNote('文'.repeat(1000), noteFor, publicHalf(site));
    expect(sealed.length).toBeLessThan(MAX_SEALED_NOTE_BYTES);
  });
});
