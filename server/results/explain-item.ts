import type { z } from 'zod';
import { compareEpochs } from '../../shared/domain/epoch';
import type { Item } from '../../shared/domain/item';
import { idSchema } from '../../shared/domain/primitives';
import type { Outcome } from '../../shared/domain/outcome';
import type { explainSchema } from '../../shared/protocol/admin';
import type { Centre } from '../centre';
import { done, failed, type Result } from '../result';
import type { StoredLedgerRow } from '../store/rows';
import { batchCalled } from './find-batch';

export type Story = z.infer<typeof explainSchema>;

/** Tells an item's story from the ledger. An item is named by its id or as `batch/source`. */
export async function explainItem(centre: Centre, ref: string): Promise<Result<Story>> {
  const found = await itemCalled(centre, ref);
  if (!found.ok) return found;
  const item = found.value;
  const batch = await centre.store.batches.batch(item.batchId);
  const people = new Map((await centre.store.accounts.operators(item.siteId)).map((each) => [each.id, each.login]));
  const desks = new Map((await centre.store.accounts.desks(item.siteId)).map((each) => [each.id, each.name]));
  const rows = await centre.store.work.ledgerOfItem(item.id);
  return done({
    itemId: item.id, source: item.source, batch: batch?.batch.name ?? item.batchId,
    events: rows.map((row) => eventOf(row, people, desks)),
  });
}

async function itemCalled(centre: Centre, ref: string): Promise<Result<Item>> {
  const byId = idSchema.safeParse(ref).success ? await centre.store.work.item(ref) : null;
  if (byId !== null) return done(byId);
  const slash = ref.indexOf('/');
  if (slash < 1) return failed('notFound', `There is no item “${ref}”; give an id, or batch/source as in 0001/receipt-07.jpg.`);
  const batch = await batchCalled(centre, ref.slice(0, slash));
  if (!batch.ok) return batch;
  const source = ref.slice(slash + 1);
  const item = (await centre.store.work.itemsOfBatch(batch.value.batch.id)).find((each) => each.source === source);
  return item === undefined ? failed('notFound', `Batch ${batch.value.batch.name} has no item “${source}”.`) : done(item);
}

type Names = ReadonlyMap<string, string>;

function eventOf(row: StoredLedgerRow, people: Names, desks: Names): Story['events'][number] {
  const person = row.operatorId === null ? null : (people.get(row.operatorId) ?? row.operatorId);
  const desk = row.deskId === null ? null : (desks.get(row.deskId) ?? row.deskId);
  const by = row.streamId === null ? 'centre' : (person ?? 'unknown');
  return {
    atUtc: row.receivedAtUtc, kind: row.kind, by, desk, mutationId: row.mutationId, outcome: row.outcome,
    text: textOf(row, person, desk, people),
  };
}

function textOf(row: StoredLedgerRow, person: string | null, desk: string | null, people: Names): string {
  const { envelope } = row;
  if (envelope?.kind === 'admit') return `The centre took it in as number ${envelope.position} of its batch.`;
  if (envelope?.kind === 'assign') {
    const { term, seq } = envelope.epoch;
    const { byMove, byAsk, abandoned } = envelope;
    const epoch = `epoch ${term}.${seq}`;
    if (abandoned !== undefined) return `The centre took it back: of ${people.get(abandoned.fromOperatorId) ?? abandoned.fromOperatorId} nothing had been heard since ${abandoned.sinceUtc} (${epoch}).`;
    if (byAsk !== undefined) return `${person ?? 'Somebody'} asked for work and was given it (${epoch}).`;
    const who = byMove === undefined ? 'The centre' : (people.get(byMove.operatorId) ?? byMove.operatorId);
    const why = byMove === undefined ? '' : `; why: ${byMove.reason}`;
    const hard = compareEpochs(envelope.minEpoch, envelope.epoch) === 0 && byMove !== undefined ? ', called back' : '';
    return person === null
      ? `${who} took it back (${epoch}${hard}${why}).`
      : `${who} assigned it to ${person} (${epoch}${hard}${why}).`;
  }
  if (envelope?.kind === 'judge') return `${person ?? 'Someone'} decided on the kept entry ${envelope.keptId}: ${VERDICTS[envelope.verdict]}.`;
  if (envelope?.kind === 'judged') return `The centre carried it out: the entry of ${people.get(envelope.entry.operatorId) ?? envelope.entry.operatorId} ${JUDGED[envelope.verdict]}.`;
  if (envelope?.kind === 'shown') return `The centre showed ${envelope.mutationIds.length} of its entries to ${people.get(envelope.toOperatorId) ?? envelope.toOperatorId}.`;
  if (envelope?.kind === 'move' || envelope?.kind === 'session' || envelope?.kind === 'ask') throw new Error(`a ${envelope.kind} stands in the story of no item`);
  const under = envelope === null ? '' : ` under epoch ${envelope.epoch.term}.${envelope.epoch.seq}`;
  const keyedAt = envelope === null ? '' : `, keyed ${envelope.capturedAt.wallUtc} by the desk’s clock`;
  const did = envelope?.rejectedFor === undefined ? 'submitted an entry' : `sent it back (${envelope.rejectedFor})`;
  return `${person ?? 'Someone'} ${did} at ${desk ?? 'a desk'}${under}${keyedAt}: ${outcomeText(row.outcome)}.`;
}

const VERDICTS = { promote: 'use it', secondKey: 'count it as a second key', close: 'put it away' } as const;
const JUDGED = { promote: 'counts from now on', secondKey: 'counts as a second key', close: 'was put away' } as const;

function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'accepted':
      return 'accepted, the item was done with it';
    case 'kept':
      return `kept, not used (${outcome.reason})`;
    case 'refused':
      return `refused (${outcome.reason})`;
    case 'fork':
      return 'stored as a fork of its stream; the desk sends it again on another';
    case 'gap':
      return 'not stored, a gap came before it';
    default:
      return unreachable(outcome);
  }
}

function unreachable(value: never): never {
  throw new Error(`unknown outcome ${JSON.stringify(value)}`);
}
