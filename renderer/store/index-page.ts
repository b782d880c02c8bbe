import { z } from 'zod';
import { centreMs } from '../../shared/domain/elapsed';
import { parseJson } from '../../shared/protocol/parse-json';
import { feedRowSchema, FLOOR_SCOPE, pullHeadSchema, queueScope, type FeedRow, type PullHead } from '../../shared/protocol/pull';
import type { IndexDatabase, StoredStranger } from './database';
import { dropFloorBelow, forgetFloorItem, putFloor } from './index-floor';
import { touchReordered } from './order-change';
import { beginGeneration, generationOf, noteFolded, type Touched } from './index-meta';

type Generations = ReadonlyMap<string, number>;

const strangerSchema = z.looseObject({ scope: z.string(), kind: z.string(), key: z.string() });

/** Takes one pulled page into the index. Within a page each row comes once, so rows of a kind are written together. */
export async function indexPage(database: IndexDatabase, page: string, touched: Touched): Promise<void> {
  const [headLine = '', ...lines] = page.split('\n');
  const head = pullHeadSchema.safeParse(parseJson(headLine));
  if (!head.success) return;
  const generations = await generationsOf(database, head.data);
  const { rows, strangers } = readRows(lines, generations);
  await putRows(database, rows, generations, touched);
  await putStrangers(database, strangers, touched);
  for (const scope of head.data.drained) await dropOlder(database, scope, generations.get(scope) ?? 0, touched);
  for (const [streamId, { foldedUpTo }] of Object.entries(head.data.streams)) {
    await noteFolded(database, 'inbox', streamId, foldedUpTo, touched);
  }
}

/** A page that begins a snapshot of a scope starts that scope's next generation. */
async function generationsOf(database: IndexDatabase, head: PullHead): Promise<Generations> {
  const generations = new Map<string, number>();
  for (const scope of Object.keys(head.cursors)) {
    const standing = await generationOf(database, scope);
    const generation = head.resets.includes(scope) ? standing + 1 : standing;
    if (generation !== standing) await beginGeneration(database, scope, generation);
    generations.set(scope, generation);
  }
  return generations;
}

function readRows(lines: readonly string[], generations: Generations): { rows: FeedRow[]; strangers: StoredStranger[] } {
  const rows: FeedRow[] = [];
  const strangers: StoredStranger[] = [];
  for (const text of lines) {
    const raw = parseJson(text);
    const row = feedRowSchema.safeParse(raw);
    const stranger = strangerSchema.safeParse(raw);
    if (row.success) rows.push(row.data);
    else if (stranger.success) {
      const { scope, kind, key } = stranger.data;
      strangers.push({ scope, kind, key, generation: generations.get(scope) ?? 0, text });
    }
  }
  return { rows, strangers };
}

async function putRows(database: IndexDatabase, rows: readonly FeedRow[], generations: Generations, touched: Touched): Promise<void> {
  const of = <K extends FeedRow['kind']>(...kinds: readonly K[]): Extract<FeedRow, { kind: K }>[] =>
    rows.filter((r): r is Extract<FeedRow, { kind: K }> => kinds.some((k) => k === r.kind));
  const at = ({ scope, key }: FeedRow) => ({ scope, key, generation: generations.get(scope) ?? 0 });
  const gone = of('gone');
  await noteMoved(database, gone, generations);
  for (const { scope, goneKind, key } of gone) await takeBack(database, scope, goneKind, key, touched);
  // There are hardly ever any, and to delete what is not there takes as long as to write it.
  if ((await database.strangers.count()) > 0) {
    await database.strangers.bulkDelete(rows.map(({ scope, kind, key }): [string, string, string] => [scope, kind, key]));
  }
  await touchReordered(database, of('project').map(({ row }) => row), touched);
  await database.references.bulkPut(
    of('client', 'project', 'batch', 'form', 'codeList', 'operator', 'shift', 'pool').map((r) => ({ ...at(r), kind: r.kind, row: r.row })));
  await database.notices.bulkPut(
    of('notice').map((r) => ({ ...at(r), mutationId: r.key, operatorId: r.row.operatorId, notice: r.row })));
  await database.sessions.bulkPut(
    of('session').map((r) => ({ ...at(r), id: r.key, operatorId: r.row.operatorId, lastMs: centreMs(r.row.last), session: r.row })));
  await putFloor(database, of('floorItem').map((r) => ({ id: r.key, generation: at(r).generation, item: r.row })));
  await database.kept.bulkPut(of('keptEntry').map((r) => ({ id: r.key, generation: at(r).generation, entry: r.row })));
  const items = of('item');
  if (items.length > 0 && (await database.moved.count()) > 0) await database.moved.bulkDelete(items.map(({ scope, key }): [string, string] => [operatorOf(scope), key]));
  for (const { key } of items) touched.add(key);
  await database.items.bulkPut(items.map((r) => ({ ...at(r), id: r.key, item: r.row })));
}

/** A row that cannot be read takes the place of what was read of it before: that does not hold any more. */
async function putStrangers(database: IndexDatabase, strangers: readonly StoredStranger[], touched: Touched): Promise<void> {
  for (const { scope, kind, key } of strangers) await takeBack(database, scope, kind, key, touched);
  await database.strangers.bulkPut(strangers);
}

/**
 * Keeps where a lead has moved an item that was here, for its former operator to read. What has come back and gone again
 * since the last page never stood here: then the new word takes the place of the one before.
 */
async function noteMoved(database: IndexDatabase, gone: readonly Extract<FeedRow, { kind: 'gone' }>[], generations: Generations): Promise<void> {
  for (const { scope, key, moved } of gone.filter(({ goneKind }) => goneKind === 'item')) {
    const operatorId = operatorOf(scope);
    const before = await database.moved.get([operatorId, key]);
    const stood = (await database.items.get([scope, key]))?.item ?? before;
    if (moved === undefined && before !== undefined) await database.moved.delete([operatorId, key]);
    if (moved === undefined || stood === undefined) continue;
    const { source, batchId } = stood;
    await database.moved.put({ operatorId, itemId: key, generation: generations.get(scope) ?? 0, source, batchId, moved });
  }
}

function operatorOf(scope: string): string {
  return scope.slice(queueScope('').length);
}

async function takeBack(database: IndexDatabase, scope: string, kind: string, key: string, touched: Touched): Promise<void> {
  await database.strangers.delete([scope, kind, key]);
  await database.notices.delete([scope, key]);
  await database.sessions.delete([scope, key]);
  await database.references.delete([kind, key]);
  if (kind === 'keptEntry') await database.kept.delete(key);
  if (kind === 'floorItem') await forgetFloorItem(database, key);
  if (kind !== 'item') return;
  await database.items.delete([scope, key]);
  touched.add(key);
}

async function dropOlder(database: IndexDatabase, scope: string, generation: number, touched: Touched): Promise<void> {
  const older = [[scope, -1], [scope, generation]] as const;
  const gone = await database.items.where('[scope+generation]').between(...older).primaryKeys();
  for (const [, id] of gone) touched.add(id);
  await database.items.bulkDelete(gone);
  await database.moved.where('[operatorId+generation]').between([operatorOf(scope), -1], [operatorOf(scope), generation]).delete();
  if (scope === FLOOR_SCOPE) {
    await dropFloorBelow(database, generation);
    await database.kept.where('generation').below(generation).delete();
  }
  for (const table of [database.references, database.notices, database.sessions, database.strangers]) {
    await table.where('[scope+generation]').between(...older).delete();
  }
}
