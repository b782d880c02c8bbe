import { create } from 'zustand';
import type { Batch } from '../../shared/domain/batch';
import type { Item } from '../../shared/domain/item';
import type { Verdict } from '../../shared/domain/mutations/judge';
import type { ComparedField } from '../../shared/forms/compare-entries';
import type { DeskFailure } from '../../shared/ipc/desk-failure';
import type { TrayRow } from '../store/tray';

/** What the centre showed of a kept entry. `fields` is null where there is no comparing: one of the two does not open, or its form is not here. */
export type OpenedKept = Readonly<{ keptId: string; winnerId: string | null; item: Item; batch: Batch | null; fields: readonly ComparedField[] | null; notes: Readonly<{ kept: string; winner: string }> }>;

/** What is only on screen: the focused row, and what was opened of it. Values go as soon as another row has the focus. */
export type TrayState = Readonly<{
  rows: readonly TrayRow[] | null;
  activeId: string | null;
  opened: OpenedKept | null;
  opening: boolean;
  /** Counts up with everything that makes an answer under way one for nobody. */
  asked: number;
  failure: DeskFailure | null;
  onlyDifferences: boolean;
  /** A verdict that the disk did not take. */
  unsaved: Readonly<{ keptId: string; verdict: Verdict; failure: DeskFailure }> | null;
}>;

const NOTHING = { opened: null, opening: false, failure: null } as const;
const START: Omit<TrayState, 'asked'> = { rows: null, activeId: null, onlyDifferences: false, unsaved: null, ...NOTHING };

export const useTray = create<TrayState>()(() => ({ ...START, asked: 0 }));

const set = useTray.setState;

/** Takes the tray as it now is; a focused row that left it hands the focus to the one in its place. What was opened stays while it holds. */
export function showTray(rows: readonly TrayRow[]): void {
  set(({ rows: before, activeId, opened, asked }) => {
    const ids = rows.map(({ entry }) => entry.id);
    const place = Math.max(0, (before ?? []).findIndex(({ entry }) => entry.id === activeId));
    const next = activeId !== null && ids.includes(activeId) ? activeId : (ids[Math.min(place, ids.length - 1)] ?? null);
    const row = rows.find(({ entry }) => entry.id === next);
    const holds = opened !== null && row?.entry.id === opened.keptId && (row.winner?.mutationId ?? null) === opened.winnerId;
    return { rows, activeId: next, ...(next === activeId && (opened === null || holds) ? {} : { ...NOTHING, asked: asked + 1 }) };
  });
}

export function activateRow(id: string): void {
  set(({ activeId, asked }) => (id === activeId ? {} : { activeId: id, asked: asked + 1, ...NOTHING }));
}

/** Moves the focused row by so many rows; stops at the ends. */
export function moveInTray(by: number): void {
  const { rows, activeId } = useTray.getState();
  const ids = (rows ?? []).map(({ entry }) => entry.id);
  const next = ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(activeId ?? '') + by))];
  if (next !== undefined) activateRow(next);
}

export function toggleDifferences(): void {
  set(({ onlyDifferences }) => ({ onlyDifferences: !onlyDifferences }));
}

/** The focused row; null in an empty tray. */
export function activeRow(): TrayRow | null {
  const { rows, activeId } = useTray.getState();
  return rows?.find(({ entry }) => entry.id === activeId) ?? null;
}

/** What was opened goes, and what is being asked for shows nothing any more; the row keeps the focus. */
export function closeOpened(): void {
  set(({ asked }) => ({ ...NOTHING, asked: asked + 1 }));
}

/** Everything readable of it goes, at sign-off. */
export function forgetTray(): void {
  set(({ asked }) => ({ ...START, asked: asked + 1 }));
}
