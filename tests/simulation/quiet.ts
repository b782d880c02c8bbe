import { isDeepStrictEqual } from 'node:util';
import { checkLedger } from '../../server/results/check-ledger';
import type { Item } from '../../shared/domain/item';
import { queueScope } from '../../shared/protocol/pull';
import type { SimulatedDesk } from './simulated-desk';
import { settle } from './simulated-time';
import { checkFirstEntryRule } from './first-entry-rule';
import { checkFloor, checkLosses } from './floor-rule';
import { JudgeRule } from './judge-rule';
import { MoveRule } from './move-rule';
import { PoolRule } from './pool-rule';
import { checkSessions, checkSessionsAt } from './session-rule';
import { Violation } from './violation';
import type { World } from './world';

/** Some minutes more than the longest backoff, many times over. */
const ROUNDS_AT_MOST = 40;
const ROUND_MS = 61_000;
const STEPS_A_ROUND = 200;

/** Links, disks and people are well again, and time goes by until nobody has anything left to do. */
export async function comeToRest(world: World): Promise<void> {
  await heal(world);
  for (let round = 0; round < ROUNDS_AT_MOST; round += 1) {
    for (const desk of world.desks) {
      void desk.running?.loop.syncNow();
      await settle();
      for (let step = 0; step < STEPS_A_ROUND && !desk.link.isIdle; step += 1) await desk.link.deliver(1);
      world.throwBroken();
    }
    if (round > 1 && world.desks.every(isAtRest)) return;
    await world.time.wait(ROUND_MS);
  }
  const busy = world.desks.filter((desk) => !isAtRest(desk)).map(({ id, running }) => `${id}: ${running?.journal.unsettledCount} unsettled, ${running?.loop.state.link}`);
  throw new Violation('the desk comes to rest', busy.join('; '));
}

function isAtRest({ running, link }: SimulatedDesk): boolean {
  return running !== null && running.journal.unsettledCount === 0 && running.loop.state.link === 'online' && link.isIdle;
}

async function heal(world: World): Promise<void> {
  const { centre, desks, strays } = world;
  Object.assign(centre, { crashIn: null, isNewer: false });
  for (const desk of desks) {
    if (!centre.tables.desks.has(desk.id)) await world.enrolAgain(desk);
    await centre.store.accounts.setDeskState(desk.id, 'active');
  }
  for (const operator of centre.operators) await centre.store.accounts.setOperatorState(operator.id, 'active');
  for (const stray of strays.splice(0)) await centre.take(stray);
  for (const desk of desks) {
    Object.assign(desk.link, { isCut: false, trouble: null, rewrite: null });
    await desk.notePower();
    for (const disk of [desk.journalDisk, desk.inboxDisk]) {
      disk.limitTo(Number.POSITIVE_INFINITY);
      disk.failAt();
      disk.cutPowerAt(Number.POSITIVE_INFINITY);
    }
    if (!(await desk.start())) throw new Violation('nothing throws', `desk ${desk.id} does not start on a sound disk`);
  }
}

/** What must hold now that all is quiet, at every tier. */
export async function checkQuiet(world: World): Promise<void> {
  const { centre, promises } = world;
  promises.checkCentre(centre.tables);
  checkFirstEntryRule(centre.tables, (id) => world.isHonest(id), centre.wasRestored);
  new MoveRule(world.tally).check(centre.tables);
  new JudgeRule(world.tally, (id) => world.isHonest(id)).trusting(centre.tables).check(centre.tables);
  checkSessions(centre.tables);
  new PoolRule(centre.tables, world.tally).check();
  const ledger = await checkLedger({ store: centre.store });
  if (!ledger.ok) throw new Violation('all tiers are equal once quiet', `the ledger and the rows differ: ${JSON.stringify(ledger.differences[0])}`);
  for (const desk of world.desks) await checkDesk(world, desk);
  await checkNothingReadable(world);
}

async function checkDesk({ centre, promises }: World, desk: SimulatedDesk): Promise<void> {
  const view = await desk.look();
  const { index } = desk;
  promises.checkView(desk, view, centre.tables);
  checkFloor(desk, view, centre.tables);
  checkSessionsAt(desk, view, centre.tables);
  for (const operatorId of desk.roster) {
    checkLosses(operatorId, view, centre.tables);
    const here = view.itemsOf(operatorId).toSorted(byId);
    const there = centre.items.filter((item) => item.assignedTo === operatorId).toSorted(byId);
    if (!isDeepStrictEqual(here, there)) throw new Violation('all tiers are equal once quiet', differenceOf(here, there));
    const notices = noticesThere(centre.tables.feed.values(), operatorId);
    if (!isDeepStrictEqual(view.noticeKeysOf(operatorId), notices)) throw new Violation('all tiers are equal once quiet', `notices of ${operatorId}`);
  }
  await index?.compare(desk, view);
}

type FeedRows = Iterable<Readonly<{ scope: string; kind: string; key: string; gone: boolean }>>;

function noticesThere(feed: FeedRows, operatorId: string): readonly string[] {
  const scope = queueScope(operatorId);
  return [...feed].filter((row) => row.scope === scope && row.kind === 'notice' && !row.gone).map(({ key }) => key).sort();
}

/** Every value that was keyed stands between tildes: see `AtTheDesk`. */
const VALUE = /~v\d+~\d+~/;

async function checkNothingReadable({ centre, desks }: World): Promise<void> {
  const atDesks = desks.flatMap(({ journalDisk, inboxDisk }) => [journalDisk, inboxDisk]).flatMap((disk) => disk.names().map((name) => disk.bytesOf(name).toString('latin1')));
  const atCentre = [...centre.tables.ledger.map((row) => JSON.stringify(row)), ...[...centre.tables.feed.values()].map(({ body }) => body)];
  const onPages = await Promise.all(desks.map(({ index }) => index?.text() ?? Promise.resolve('')));
  const readable = [...atDesks, ...atCentre, ...onPages].find((text) => VALUE.test(text));
  if (readable !== undefined) throw new Violation('no envelope or log holds a plaintext value', String(VALUE.exec(readable)?.[0]));
}

const byId = (a: Item, b: Item): number => (a.id < b.id ? -1 : 1);

function differenceOf(here: readonly Item[], there: readonly Item[]): string {
  const odd = here.find((item) => !there.some((each) => isDeepStrictEqual(each, item))) ?? there.find((item) => !here.some((each) => each.id === item.id));
  return `item ${odd?.id}: ${here.some((item) => item.id === odd?.id) ? 'another or gone at the centre' : 'missing at the desk'}`;
}
