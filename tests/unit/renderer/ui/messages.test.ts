import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deskFailureKindSchema } from '../../../../shared/ipc/desk-failure';

const folder = join(import.meta.dirname, '../../../../renderer/ui/messages');
const read = (language: string): Readonly<Record<string, string>> =>
  z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')));
/** Of one thing a language may say "another" without its number. */
const placeholders = (key: string, text: string): readonly string[] =>
  [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((m) => m[1] ?? '').filter((name) => name !== 'count' || !key.endsWith('_one')).toSorted();
const english = read('en');

describe.each(['it', 'nb'])('the texts in %s', (language) => {
  const texts = read(language);

  it('are the same as in English, none more and none less', () => {
    expect(Object.keys(texts).toSorted()).toEqual(Object.keys(english).toSorted());
  });

  it('fill in the same values', () => {
    const filled = (all: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(all).map(([key, text]) => [key, placeholders(key, text)]));
    expect(filled(texts)).toEqual(filled(english));
  });
});

describe.each(['en', 'it', 'nb'])('the texts in %s', (language) => {
  it('say something, without spaces at their ends', () => {
    expect(Object.entries(read(language)).filter(([, text]) => text === '' || text !== text.trim())).toEqual([]);
  });

  it('have words for every failure of the desk', () => {
    const texts = read(language);
    expect(deskFailureKindSchema.options.filter((kind) => texts[`failure.${kind}`] === undefined)).toEqual([]);
  });

  it('have both forms of whatever is counted, for any number', async () => {
    const i18n = createInstance();
    await i18n.init({ lng: language, resources: { [language]: { translation: read(language) } }, keySeparator: false, nsSeparator: false });
    const stems = new Set(Object.keys(english).filter((key) => /_(one|other)$/.test(key)).map((key) => key.replace(/_(one|other)$/, '')));
    expect(stems.size).toBeGreaterThan(0);
    for (const stem of stems) for (const count of [0, 1, 2, 21, 1_000_000]) expect(i18n.t(stem, { count })).not.toBe(stem);
  });
});
