import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Desk } from '../../../main/desk';
import { EnrolmentFile } from '../../../main/security/enrolment';
import { fileModeVault } from '../../../main/security/vault';
import { startFailureKind } from '../../../main/start-failure';
import { queueScope } from '../../../shared/protocol/pull';
import { makeKey } from '../../../shared/seals/make-key';
import { publicHalf, type PrivateKey } from '../../../shared/seals/sealed-key';
import { counting, draftOf, HandClock, idOf, mutationDraft, sha256Of } from '../../support/desk-fixtures';
import { itemOf, itemRow, page } from '../../support/feed-pages';
import { failure, ScriptedCentre } from '../../support/scripted-centre';
import { SmallDisk } from '../../support/small-disk';

const DISK_BYTES = 48 * 1024 * 1024;
const operator = { id: idOf('operator', 1), siteId: idOf('desk', 2), login: 'aina', name: 'Aina', role: 'operator', state: 'active' } as const;

const probed = await mkdtemp(join(tmpdir(), 'keyroom-probe-'));
const probe = SmallDisk.mount(probed, DISK_BYTES);
probe?.unmount();
await rm(probed, { recursive: true });
if (probe === null) process.stdout.write('The tests of a full disk are skipped: only root may mount the small disk that they need.\n');

/** Longer than what may be left of a block that a file has begun. */
const LARGE = 'sealed '.repeat(2000);
const entry = (n: number) => ({ ...mutationDraft(n), body: LARGE });

let signKey: PrivateKey;
let folder: string;
let disk: SmallDisk | null;
let centre: ScriptedCentre;
let clock: HandClock;
let desk: Desk;
let broken: unknown[];
beforeAll(async () => {
  signKey = await makeKey('sign');
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-full-'));
  disk = SmallDisk.mount(folder, DISK_BYTES);
  centre = new ScriptedCentre(signKey);
  clock = new HandClock();
  broken = [];
  centre.answer = ({ path }) => {
    if (path === '/v1/enrol') return Response.json(place());
    return path === '/v1/sign-on' ? Response.json({ operator }) : undefined;
  };
});
afterEach(async () => {
  await desk?.close();
  disk?.unmount();
  await rm(folder, { recursive: true, force: true });
});

function place() {
  return {
    deskId: idOf('desk', 1), deskName: 'Desk', siteId: idOf('desk', 2), siteName: 'Site', centreKey: publicHalf(signKey), siteKeys: [],
    centreTimeUtc: '2026-11-21T08:00:00.000Z',
  };
}

function open(): Promise<Desk> {
  return Desk.open({
    profileFolder: join(folder, 'desk'), version: 'test', clock, draws: { uuidV4: counting(), fraction: () => 1 }, fetch: centre.fetch, vault: fileModeVault,
    pinHash: { hash: async (pin) => `plain ${pin}`, verify: async (pin, encoded) => encoded === `plain ${pin}` },
    onStatus: () => undefined, onBroken: (error) => broken.push(error),
  });
}

async function enrol(): Promise<void> {
  expect(await desk.enrol({ serverUrl: 'https://centre.invalid', code: 'ABCDEFGH', deskName: 'Desk' })).toMatchObject({ ok: true });
}

/** Items, a document, and how far the centre holds the streams. */
function pageWith(document: Uint8Array): string {
  const streams = Object.fromEntries([...centre.streams].map(([id, held]) => [id, { foldedUpTo: held.length, freeUpTo: held.length }]));
  const documents = [{ hash: sha256Of(document), sizeBytes: document.length }];
  return page({ cursors: { reference: 1, [queueScope(operator.id)]: 1 }, streams, documents }, Array.from({ length: 50 }, (_, n) => itemRow(itemOf(n + 1))));
}

const textOf = (name: string): Promise<string> => readFile(join(folder, 'desk', name), 'utf8').catch(() => '');

describe.skipIf(probe === null)('on a full disk', () => {
  it('a desk that cannot begin says so, and begins once there is room', async () => {
    await disk?.fill();
    const trouble: unknown = await open().catch((error: unknown) => error);
    expect(startFailureKind(trouble)).toBe('diskFull');
    disk?.empty();
    desk = await open();
    expect(desk.status).toMatchObject({ disk: 'ok', journalLost: false });
  });

  it('an enrolment stands in memory, is told of, and is written once there is room', async () => {
    desk = await open();
    await disk?.fill();
    await enrol();
    expect(await textOf('enrolment.json')).toBe('');
    expect(desk.status.disk).toBe('reserve');
    expect(desk.describe()).toMatchObject({ enrolled: true, siteName: 'Site' });
    disk?.empty();
    await desk.syncNow();
    await expect.poll(() => textOf('enrolment.json')).toContain('https://centre.invalid');
    expect(desk.status.disk).toBe('ok');
  });

  it('a desk at work saves from its reserve, then says that it does not, and loses nothing', async () => {
    await (await open()).close();
    await new EnrolmentFile(join(folder, 'desk'), fileModeVault).write({ serverUrl: 'https://centre.invalid', place: place(), signKey, sealKey: signKey });
    desk = await open();
    await desk.syncNow();
    await disk?.fill();
    expect(await desk.signOn({ login: 'aina', pin: '482913' })).toMatchObject({ ok: true, value: { checkedBy: 'centre' } });
    expect([await textOf('roster.json'), desk.status.disk]).toEqual(['', 'reserve']);

    centre.answer = ({ path }) => (path === '/v1/push' ? failure({ kind: 'unavailable', message: 'not now' }) : undefined);
    expect((await desk.commit(entry(1))).ok).toBe(true);
    await desk.syncNow();
    await disk?.fill();
    expect(await desk.commit(entry(2))).toEqual({ ok: false, failure: { kind: 'diskFull' } });
    const { capturedAt: _, ...draft } = draftOf(3, 1);
    expect(await desk.saveDraft({ ...draft, body: LARGE })).toEqual({ ok: false, failure: { kind: 'diskFull' } });
    expect(desk.status).toMatchObject({ disk: 'failing' });

    // What the centre tells meanwhile finds no room: neither the page nor what it settles, nor a document.
    const document = new Uint8Array(300_000).fill(7);
    centre.documents.set(sha256Of(document), document);
    centre.answer = ({ path }) => (path === '/v1/pull' ? new Response(pageWith(document)) : undefined);
    await desk.syncNow();
    expect(desk.status).toMatchObject({ link: 'online', failure: null, unsettledCount: 1 });
    expect(await desk.readDocument({ hash: sha256Of(document) })).toEqual({ ok: false, failure: { kind: 'documentNotHere' } });

    disk?.empty();
    expect((await desk.commit(entry(2))).ok).toBe(true);
    await desk.syncNow();
    // What is opened is fetched now; what was only wanted ahead waits its while.
    expect(await desk.readDocument({ hash: sha256Of(document) })).toMatchObject({ ok: true });
    // What did not go at once is tried again after a while.
    const later = (): typeof desk.status => {
      clock.advance(30_000);
      return desk.status;
    };
    await expect.poll(later, { timeout: 10_000 }).toMatchObject({ disk: 'ok', link: 'online', unsettledCount: 0 });
    expect(await textOf('roster.json')).toContain('aina');
    expect([...centre.streams.values()]).toEqual([[idOf('mutation', 1), idOf('mutation', 2)]]);
    expect(broken).toEqual([]);
  });
});
