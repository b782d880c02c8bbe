import type { LogName, LogPosition } from '../../shared/ipc/log-port';
import type { IndexDatabase } from './database';

/** Item ids whose queue rows must be worked out again. */
export type Touched = Set<string>;

const positionName = (log: LogName): string => `position:${log}`;
const generationName = (scope: string): string => `generation:${scope}`;
const foldedName = (streamId: string): string => `folded:${streamId}`;

/** Where the index stands in a log; null where it has nothing of it. */
export async function positionIn(database: IndexDatabase, log: LogName): Promise<LogPosition | null> {
  return (await metaOf<LogPosition>(database, positionName(log))) ?? null;
}

export async function moveTo(database: IndexDatabase, log: LogName, position: LogPosition): Promise<void> {
  await putMeta(database, positionName(log), position);
}

/** How many snapshots of a scope have begun. */
export async function generationOf(database: IndexDatabase, scope: string): Promise<number> {
  return (await metaOf<number>(database, generationName(scope))) ?? 0;
}

export async function beginGeneration(database: IndexDatabase, scope: string, generation: number): Promise<void> {
  await putMeta(database, generationName(scope), generation);
}

export async function foldedUpTo(database: IndexDatabase, streamId: string): Promise<number> {
  return (await metaOf<number>(database, foldedName(streamId))) ?? 0;
}

/** A pull said that the centre's rows contain a stream up to here: our own copies end. */
export async function fold(database: IndexDatabase, streamId: string, upTo: number, touched: Touched): Promise<void> {
  await putMeta(database, foldedName(streamId), upTo);
  const folded = database.mutations.where('[streamId+seq]').between([streamId, 0], [streamId, upTo], true, true);
  const settled = await folded.toArray();
  for (const { itemId } of settled) touched.add(itemId);
  await database.mutations.bulkDelete(settled.map((m) => m.id));
}

/** Forgets what pages told, before the inbox is read again from its start. */
export async function forgetPages(database: IndexDatabase): Promise<void> {
  await database.meta.where('name').startsWith(generationName('')).delete();
  await database.meta.where('name').startsWith(foldedName('')).delete();
}

async function metaOf<T>(database: IndexDatabase, name: string): Promise<T | undefined> {
  return (await database.meta.get(name))?.value as T | undefined;
}

async function putMeta(database: IndexDatabase, name: string, value: unknown): Promise<void> {
  await database.meta.put({ name, value });
}
