import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../../../../main/desk';
import { diagnoseProfile } from '../../../../main/diagnose/diagnose-profile';
import { writeDiagnosis } from '../../../../main/diagnose/write-diagnosis';
import { deskFolderOf } from '../../../../main/profile';
import { queueScope } from '../../../../shared/protocol/pull';
import { makeKey } from '../../../../shared/seals/make-key';
import type { PrivateKey } from '../../../../shared/seals/sealed-key';
import { buildMain } from '../../../support/build-main';
import { deskAtWork, workOfZebediah } from '../../../support/desk-at-work';
import { idOf } from '../../../support/desk-fixtures';
import { itemOf } from '../../../support/feed-pages';

const { operator, pin: PIN, entry: ENTRY, draft: DRAFT } = workOfZebediah;
const NOW_MS = Date.parse('2026-11-21T09:30:00.000Z');

let signKey: PrivateKey;
let sealKey: PrivateKey;
let profile: string;
let deskFolder: string;
let out: string;
let desk: Desk;
let headless: Awaited<ReturnType<typeof buildMain>>;
beforeAll(async () => {
  [signKey, sealKey] = await Promise.all([makeKey('sign'), makeKey('seal')]);
  headless = await buildMain('main/headless.ts');
});
afterAll(() => rm(headless.folder, { recursive: true, force: true }));
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'keyroom-diagnosed-'));
  out = await mkdtemp(join(tmpdir(), 'keyroom-out-'));
  deskFolder = deskFolderOf(profile);
  desk = await deskAtWork(deskFolder, { signKey, sealKey });
});
afterEach(async () => {
  await desk.close();
  await Promise.all([profile, out].map((each) => rm(each, { recursive: true, force: true })));
});

const diagnosed = { get profileFolder() { return profile; }, version: '1.2.3', nowMs: NOW_MS };

/** Every file below a folder as one text. */
async function textOf(folder: string): Promise<string> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return (await Promise.all(files.map((entry) => readFile(join(entry.path, entry.name), 'latin1')))).join('\n');
}

async function firstSegment(log: 'journal' | 'inbox'): Promise<string> {
  const [name] = (await readdir(join(deskFolder, log))).toSorted();
  return join(deskFolder, log, name ?? '');
}

describe('a diagnosis', () => {
  it('tells how a desk stands, while it is at work', async () => {
    const found = await diagnoseProfile(diagnosed);
    expect(found).toMatchObject({
      madeAtUtc: '2026-11-21T09:30:00.000Z',
      versions: { keyroom: '1.2.3', node: process.versions.node },
      profile: { folder: profile },
      disk: { isWritable: true },
      reserve: { sizeBytes: 1024 * 1024 },
      journal: {
        segments: [{ name: '0000000001.log' }, { name: '0000000002.log' }], firstIndex: 0, nextIndex: 3, recordCount: 3, damagedRecords: 0, unreadRecords: 0,
        recordsByKind: { stream: 1, mutation: 1, draft: 1 }, unsettledCount: 1, draftCount: 1,
      },
      inbox: { recordCount: 1, damagedRecords: 0, rowsByKind: { item: 2 }, cursors: { reference: 3, [queueScope(operator.id)]: 7 } },
      documents: { wholeCount: 0 },
      index: { cannotBeRead: 'missing' },
      enrolment: { serverUrl: 'https://centre.invalid/keyroom', deskId: idOf('desk', 1), siteId: idOf('desk', 2), siteName: 'Site', keysProtectedBy: 'fileMode' },
      roster: { memberCount: 1 },
    });
    const { journal } = found;
    expect('streams' in journal && Object.values(journal.streams)).toEqual([{ mutations: 1, lastSeq: 1, unsettled: 1, foldedUpTo: 0, freeUpTo: 0 }]);
    await expect.poll(async () => (await diagnoseProfile(diagnosed)).lastKnown).toMatchObject({
      clockOffsetMs: 600_000, troubles: [{ what: 'link', kind: 'unavailable', times: 1 }],
    });
  });

  it('holds no value, no name, no PIN and no key of what the profile holds', async () => {
    const secrets = [operator.name, operator.login, `argon of ${PIN}`, ENTRY, DRAFT, signKey.d, sealKey.d, itemOf(1).source, 'someone:secret'];
    const profileText = await textOf(profile);
    expect(secrets.filter((secret) => !profileText.includes(secret))).toEqual([]);
    await writeDiagnosis(diagnosed, out);
    const bundle = await textOf(out);
    expect(bundle).toContain('unsettledCount');
    expect([...secrets, 'secret', PIN].filter((secret) => bundle.includes(secret))).toEqual([]);
  });

  it('is made of damaged logs too, and counts the damage', async () => {
    await desk.close();
    for (const log of ['journal', 'inbox'] as const) {
      const path = log === 'journal' ? join(deskFolder, 'journal', '0000000002.log') : await firstSegment('inbox');
      const bytes = await readFile(path);
      bytes.fill(0x21, 120, 180);
      await writeFile(path, bytes);
    }
    await writeFile(join(deskFolder, 'roster.json'), '{"members": "zebediah');
    await rm(join(deskFolder, 'enrolment.json'));
    expect(await diagnoseProfile(diagnosed)).toMatchObject({
      journal: { damagedRecords: 1, draftCount: 1, unsettledCount: 0 },
      inbox: { damagedRecords: 1, rowsByKind: {} },
      roster: { cannotBeRead: 'SyntaxError' },
      enrolment: { cannotBeRead: 'missing' },
    });
  });

  it('leaves the profile as it is, and says where it went', async () => {
    await desk.close();
    const before = await textOf(profile);
    const { stdout } = await promisify(execFile)(process.execPath, [headless.path, '--diagnose', '--profile', profile, '--out', out]);
    expect(stdout.trim()).toMatch(new RegExp(`^${out}/keyroom-diagnosis-\\d{8}T\\d{6}Z\\.json$`));
    expect((await stat(stdout.trim())).mode & 0o077).toBe(0);
    expect(JSON.parse(await readFile(stdout.trim(), 'utf8'))).toMatchObject({ roster: { memberCount: 1 } });
    expect(await textOf(profile)).toBe(before);
  });

  it('names the home folder by no name', async () => {
    await desk.close();
    const env = { ...process.env, HOME: dirname(profile), USERPROFILE: dirname(profile) };
    const { stdout } = await promisify(execFile)(process.execPath, [headless.path, '--diagnose', '--profile', profile, '--out', out], { env });
    const bundle = await readFile(stdout.trim(), 'utf8');
    expect(JSON.parse(bundle)).toMatchObject({ profile: { folder: join('~', basename(profile)), deskFolder: join('~', basename(profile), 'desk') } });
    expect(bundle).not.toContain(dirname(profile));
  });

  it('is made of a profile that is not there', async () => {
    expect(await diagnoseProfile({ ...diagnosed, profileFolder: join(profile, 'none') })).toMatchObject({
      disk: { cannotBeRead: 'missing' }, journal: { recordCount: 0, segments: [] }, roster: { cannotBeRead: 'missing' },
    });
  });
});
