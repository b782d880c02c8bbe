import type { IndexDatabase, StoredFloorItem } from './database';

const CHANGE = 'floor:change';
const START = 'floor:start';

/** What a reader of the floor compares: `change` grows with every row written, `start` with every time that rows went away. */
export type FloorMarks = Readonly<{ change: number; start: number }>;

export async function floorMarks(database: IndexDatabase): Promise<FloorMarks> {
  return { change: await markOf(database, CHANGE), start: await markOf(database, START) };
}

export async function putFloor(database: IndexDatabase, rows: readonly Omit<StoredFloorItem, 'change'>[]): Promise<void> {
  if (rows.length === 0) return;
  const last = await markOf(database, CHANGE);
  await database.floor.bulkPut(rows.map((row, i) => ({ ...row, change: last + 1 + i })));
  await database.meta.put({ name: CHANGE, value: last + rows.length });
}

/** Drops what a fresh snapshot did not tell again. */
export async function dropFloorBelow(database: IndexDatabase, generation: number): Promise<void> {
  if ((await database.floor.where('generation').below(generation).delete()) > 0) await noteStart(database);
}

/** A row that cannot be read any more: its readers begin anew. */
export async function forgetFloorItem(database: IndexDatabase, id: string): Promise<void> {
  if ((await database.floor.where('id').equals(id).delete()) > 0) await noteStart(database);
}

export async function clearFloor(database: IndexDatabase): Promise<void> {
  await database.floor.clear();
  await noteStart(database);
}

async function noteStart(database: IndexDatabase): Promise<void> {
  await database.meta.put({ name: START, value: (await markOf(database, START)) + 1 });
}

async function markOf(database: IndexDatabase, name: string): Promise<number> {
  return Number((await database.meta.get(name))?.value ?? 0);
}
