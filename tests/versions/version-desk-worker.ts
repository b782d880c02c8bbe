import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { v7 } from 'uuid';
import { Desk } from '../../main/desk';
import { fileModeVault } from '../../main/security/vault';
import { systemClock, systemDraws } from '../../main/system-clock';
import type { Item } from '../../shared/domain/item';
import { mutationDraftSchema } from '../../shared/domain/mutation';
import type { KeyRing } from '../../shared/ipc/calls';
import { sealEntry } from '../../shared/seals/entry-seal';
import { publicHalf } from '../../shared/seals/sealed-key';
import { entryOf } from '../support/entry-of';
import { deskOrderSchema, type DeskAnswer, type DeskOrder } from './desk-orders';
import { LogsReader } from './logs-reader';

/**
 * A whole desk without a page that does as it is told, line by line. The same file is built in every version's own tree, so it
 * says nothing that one of them does not know.
 */
const quickPinHash = { hash: async (pin: string) => `quick ${pin}`, verify: async (pin: string, hash: string) => hash === `quick ${pin}` };
const EFFORT = { keystrokes: 40, corrections: 2, activeMs: 9_000, pausedMs: 0, waitedMs: 100 };

let desk: Desk | null = null;
let reader: LogsReader | null = null;
let operatorId: string | null = null;
let keyRing: KeyRing | null = null;
const saved: { source: string; company: string }[] = [];
const troubles: string[] = [];

type Outcome = { ok: true } | { ok: false; failure: { kind: string } };

async function obey(order: DeskOrder): Promise<Outcome> {
  if (order.do === 'open') {
    desk = await Desk.open({
      profileFolder: order.profileFolder, version: 'trial', clock: systemClock, draws: systemDraws, vault: fileModeVault, fetch, pinHash: quickPinHash,
      onBroken: (error) => troubles.push(String(error)), onStatus: () => undefined,
    });
    reader = new LogsReader(desk);
    return { ok: true };
  }
  if (desk === null) throw new Error('open a profile first');
  switch (order.do) {
    case 'enrol':
      return desk.enrol(order);
    case 'signOn':
      return signOn(desk, order);
    case 'key':
      return key(desk, order);
    case 'commit':
      return desk.commit(mutationDraftSchema.parse({ id: v7(), operatorId, ...order.draft }));
    case 'sync':
      await desk.syncNow();
      return { ok: true };
    case 'floor':
      return { ok: true };
    case 'close':
      await desk.close();
      return { ok: true };
    default:
      return order satisfies never;
  }
}

async function signOn(at: Desk, { login, pin }: Extract<DeskOrder, { do: 'signOn' }>): Promise<Outcome> {
  const answer = await at.signOn({ login, pin });
  if (answer.ok) ({ operator: { id: operatorId }, keyRing } = answer.value);
  return answer;
}

async function key(at: Desk, { count, sessionId }: Extract<DeskOrder, { do: 'key' }>): Promise<Outcome> {
  for (const item of (await read()).openOf(operatorId).slice(0, count)) {
    const answer = await submit(at, item, sessionId);
    if (!answer.ok) return answer;
  }
  return { ok: true };
}

async function submit(at: Desk, item: Item, sessionId: string | undefined): Promise<Outcome> {
  if (operatorId === null || keyRing === null) throw new Error('nobody has signed on');
  const mutationId = v7();
  const ids = { itemId: item.id, operatorId, formHash: item.formHash };
  const company = `Shop ${item.source}`;
  const values = { company, date: '2026-11-21', address: 'Jalan Besar', total: `${item.position}.40` };
  const body = await sealEntry(entryOf(values), { mutationId, ...ids }, [publicHalf(keyRing.deskKey), keyRing.centreKey]);
  const said = { id: mutationId, kind: 'submit', ...ids, epoch: item.epoch, pass: item.pass, body };
  const answer = await at.commit(mutationDraftSchema.parse(sessionId === undefined ? said : { ...said, sessionId, effort: EFFORT }));
  if (answer.ok) saved.push({ source: item.source, company });
  return answer;
}

/** Both logs, read to their ends. */
async function read(): Promise<LogsReader> {
  if (reader === null) throw new Error('open a profile first');
  while (!reader.isRead) await pause(1);
  // What was appended a moment ago comes with the next turns of the event loop.
  await pause(20);
  return reader;
}

async function standing(failure: string | null): Promise<DeskAnswer> {
  const logs = await read();
  const status = desk?.status;
  return {
    failure, operatorId, link: status?.link ?? 'closed', unsettled: logs.unsettled, unread: status?.unreadRecords ?? 0, open: logs.openOf(operatorId).length,
    kinds: Object.fromEntries(logs.kinds), strangers: Object.fromEntries(logs.strangers), saved, floor: [...logs.floor.values()], troubles,
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const order = deskOrderSchema.parse(JSON.parse(line));
  const answer = await obey(order).catch((error: unknown): Outcome => ({ ok: false, failure: { kind: String(error) } }));
  process.stdout.write(`${JSON.stringify(await standing(answer.ok ? null : answer.failure.kind))}\n`);
  if (order.do === 'close') process.exit(0);
}
