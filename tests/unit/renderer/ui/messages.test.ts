import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldFlagSchema } from '../../../../shared/domain/entry';
import { keptReasonSchema, refusedReasonSchema } from '../../../../shared/domain/outcome';
import { notJudgedSchema } from '../../../../shared/domain/judge-kept';
import { trayReasonSchema } from '../../../../shared/domain/kept-entry';
import { verdictSchema } from '../../../../shared/domain/mutations/judge';
import { passedOverSchema } from '../../../../shared/domain/move-item';
import { holdReasonSchema, moveReasonSchema, rejectReasonSchema } from '../../../../shared/domain/reasons';
import { GENERAL_REASONS } from '../../../../shared/forms/entry-check';
import { PROBLEMS } from '../../../../shared/forms/parsed';
import { LANGUAGES } from '../../../../shared/forms/words';
import { deskFailureKindSchema } from '../../../../shared/ipc/desk-failure';
import { deskStatusSchema } from '../../../../shared/ipc/status';
import { updateStatusSchema } from '../../../../shared/ipc/update-status';
import { shippedPlans } from '../../../support/shipped-plans';

const renderer = join(import.meta.dirname, '../../../../renderer');
const folder = join(renderer, 'ui/messages');
const read = (language: string): Readonly<Record<string, string>> =>
  z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')));
/** Of one thing a language may say "another" without its number. */
const placeholders = (key: string, text: string): readonly string[] =>
  [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((m) => m[1] ?? '').filter((name) => name !== 'count' || !key.endsWith('_one')).toSorted();
const english = read('en');

const PROFILES = readdirSync(join(renderer, 'commands/profiles')).map((file) => basename(file, '.json'));
const REASON_PANELS = ['hold', 'reject'];

/** Keys that the code puts together, as it writes them, with what can stand in each. */
const BUILT: Readonly<Record<string, readonly string[]>> = {
  'problem.*': PROBLEMS, 'failure.*': deskFailureKindSchema.options, 'flag.*': fieldFlagSchema.options,
  'hold.*': holdReasonSchema.options, 'reject.*': rejectReasonSchema.options, '*.title': [...REASON_PANELS, ...emptyQueues()], '*.text': [...REASON_PANELS, ...emptyQueues()],
  'kept.*': keptReasonSchema.options, 'refused.*': refusedReasonSchema.options,
  'judged.*': [...verdictSchema.options, 'replaced'], 'notJudged.*': notJudgedSchema.options,
  'tray.*': ['item', 'keyedBy', 'at', 'state'], 'tray.state.*': ['undecided', 'waiting', ...verdictSchema.options, 'replaced'],
  'tray.why.*': trayReasonSchema.options, 'tray.decided.*': [...verdictSchema.options, 'replaced'],
  'update.waitsFor.*': updateStatusSchema.shape.waitsFor.unwrap().options,
  'selfCheck.*': ['version', 'place', 'centre', 'work', 'disk', 'documents', 'journal', 'clock', 'updates', 'log'],
  'selfCheck.state.*': ['ok', 'attention', 'wrong'], 'selfCheck.verdict.*': ['ok', 'attention', 'wrong'],
  'link.*': deskStatusSchema.shape.link.options, 'disk.*': deskStatusSchema.shape.disk.options.filter((disk) => disk !== 'ok'),
  'draft.*': ['saving', 'saved', 'failed'], 'language.*': LANGUAGES, 'group.*': ['floor', 'tray', 'queue', 'entry', 'source', 'station'],
  'floor.batches.*': ['batch', 'client', 'due', 'left', 'done', 'pool', 'forecast'], 'floor.operators.*': ['operator', 'held', 'hours', 'pace', 'until', 'state'],
  'floor.items.*': ['item', 'batch', 'holder', 'due', 'kept'],
  'floor.state.*': ['keying', 'paused', 'signedOff', 'quiet', 'away', 'notSeen'], 'standing.*': ['keying', 'paused', 'signedOff', 'left'], 'pause.trouble.*': ['notSaved', 'unsafe'], 'gestures.state.*': ['saving', 'failed', 'waiting', 'refused', 'settled'],
  'reason.*': moveReasonSchema.options.filter((reason) => reason !== 'undo'), 'passedOver.*': passedOverSchema.options,
  'keys.profile.*': PROFILES, 'keys.about.*': PROFILES,
  'queue.*': ['client', 'project', 'batch', 'position', 'source', 'due', 'state', 'endOfQueue', 'gone', 'formUnknown', 'beingSaved', 'notFirst'],
};

function emptyQueues(): readonly string[] {
  return [...new Set(sources().flatMap((text) => [...text.matchAll(/'(empty\.\w+)'/g)].map((m) => m[1] ?? '')))];
}

function sources(): readonly string[] {
  return readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file)).map((file) => readFileSync(join(renderer, file), 'utf8'));
}

/** What the first group of a pattern is in all of the renderer's code. */
function found(pattern: RegExp): readonly string[] {
  return [...new Set(sources().flatMap((text) => [...text.matchAll(pattern)].map((m) => m[1] ?? '')))].toSorted();
}

const stemOf = (key: string): string => key.replace(/_(one|other)$/, '');
const built = Object.entries(BUILT).flatMap(([shape, parts]) => parts.map((part) => shape.replace('*', part)));

describe('the texts', () => {
  it('are put together in the ways told here and no other', () => {
    const shapes = found(/(?:\bt\(|\blabel: )`([^`]+)`/g).map((text) => text.replaceAll(/\$\{[^}]*\}/g, '*'));
    expect([...new Set(shapes)].toSorted()).toEqual(Object.keys(BUILT).toSorted());
  });

  it('are all there that the code asks for', () => {
    const stems = new Set(Object.keys(english).map(stemOf));
    expect([...found(/\bt\('([^']+)'/g), ...built].filter((key) => !stems.has(key))).toEqual([]);
  });

  it('are all asked for by the code', () => {
    const asked = new Set([...found(/'([A-Za-z]+\.[A-Za-z.]+)'/g), ...built]);
    expect(Object.keys(english).filter((key) => !asked.has(stemOf(key)))).toEqual([]);
  });
});

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

/** Words that a form gives in fewer than all languages: a text for all of them may hold no letters. */
function wantingWords(part: unknown, at: string): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]: [string, unknown]) => {
    const place = `${at}.${name}`;
    if (!['title', 'label', 'message'].includes(name)) return wantingWords(value, place);
    const missing = typeof value === 'string' ? /\p{L}/u.test(value) : LANGUAGES.some((language) => (value as Readonly<Record<string, string>>)[language] === undefined);
    return missing ? [`${place} ${JSON.stringify(value)}`] : [];
  });
}

describe.each([...shippedPlans.keys()])('the form of a %s', (workType) => {
  const plan = shippedPlans.get(workType);

  it('says all its words in every language', () => {
    expect(plan?.form.workType).toBe(workType);
    expect(wantingWords(plan?.form, workType)).toEqual([]);
  });

  it('has the words of every code in every language where its list has them in more than one', () => {
    for (const [id, { list }] of plan?.codes ?? []) {
      const inLanguages = list.columns.map((column, i) => [column, i] as const).filter(([column]) => LANGUAGES.some((language) => language === column));
      const wanting = list.entries.filter((entry) => inLanguages.some(([, i]) => (entry[i] ?? '') === ''));
      expect({ id, languages: inLanguages.map(([column]) => column), wanting }).toEqual({ id, languages: inLanguages.length === 0 ? [] : ['it', 'nb'], wanting: [] });
    }
  });
});

it('the reasons of forms that give none are said in every language', () => {
  expect(wantingWords(GENERAL_REASONS, 'reasons')).toEqual([]);
});
