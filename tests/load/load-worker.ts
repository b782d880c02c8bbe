import type { PinHash } from '../../main/security/pin-hash';
import { createRandom } from '../../server/seed/random';
import { LoadedDesk } from './loaded-desk';
import { nowMs, type Ask, type Reply, type Request } from './load-messages';
import { Tally } from './tally';

const tally = new Tally();
let desks: readonly LoadedDesk[] = [];

process.on('message', (request: Request) => void reply(request));
// The program has ended: nobody is left to ask.
process.on('disconnect', () => process.exit(0));

async function reply({ id, ask }: Request): Promise<void> {
  const answer: Reply = await answerTo(ask).then(
    () => ({ id, told: { ...tally.take(), committedIds: ask.kind === 'committed' ? tally.committedIds : [] } }),
    (error: unknown) => ({ id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
  process.send?.(answer);
}

async function answerTo(ask: Ask): Promise<void> {
  switch (ask.kind) {
    case 'enrol':
      desks = ask.desks.map((spec) => new LoadedDesk(spec, tally, onePinHash(ask.pinHash)));
      await inTens(desks, (desk) => desk.begin());
      return until(() => desks.every((desk) => desk.openItems > 0), 120_000);
    case 'submit':
      return submitAll(ask);
    case 'keyOffline':
      await Promise.all(desks.map(async (desk) => {
        for (let i = 0; i < ask.each; i += 1) await desk.submit(nowMs());
      }));
      return;
    case 'settleDown':
      return until(() => desks.every((desk) => desk.isOnline), 60_000);
    case 'close':
      await Promise.all(desks.map((desk) => desk.close()));
      return;
    case 'comeBack':
      await Promise.all(desks.map(comeBack));
      return;
    case 'tell':
    case 'committed':
      return;
    default:
      ask satisfies never;
  }
}

/** Arrivals as of many people who know nothing of each other (Poisson); each is timed from its planned moment. */
async function submitAll({ perHour, lastsMs, seed }: Extract<Ask, { kind: 'submit' }>): Promise<void> {
  const random = createRandom(seed);
  const meanMs = 3_600_000 / perHour;
  const endMs = nowMs() + lastsMs;
  const underway: Promise<void>[] = [];
  for (let plannedMs = nowMs(); ; ) {
    plannedMs += -Math.log(1 - random.next()) * meanMs;
    if (plannedMs >= endMs) break;
    const waitMs = plannedMs - nowMs();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const desk = desks[random.whole(0, desks.length - 1)];
    if (desk !== undefined) underway.push(desk.submit(plannedMs));
  }
  await Promise.all(underway);
  await until(() => tally.unanswered === 0, 60_000);
}

async function comeBack(desk: LoadedDesk): Promise<void> {
  const beganAtMs = nowMs();
  await desk.open();
  await until(() => desk.unsettledCount === 0, 30 * 60_000);
  tally.note('drainedMs', nowMs() - beganAtMs);
}

/** Gives up silently after `patienceMs`: what is missing then shows in the counts. */
async function until(isSo: () => boolean, patienceMs: number): Promise<void> {
  const deadlineMs = nowMs() + patienceMs;
  while (!isSo() && nowMs() < deadlineMs) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function inTens(all: readonly LoadedDesk[], run: (desk: LoadedDesk) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += 10) await Promise.all(all.slice(from, from + 10).map(run));
}

/** All have the same PIN: its hash, half a second's work, was worked out once. The centre checks each sign-on in earnest. */
function onePinHash(encoded: string): PinHash {
  return { hash: async () => encoded, verify: async (_pin, known) => known === encoded };
}
