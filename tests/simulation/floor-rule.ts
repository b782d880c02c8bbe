import { isDeepStrictEqual } from 'node:util';
import type { FloorItem } from '../../shared/domain/floor-item';
import type { Item } from '../../shared/domain/item';
import { queueScope } from '../../shared/protocol/pull';
import type { MemoryTables } from '../../server/store/memory/memory-tables';
import type { DeskView } from './desk-view';
import type { SimulatedDesk } from './simulated-desk';
import { Violation } from './violation';

/** Once all is quiet: a lead's desk shows every item as the centre has it and no forecast any more; other desks see no floor. */
export function checkFloor({ hasLead }: SimulatedDesk, view: DeskView, tables: MemoryTables): void {
  checkTray(view, hasLead ? tables : null);
  const here = view.floor();
  const there = hasLead ? [...tables.items.values()].map(floorRowOf).sort(byId) : [];
  if (!isDeepStrictEqual(here, there)) throw new Violation('a lead sees the floor as it is', differenceOf(here, there));
  const waiting = view.waitingMoves().length + view.floorModel().view().waitingCount;
  if (waiting > 0) throw new Violation('a lead sees the floor as it is', `a forecast is left: ${waiting} wait for the centre`);
  const open = view.floorModel().openItems(() => true).toSorted(byId);
  const due = there.filter(({ state }) => state === 'open');
  if (!isDeepStrictEqual(open, due)) throw new Violation('a lead sees the floor as it is', `of what is open ${differenceOf(open, due)}`);
}

/** A lead's desk has the tray as the centre tells of it; other desks see none. */
function checkTray(view: DeskView, tables: MemoryTables | null): void {
  const there = [...(tables?.feed.values() ?? [])].filter(({ kind, gone }) => kind === 'keptEntry' && !gone).map(({ body }) => JSON.parse(body) as unknown);
  const lines = (rows: readonly unknown[]): string => rows.map((row) => JSON.stringify(row)).sort().join(';');
  if (lines(view.tray()) !== lines(there)) throw new Violation('every kept entry lies in the tray, with what was decided of it', `${view.tray().length} at the desk, ${there.length} due`);
}

/** What a desk still tells a former holder of where an item went is what the centre says of it. */
export function checkLosses(operatorId: string, view: DeskView, tables: MemoryTables): void {
  for (const [itemId, moved] of view.movedFrom(operatorId)) {
    const row = [...tables.feed.values()].find(({ scope, kind, key }) => scope === queueScope(operatorId) && kind === 'item' && key === itemId);
    const isSo = row?.gone === true && row.body !== '' && isDeepStrictEqual(JSON.parse(row.body), moved);
    if (!isSo) throw new Violation('who loses an item to a move hears where it went', `${itemId} of ${operatorId}: ${JSON.stringify(moved)}, the centre says ${row?.body}`);
  }
}

/** Written apart from the product's own. */
function floorRowOf(item: Item): FloorItem {
  const { settledBy, kept, standings, siteId: _site, pages: _pages, zones: _zones, formHash: _form, pass: _pass, holders: _holders, ...rest } = item;
  const { wallUtc, offsetMs = 0 } = settledBy?.capturedAt ?? { wallUtc: '' };
  return {
    ...rest, keptCount: kept.length - standings.length,
    settledBy: settledBy === null ? null : { operatorId: settledBy.operatorId, atMs: new Date(wallUtc).getTime() + offsetMs, ...(kept.length > 0 ? { mutationId: settledBy.mutationId } : {}) },
  };
}

const byId = (a: FloorItem, b: FloorItem): number => (a.id < b.id ? -1 : 1);

function differenceOf(here: readonly FloorItem[], there: readonly FloorItem[]): string {
  const odd = here.find((item) => !there.some((each) => isDeepStrictEqual(each, item))) ?? there.find((item) => !here.some((each) => each.id === item.id));
  return `item ${odd?.id}, ${here.length} at the desk, ${there.length} due`;
}
