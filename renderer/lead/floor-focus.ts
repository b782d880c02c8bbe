import { create } from 'zustand';
import type { FloorItem } from '../../shared/domain/floor-item';
import type { FloorView } from './floor-model';
import { floor } from './floor-state';

export type FloorList = 'batches' | 'operators' | 'items';

/** Whose items are listed one by one: of these batches, or of these operators. */
export type Within = Readonly<{ list: 'batches' | 'operators'; ids: ReadonlySet<string> }>;

/** The row of the list of operators that stands for nobody. */
export const POOL = 'pool';

/** What is only on screen: which list and row has the focus, what each list shows, and what is chosen of it. */
export type FloorFocus = Readonly<{
  list: FloorList;
  /** Null while batches and operators are listed. */
  within: Within | null;
  ids: Readonly<Record<FloorList, readonly string[]>>;
  active: Readonly<Record<FloorList, string | null>>;
  chosen: Readonly<Record<FloorList, ReadonlySet<string>>>;
}>;

const NOTHING: FloorFocus = {
  list: 'batches', within: null, ids: { batches: [], operators: [], items: [] }, active: { batches: null, operators: null, items: null },
  chosen: { batches: new Set(), operators: new Set(), items: new Set() },
};

export const useFloorFocus = create<FloorFocus>()(() => NOTHING);

/** Takes a list as it now is; a focused row that left it hands the focus to the one in its place. */
export function showList(list: FloorList, ids: readonly string[]): void {
  useFloorFocus.setState((now) => {
    const [before, active] = [now.ids[list], now.active[list]];
    const place = Math.max(0, active === null ? 0 : before.indexOf(active));
    const next = active !== null && ids.includes(active) ? active : (ids[Math.min(place, ids.length - 1)] ?? null);
    const there = new Set(ids);
    const chosen = new Set([...now.chosen[list]].filter((id) => there.has(id)));
    return { ids: { ...now.ids, [list]: ids }, active: { ...now.active, [list]: next }, chosen: { ...now.chosen, [list]: chosen } };
  });
}

export function activate(list: FloorList, id: string): void {
  useFloorFocus.setState((now) => ({ list, active: { ...now.active, [list]: id } }));
}

/** Moves the focused row by so many rows; stops at the ends. */
export function moveBy(rows: number): void {
  useFloorFocus.setState(({ list, ids, active }) => {
    const all = ids[list];
    const place = all.indexOf(active[list] ?? '');
    return { active: { ...active, [list]: all[Math.min(all.length - 1, Math.max(0, place + rows))] ?? null } };
  });
}

/** Lists the open items of what is chosen, one by one. */
export function listItems(): void {
  const { list, ids } = subjects();
  if (list === 'items') return;
  useFloorFocus.setState(({ ids: all, active, chosen }) => ({
    list: 'items', within: { list, ids }, ids: { ...all, items: [] }, active: { ...active, items: null }, chosen: { ...chosen, items: new Set() },
  }));
}

/** Back to batches and operators, as they were left. */
export function leaveItems(): void {
  useFloorFocus.setState(({ list, within }) => ({ list: within?.list ?? list, within: null }));
}

/** The open items of what is listed one by one, the most urgent first, as they stand in this view of the floor, which is the latest. */
export function itemsWithin(within: Within | null, _latest: FloorView): readonly FloorItem[] {
  return within === null ? [] : floor.openItems((item) => within.ids.has(keyOf(within.list, item)));
}

function keyOf(list: FloorList, item: FloorItem): string {
  switch (list) {
    case 'batches':
      return item.batchId;
    case 'operators':
      return item.assignedTo ?? POOL;
    case 'items':
      return item.id;
    default:
      return list satisfies never;
  }
}

export function otherList(): void {
  useFloorFocus.setState(({ list }) => (list === 'items' ? {} : { list: list === 'batches' ? 'operators' : 'batches' }));
}

export function toggleChosen(): void {
  useFloorFocus.setState(({ list, active, chosen }) => {
    const id = active[list];
    if (id === null) return {};
    const next = new Set(chosen[list]);
    if (!next.delete(id)) next.add(id);
    return { chosen: { ...chosen, [list]: next } };
  });
}

export function chooseAll(): void {
  useFloorFocus.setState(({ list, ids, chosen }) => ({ chosen: { ...chosen, [list]: new Set(ids[list]) } }));
}

/** Whoever signs on next begins anew. */
export function forgetFocus(): void {
  useFloorFocus.setState(NOTHING);
}

export function chooseNone(): void {
  useFloorFocus.setState({ chosen: NOTHING.chosen });
}

/** What a command is about: the chosen rows of the list, or the focused one where none is chosen. */
export function subjects(): Readonly<{ list: FloorList; ids: ReadonlySet<string> }> {
  const { list, active, chosen } = useFloorFocus.getState();
  const id = active[list];
  return { list, ids: chosen[list].size > 0 ? chosen[list] : new Set(id === null ? [] : [id]) };
}

/** The operator whose row has the focus; null where another row has it. */
export function focusedOperator(): string | null {
  const { list, active } = useFloorFocus.getState();
  return list === 'operators' && active.operators !== POOL ? active.operators : null;
}

/** The open items that a command is about. */
export function chosenItems(): readonly FloorItem[] {
  const { list, ids } = subjects();
  return floor.openItems((item) => ids.has(keyOf(list, item)));
}
