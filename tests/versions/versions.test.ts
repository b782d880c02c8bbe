import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { LEAST_FORMAT_TO_GO_BACK_TO } from '../../main/profile-format';
import { ByteProxy } from '../support/byte-proxy';
import { RunningCentre } from '../support/running-centre';
import type { DeskAnswer } from './desk-orders';
import { VersionDesk } from './version-desk';
import { addSite, enrolmentCode, exportedOf, LEAD, LOGINS, mutationsAt, PIN, planShift } from './version-site';

const versions = inject('versions');
type Name = keyof typeof versions;

const ITEMS = 12;
let folder: string;
const centres: RunningCentre[] = [];
const desks: VersionDesk[] = [];
const proxies: ByteProxy[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyroom-versions-'));
  // As root PostgreSQL runs under another account, which must get through.
  await chmod(folder, 0o711);
});

afterAll(async () => {
  for (const desk of desks) desk.kill();
  for (const proxy of proxies) await proxy.close();
  for (const centre of centres) await centre.stop();
  await rm(folder, { recursive: true, force: true });
});

async function centreOf(name: Name, data: string, port = 0): Promise<RunningCentre> {
  const centre = await RunningCentre.start(join(folder, data), {
    // A test asks more often than a desk does.
    server: versions[name].server, port, env: { KEYROOM_RATE_LIMIT_PER_MIN: '0' },
  });
  centres.push(centre);
  return centre;
}

async function deskOf(name: Name, profile: string): Promise<VersionDesk> {
  const desk = await VersionDesk.open(versions[name].desk, join(folder, profile));
  desks.push(desk);
  return desk;
}

async function proxyTo(centre: RunningCentre): Promise<ByteProxy> {
  const proxy = await ByteProxy.open(centre.port);
  proxies.push(proxy);
  return proxy;
}

/** A profile's folder; of the same centre and site it is the same. */
function profileOf(centre: RunningCentre, site: string): string {
  return `${basename(centre.dataFolder)}-${site}`;
}

/** A desk of some version at a site of its own: enrolled, its first operator signed on, its work there. */
async function begun(name: Name, centre: RunningCentre, site: string) {
  const { accepted: before } = await mutationsAt(centre);
  await addSite(centre, site, ITEMS);
  const proxy = await proxyTo(centre);
  const desk = await deskOf(name, profileOf(centre, site));
  done(await desk.tell({ do: 'enrol', serverUrl: proxy.url, code: await enrolmentCode(centre, site), deskName: site }));
  for (const login of [LOGINS[1], LOGINS[0]]) done(await desk.tell({ do: 'signOn', login, pin: PIN }));
  await desk.syncUntil(({ open }) => open === ITEMS / 2, 'work');
  return { desk, proxy, before };
}

function done(answer: DeskAnswer): DeskAnswer {
  expect(answer).toMatchObject({ failure: null, troubles: [] });
  return answer;
}

/** Begins a session, as desks do that know of it, with the link or without. */
async function sessionAt(desk: VersionDesk): Promise<string> {
  const sessionId = v7();
  done(await desk.tell({ do: 'commit', draft: { kind: 'session', sessionId, did: 'begin' } }));
  return sessionId;
}

/** Keys what is there of both operators, some of it without a link; `stays` of it may wait for a newer centre. */
async function keyAll(desk: VersionDesk, proxy: ByteProxy, sessionId?: string, stays = 0): Promise<DeskAnswer> {
  const session = sessionId === undefined ? {} : { sessionId };
  done(await desk.tell({ do: 'key', count: 2, ...session }));
  proxy.cut();
  done(await desk.tell({ do: 'key', count: 2, ...session }));
  expect((await desk.tell({ do: 'sync' })).link).toBe('offline');
  proxy.restore();
  await desk.syncUntil(({ link, unsettled }) => link === 'online' && unsettled === stays, 'all to be settled after the outage');
  done(await desk.tell({ do: 'key', count: ITEMS, ...session }));
  done(await desk.tell({ do: 'signOn', login: LOGINS[1], pin: PIN }));
  done(await desk.tell({ do: 'key', count: ITEMS }));
  return desk.syncUntil(({ unsettled, open }) => unsettled === stays && open === 0, 'all to be settled');
}

/** Every item of the site once, with what was keyed of it. */
async function expectAllExported(centre: RunningCentre, site: string, { saved }: DeskAnswer): Promise<void> {
  expect(saved).toHaveLength(ITEMS);
  expect(new Map(saved.map(({ source, company }) => [source, company]))).toEqual(await exportedOf(centre, site));
}

async function expectSound(centre: RunningCentre, accepted: number): Promise<void> {
  expect(await mutationsAt(centre)).toMatchObject({ accepted, kept: 0, refused: 0, forked: 0 });
  // Ends with another exit code where rows and ledger differ.
  await centre.command('check');
}

/** How many mutations the ledger holds, of desks and of the centre: sessions and asks are not counted as work. */
async function ledgerOf(centre: RunningCentre): Promise<number> {
  return Number(/agree with (\d+) mutations/.exec(await centre.command('check'))?.[1]);
}

/** A lead takes the first open item of somebody and gives it to the other. */
async function moveOne(desk: VersionDesk): Promise<string> {
  const maria = done(await desk.tell({ do: 'signOn', login: LOGINS[0], pin: PIN })).operatorId;
  done(await desk.tell({ do: 'signOn', login: LEAD, pin: PIN }));
  const { floor } = await desk.syncUntil((standing) => standing.floor.length === ITEMS, 'the floor');
  const item = floor.find(({ state, assignedTo }) => state === 'open' && assignedTo !== maria && assignedTo !== null);
  if (item === undefined) throw new Error('nothing to move');
  const draft = {
    kind: 'move', gestureId: v7(), toOperatorId: maria, hard: false, reason: 'other',
    items: [{ itemId: item.id, fromOperatorId: item.assignedTo, epoch: item.epoch }],
  };
  done(await desk.tell({ do: 'commit', draft }));
  await desk.syncUntil(({ unsettled, floor: now }) => unsettled === 0 && now.find(({ id }) => id === item.id)?.assignedTo === maria, 'the move');
  return item.source;
}

describe('the centre of today', () => {
  let centre: RunningCentre;
  beforeAll(async () => {
    centre = await centreOf('today', 'today');
  });

  test('serves a desk that is two versions older, through an outage, and tells it nothing that it cannot read', async () => {
    const { desk, proxy, before } = await begun('one', centre, 'Cebu');
    await planShift(centre, 'Cebu');
    const standing = await keyAll(desk, proxy);
    expect([standing.strangers, standing.kinds['shift']]).toEqual([{}, undefined]);
    await expectAllExported(centre, 'Cebu', await desk.close());
    await expectSound(centre, before + ITEMS);
  });

  test('serves a desk that is one version older, and the moves of its lead', async () => {
    const { desk, proxy, before } = await begun('two', centre, 'Davao');
    await moveOne(desk);
    done(await desk.tell({ do: 'signOn', login: LOGINS[0], pin: PIN }));
    await desk.syncUntil(({ open }) => open === ITEMS / 2 + 1, 'the moved item');
    const standing = await keyAll(desk, proxy);
    expect(standing.strangers).toEqual({});
    await expectAllExported(centre, 'Davao', await desk.close());
    await expectSound(centre, before + ITEMS + 1);
  });

  test('gets the unsent work of a desk that was updated meanwhile, and tells it what it had held back', async () => {
    const { desk: old, proxy, before: accepted } = await begun('one', centre, 'Iloilo');
    await planShift(centre, 'Iloilo');
    await old.tell({ do: 'sync' });
    proxy.cut();
    done(await old.tell({ do: 'key', count: ITEMS }));
    const before = await old.close();
    proxy.restore();
    const desk = await deskOf('today', profileOf(centre, 'Iloilo'));
    const updated = await desk.syncUntil(({ unsettled, open }) => unsettled === 0 && open === 0, 'the unsent work to be settled');
    expect([before.strangers, before.kinds['shift'], updated.kinds['shift']]).toEqual([{}, undefined, 1]);
    done(await desk.tell({ do: 'signOn', login: LOGINS[1], pin: PIN }));
    const sessionId = await sessionAt(desk);
    done(await desk.tell({ do: 'key', count: ITEMS, sessionId }));
    const after = await desk.syncUntil(({ unsettled, open }) => unsettled === 0 && open === 0, 'the rest to be settled');
    await expectAllExported(centre, 'Iloilo', { ...after, saved: [...before.saved, ...after.saved] });
    await expectSound(centre, accepted + ITEMS);
  });
});

describe('a desk of today', () => {
  test('that is taken back to the version before sends what it may, and loses nothing on the way forth again', async () => {
    const centre = await centreOf('today', 'back');
    const { desk, proxy } = await begun('today', centre, 'Cebu');
    proxy.cut();
    done(await desk.tell({ do: 'key', count: 1 }));
    const sessionId = await sessionAt(desk);
    const first = await desk.close();
    proxy.restore();
    const back = await deskOf('two', profileOf(centre, 'Cebu'));
    const carried = await back.syncUntil(({ unsettled }) => unsettled === 0, 'what the older desk can read');
    expect(carried.unread).toBe(1);
    done(await back.tell({ do: 'signOn', login: LOGINS[0], pin: PIN }));
    // Takes the place in the stream of what it could not read.
    done(await back.tell({ do: 'key', count: 2 }));
    await back.syncUntil(({ unsettled }) => unsettled === 0, 'the older desk to be done');
    const ledger = await ledgerOf(centre);
    const second = await back.close();
    const again = await deskOf('today', profileOf(centre, 'Cebu'));
    await again.syncUntil(({ unsettled, link }) => unsettled === 0 && link === 'online', 'what the older desk could not read');
    expect(await ledgerOf(centre)).toBe(ledger + 1);
    for (const login of LOGINS) {
      done(await again.tell({ do: 'signOn', login, pin: PIN }));
      done(await again.tell({ do: 'key', count: ITEMS, sessionId }));
    }
    const third = await again.syncUntil(({ unsettled, open }) => unsettled === 0 && open === 0, 'the rest');
    await expectAllExported(centre, 'Cebu', { ...third, saved: [...first.saved, ...second.saved, ...third.saved] });
    await expectSound(centre, ITEMS);
  });

  test('that is taken back with unsent submits of a session has them refused by their hash and stored: which is why an update is not taken back so far', async () => {
    const centre = await centreOf('today', 'too-far');
    const { desk, proxy } = await begun('today', centre, 'Cebu');
    proxy.cut();
    done(await desk.tell({ do: 'key', count: 1, sessionId: await sessionAt(desk) }));
    await desk.close();
    proxy.restore();
    const back = await deskOf('two', profileOf(centre, 'Cebu'));
    await back.syncUntil(({ unsettled }) => unsettled === 0, 'what the older desk can read');
    expect(await mutationsAt(centre)).toMatchObject({ accepted: 0, refused: 1 });
    expect(LEAST_FORMAT_TO_GO_BACK_TO).toBe(2);
  });

  test('works with a centre that is one version older, moves included, and its sessions arrive once that is updated in place', async () => {
    const former = await centreOf('two', 'two');
    const { desk, proxy } = await begun('today', former, 'Cebu');
    await moveOne(desk);
    done(await desk.tell({ do: 'signOn', login: LOGINS[0], pin: PIN }));
    await desk.syncUntil(({ open }) => open === ITEMS / 2 + 1, 'the moved item');
    const sessionId = await sessionAt(desk);
    await keyAll(desk, proxy, sessionId, 1);
    await expectSound(former, ITEMS + 1);
    const ledger = await ledgerOf(former);
    await former.stop();
    const centre = await centreOf('today', 'two', former.port);
    await desk.syncUntil(({ unsettled, link }) => unsettled === 0 && link === 'online', 'the session to arrive');
    await expectAllExported(centre, 'Cebu', await desk.close());
    await expectSound(centre, ITEMS + 1);
    expect(await ledgerOf(centre)).toBe(ledger + 1);
  });

  test('works with a centre that is two versions older, whose updates it outlives: what that does not know waits, and nothing waits for it', async () => {
    const former = await centreOf('one', 'one');
    const { desk, proxy } = await begun('today', former, 'Cebu');
    // A lead's desk asks for the floor, which this centre does not know.
    done(await desk.tell({ do: 'signOn', login: LEAD, pin: PIN }));
    done(await desk.tell({ do: 'signOn', login: LOGINS[0], pin: PIN }));
    proxy.cut();
    const sessionId = await sessionAt(desk);
    done(await desk.tell({ do: 'key', count: 2, sessionId }));
    done(await desk.tell({ do: 'commit', draft: { kind: 'session', sessionId, did: 'pause' } }));
    done(await desk.tell({ do: 'commit', draft: { kind: 'ask', count: 1, heldCount: 4 } }));
    done(await desk.tell({ do: 'commit', draft: { kind: 'session', sessionId, did: 'resume' } }));
    done(await desk.tell({ do: 'key', count: 1, sessionId }));
    proxy.restore();
    await desk.syncUntil(({ unsettled, link }) => unsettled === 4 && link === 'online', 'all but what waits');
    await expectSound(former, 3);
    done(await desk.tell({ do: 'key', count: ITEMS, sessionId }));
    await desk.syncUntil(({ unsettled }) => unsettled === 4, 'what was keyed behind what waits');
    await desk.close();
    await former.stop();
    const between = await centreOf('two', 'one', former.port);
    const again = await deskOf('today', profileOf(former, 'Cebu'));
    await again.syncUntil(({ unsettled, link }) => unsettled === 4 && link === 'online', 'the next centre to be met');
    const ledger = await ledgerOf(between);
    await between.stop();
    const centre = await centreOf('today', 'one', former.port);
    await again.syncUntil(({ unsettled, link }) => unsettled === 0 && link === 'online', 'what has waited');
    expect(await ledgerOf(centre)).toBe(ledger + 4);
    done(await again.tell({ do: 'signOn', login: LOGINS[1], pin: PIN }));
    done(await again.tell({ do: 'key', count: ITEMS }));
    await again.syncUntil(({ unsettled, open }) => unsettled === 0 && open === 0, 'the rest to be settled');
    const exported = await exportedOf(centre, 'Cebu');
    expect([...exported].filter(([source, company]) => company !== `Shop ${source}`)).toEqual([]);
    expect(exported.size).toBe(ITEMS);
    await expectSound(centre, ITEMS);
  });
});
