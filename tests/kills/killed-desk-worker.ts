import { writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { v7 } from 'uuid';
import { Desk } from '../../main/desk';
import { fileModeVault } from '../../main/security/vault';
import type { Fetch } from '../../main/sync/centre-link';
import { systemClock, systemDraws } from '../../main/system-clock';
import type { Item } from '../../shared/domain/item';
import type { KeyRing } from '../../shared/ipc/calls';
import { sealEntry } from '../../shared/seals/entry-seal';
import { publicHalf } from '../../shared/seals/sealed-key';
import { PIN } from '../support/bench-centre';
import { entryOf } from '../support/entry-of';
import { deskOrderSchema, type DeskLine, type Doing } from './desk-lines';
import { WorkList } from './work-list';

/** A desk whose hand submits one item after the other until the process is killed. What it says, it says before it goes on. */
const order = deskOrderSchema.parse(JSON.parse(process.argv[2] ?? ''));

/** PINs are not what is proven here: hashing them as shipped would be most of each life. */
const quickPinHash = { hash: async (pin: string) => `quick ${pin}`, verify: async (pin: string, hash: string) => hash === `quick ${pin}` };

const LINK_BY_PATH: Readonly<Record<string, Doing['link']>> = { '/v1/challenge': 'token', '/v1/token': 'token', '/v1/push': 'push', '/v1/pull': 'pull' };

let doing: Doing = { disk: 'nothing', link: 'nothing' };
let unsettled = 0;

function say(line: DeskLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

function nowDoing(change: Partial<Doing>): void {
  doing = { ...doing, ...change };
  say({ t: 'doing', doing });
}

const watchedFetch: Fetch = async (url, init) => {
  const link = LINK_BY_PATH[new URL(url).pathname];
  if (link === undefined) return fetch(url, init);
  nowDoing({ link });
  try {
    const response = await fetch(url, init);
    // From here on the answer is read, stored and settled.
    nowDoing({ link: link === 'pull' ? 'page' : 'nothing' });
    return response;
  } catch (error) {
    nowDoing({ link: 'nothing' });
    throw error;
  }
};

async function main(): Promise<void> {
  const desk = await Desk.open({
    profileFolder: order.profileFolder, version: 'trial', clock: systemClock, draws: systemDraws, vault: fileModeVault, fetch: watchedFetch,
    pinHash: quickPinHash,
    onBroken: (error) => say({ t: 'trouble', what: String(error) }),
    onStatus: ({ unsettledCount }) => {
      if (unsettledCount === unsettled) return;
      unsettled = unsettledCount;
      say({ t: 'unsettled', count: unsettled });
    },
  });
  say({ t: 'opened', unsettled: desk.status.unsettledCount });
  if (order.enrol !== undefined) await desk.enrol({ ...order.enrol, deskName: order.login });
  const { operator, keyRing, checkedBy } = await signOn(desk);
  say({ t: 'signedOn', by: checkedBy });
  if (order.drain) return drain(desk);
  const work = new WorkList(desk, operator.id);
  for (;;) {
    const item = work.next();
    if (item !== null) await key(desk, work, item, operator.id, keyRing);
    await pause(order.paceMs * (0.5 + Math.random()));
  }
}

/** A centre that dies while it looks at a PIN has counted the try: after five in a row the operator has to wait. */
async function signOn(desk: Desk) {
  for (;;) {
    const answer = await desk.signOn({ login: order.login, pin: PIN });
    if (answer.ok) return answer.value;
    if (answer.failure.kind !== 'lockedOut') throw new Error(`not signed on: ${answer.failure.kind}`);
    await pause(answer.failure.retryAfterMs ?? 1_000);
  }
}

async function drain(desk: Desk): Promise<void> {
  while (desk.status.unsettledCount > 0) {
    await desk.syncNow();
    await pause(20);
  }
  await desk.close();
  process.exit(0);
}

/** Drafts an item, then submits it, as an operator does. */
async function key(desk: Desk, work: WorkList, item: Item, operatorId: string, keyRing: KeyRing): Promise<void> {
  const standing = work.draftOf(item.id);
  const mutationId = standing?.mutationId ?? v7();
  const ids = { itemId: item.id, operatorId, formHash: item.formHash };
  const values = { company: `Shop ${item.position}`, date: '2026-11-21', address: 'Jalan Besar', total: `${item.position}.40` };
  const body = await sealEntry(entryOf(values), { mutationId, ...ids }, [publicHalf(keyRing.deskKey), keyRing.centreKey]);
  nowDoing({ disk: 'draft' });
  await desk.saveDraft({ mutationId, ...ids, epoch: item.epoch, pass: item.pass, revision: (standing?.revision ?? 0) + 1, body });
  nowDoing({ disk: 'mutation' });
  const saved = await desk.commit({ id: mutationId, kind: 'submit', ...ids, epoch: item.epoch, pass: item.pass, body });
  if (saved.ok) say({ t: 'saved', id: mutationId, itemId: item.id });
  else say({ t: 'trouble', what: `commit: ${saved.failure.kind}` });
  nowDoing({ disk: 'nothing' });
}

main().catch((error: unknown) => {
  say({ t: 'trouble', what: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  process.exit(1);
});
