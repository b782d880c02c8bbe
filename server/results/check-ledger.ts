import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { centreMutationSchema } from '../../shared/domain/centre-mutation';
import { itemSchema, type Item } from '../../shared/domain/item';
import { envelopeSchema } from '../../shared/domain/mutation';
import { transition } from '../../shared/domain/transition';
import type { checkSchema } from '../../shared/protocol/admin';
import type { Centre } from '../centre';
import type { StoredLedgerRow } from '../store/rows';
import { compareSessions, RebuiltSessions } from './check-sessions';

type AnyStore = Pick<Centre, 'store'>;

export type Check = z.infer<typeof checkSchema>;
type Difference = Check['differences'][number];

const PAGE_ROWS = 500;

/** Rebuilds every item and every session from the ledger and compares each with its row. */
export async function checkLedger(centre: AnyStore): Promise<Check> {
  const checks: Check[] = [];
  for (const site of await centre.store.accounts.sites()) checks.push(await checkSite(centre, site.id));
  const differences = checks.flatMap((each) => each.differences);
  return {
    ok: differences.length === 0,
    mutations: checks.reduce((sum, each) => sum + each.mutations, 0),
    items: checks.reduce((sum, each) => sum + each.items, 0),
    sessions: checks.reduce((sum, each) => sum + each.sessions, 0),
    differences,
  };
}

async function checkSite(centre: AnyStore, siteId: string): Promise<Check> {
  const { rebuilt, sessions, mutations, differences } = await rebuild(centre, siteId);
  const left = new Map(rebuilt);
  let items = 0;
  for (let page = await centre.store.work.itemsOfSite(siteId, null, PAGE_ROWS); page.length > 0; ) {
    for (const item of page) {
      differences.push(...differencesOf(item, left.get(item.id)));
      left.delete(item.id);
      items += 1;
    }
    page = await centre.store.work.itemsOfSite(siteId, page.at(-1)?.id ?? null, PAGE_ROWS);
  }
  differences.push(...[...left.keys()].map((itemId) => ({ itemId, what: 'the ledger has it, but there is no row' })));
  const ofSessions = await compareSessions(centre.store.work, siteId, sessions);
  differences.push(...ofSessions.differences);
  return { ok: differences.length === 0, mutations, items, sessions: ofSessions.sessions, differences };
}

type Rebuilt = Readonly<{ rebuilt: ReadonlyMap<string, Item>; sessions: RebuiltSessions; mutations: number; differences: Difference[] }>;

async function rebuild(centre: AnyStore, siteId: string): Promise<Rebuilt> {
  const rebuilt = new Map<string, Item>();
  const sessions = new RebuiltSessions();
  const differences: Difference[] = [];
  let mutations = 0;
  for (let page = await centre.store.work.ledgerOfSite(siteId, 0, PAGE_ROWS); page.length > 0; ) {
    for (const row of page) {
      const gap = row.pos !== mutations + 1;
      if (gap && row.itemId !== null) differences.push({ itemId: row.itemId, what: `the ledger has a gap before position ${row.pos}` });
      mutations = row.pos;
      sessions.replay(row);
      const difference = replay(rebuilt, row);
      if (difference !== null) differences.push(difference);
    }
    page = await centre.store.work.ledgerOfSite(siteId, page.at(-1)?.pos ?? 0, PAGE_ROWS);
  }
  return { rebuilt, sessions, mutations, differences };
}

/** Applies one row as it was decided; says so when the transition gives another outcome today. */
function replay(items: Map<string, Item>, row: StoredLedgerRow): Difference | null {
  if (row.outcome.kind !== 'accepted' && row.outcome.kind !== 'kept') return null;
  const mutation = row.streamId === null ? centreMutationSchema.parse(row.envelope) : envelopeSchema.parse(row.envelope);
  // Of what leads do and of an ask the centre's own mutations tell, which stand behind it; a session is about no item.
  if (mutation.kind === 'move' || mutation.kind === 'judge' || mutation.kind === 'session' || mutation.kind === 'ask') return null;
  // Who was revoked at the time is part of the outcome: the ledger has no other record of it.
  const standing = row.outcome.kind === 'kept' && row.outcome.reason === 'revoked' ? 'revoked' : 'active';
  const result = transition(items.get(mutation.itemId) ?? null, mutation, {
    deskId: row.deskId ?? '', deskState: standing, operatorState: standing,
  });
  const found = result.kind === 'applied' ? 'accepted' : result.kind;
  if (result.kind === 'refused' || found !== row.outcome.kind) {
    return { itemId: mutation.itemId, what: `mutation ${row.mutationId} was ${row.outcome.kind}, and is ${found} when replayed` };
  }
  items.set(mutation.itemId, result.item);
  return null;
}

function differencesOf(stored: Item, rebuilt: Item | undefined): readonly Difference[] {
  const itemId = stored.id;
  if (rebuilt === undefined) return [{ itemId, what: 'there is a row, but the ledger never admitted it' }];
  const fields = Object.keys({ ...itemSchema.shape, ...stored }) as (keyof Item)[];
  return fields
    .filter((field) => !isDeepStrictEqual(stored[field], rebuilt[field]))
    .map((field) => ({ itemId, what: `${field} is ${JSON.stringify(stored[field])}, the ledger gives ${JSON.stringify(rebuilt[field])}` }));
}
