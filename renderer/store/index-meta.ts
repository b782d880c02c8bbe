import type { LogName, LogPosition } from '../../shared/ipc/log-port';
import { PROTOCOL_VERSION } from '../../shared/protocol/version';
import type { IndexDatabase } from './database';

/** Item ids whose queue rows must be worked out again. */
export type Touched = Set<string>;

const positionName = (log: LogName): string => `position:${log}`;
const generationName = (scope: string): string => `generation:${scope}`;
const freedName = (streamId: string): string => `freed:${streamId}`;
const foldedName = (log: LogName, streamId: string): string => `folded:${log}:${streamId}`;
const mostFoldedName = (log: LogName, streamId: string): string => `mostFolded:${log}:${streamId}`;

/** A position, and the protocol version of the build whose schemas read up to there. */
type ReadPosition = LogPosition & Readonly<{ readBy?: number }>;

/**
 * Where the index stands in a log; null where it has nothing of it, or a build of another protocol version has read it: what that
 * could not read this one may, so the log is read anew.
 */
export async function positionIn(database: IndexDatabase, log: LogName): Promise<LogPosition | null> {
  const position = await metaOf<ReadPosition>(database, positionName(log));
  if (position?.readBy !== PROTOCOL_VERSION) return null;
  const { logId, next } = position;
  return { logId, next };
}

export async function moveTo(database: IndexDatabase, log: LogName, position: LogPosition): Promise<void> {
  await putMeta(database, positionName(log), { ...position, readBy: PROTOCOL_VERSION } satisfies ReadPosition);
}

/** How many snapshots of a scope have begun. */
export async function generationOf(database: IndexDatabase, scope: string): Promise<number> {
  return (await metaOf<number>(database, generationName(scope))) ?? 0;
}

export async function beginGeneration(database: IndexDatabase, scope: string, generation: number): Promise<void> {
  await putMeta(database, generationName(scope), generation);
}

/**
 * How far the centre's rows contain this desk's mutations of a stream: as far as both the page with those rows and the
 * journal say so, as a copied profile's other desk may have written to the stream; as the journal says where no page here
 * tells of it. So the two logs give the same in whatever order they are read.
 */
export async function foldedUpTo(database: IndexDatabase, streamId: string): Promise<number> {
  const byPage = await metaOf<number>(database, foldedName('inbox', streamId));
  const byJournal = (await metaOf<number>(database, foldedName('journal', streamId))) ?? 0;
  return Math.min(byPage ?? byJournal, byJournal);
}

/** Notes what a log says of a stream. A centre that was restored may say less than before. */
export async function noteFolded(
  database: IndexDatabase,
  log: LogName,
  streamId: string,
  upTo: number,
  touched: Touched,
): Promise<void> {
  const before = await foldedUpTo(database, streamId);
  await putMeta(database, foldedName(log, streamId), upTo);
  await raiseMeta(database, mostFoldedName(log, streamId), upTo);
  const after = await foldedUpTo(database, streamId);
  await dropSettled(database, streamId, touched);
  if (before === after) return;
  const [low, high] = [Math.min(before, after), Math.max(before, after)];
  const changed = await database.mutations.where('[streamId+seq]').between([streamId, low], [streamId, high], false, true).toArray();
  for (const itemId of changed.flatMap((m) => m.itemIds)) touched.add(itemId);
}

/** Notes how far a stream has left the journal; what has left it does not come back, whatever a centre says later. */
export async function noteFreed(database: IndexDatabase, streamId: string, upTo: number): Promise<void> {
  await raiseMeta(database, freedName(streamId), upTo);
}

/**
 * What has left the journal leaves the index, but not before the page with the centre's rows of it was read here: the
 * journal may be read ahead of the inbox, and the item would look open. What is only folded stays, as a restored centre
 * may have lost it. It counts how far either log has ever said that it is folded: so an index that is built anew, and
 * reads a later word before the page, ends as one that has followed.
 */
async function dropSettled(database: IndexDatabase, streamId: string, touched: Touched): Promise<void> {
  const freed = (await metaOf<number>(database, freedName(streamId))) ?? 0;
  const byJournal = (await metaOf<number>(database, mostFoldedName('journal', streamId))) ?? 0;
  const byPage = (await metaOf<number>(database, mostFoldedName('inbox', streamId))) ?? byJournal;
  const upTo = Math.min(byPage, byJournal, freed);
  const settled = await database.mutations.where('[streamId+seq]').between([streamId, 0], [streamId, upTo], true, true).toArray();
  for (const itemId of settled.flatMap((m) => m.itemIds)) touched.add(itemId);
  await database.mutations.bulkDelete(settled.map((m) => m.id));
}

/** Forgets what pages told, before the inbox is read again from its start. */
export async function forgetPages(database: IndexDatabase): Promise<void> {
  await database.meta.where('name').startsWith(generationName('')).delete();
  await forgetFolded(database, 'inbox');
}

export async function forgetFolded(database: IndexDatabase, log: LogName): Promise<void> {
  await database.meta.where('name').startsWith(foldedName(log, '')).delete();
  await database.meta.where('name').startsWith(mostFoldedName(log, '')).delete();
  if (log === 'journal') await database.meta.where('name').startsWith(freedName('')).delete();
}

async function metaOf<T>(database: IndexDatabase, name: string): Promise<T | undefined> {
  return (await database.meta.get(name))?.value as T | undefined;
}

async function raiseMeta(database: IndexDatabase, name: string, value: number): Promise<void> {
  await putMeta(database, name, Math.max((await metaOf<number>(database, name)) ?? 0, value));
}

async function putMeta(database: IndexDatabase, name: string, value: unknown): Promise<void> {
  await database.meta.put({ name, value });
}
