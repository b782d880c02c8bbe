import { v7 as uuidV7 } from 'uuid';
import { create } from 'zustand';
import type { FloorItem } from '../../shared/domain/floor-item';
import { MAX_ITEMS_A_MOVE, type MoveDraft } from '../../shared/domain/mutations/move';
import type { MoveReason } from '../../shared/domain/reasons';
import type { DeskFailure } from '../../shared/ipc/desk-failure';
import { callMain } from '../store/bridge';
import type { Transferred } from './floor-model';
import { areSettled, floor, notePlace, showMoves, takeBackMoves } from './floor-state';

/** Items and who is to have them; null is the pool. */
export type Transfer = Transferred;

/** How work is moved; a hard move calls back what is being keyed. */
export type MoveManner = Readonly<{ hard: boolean; reason: MoveReason; undoes?: string }>;

/** What a lead did in one go. */
export type Gesture = Readonly<{
  id: string;
  moves: readonly MoveDraft[];
  itemCount: number;
  atMs: number;
  /** How many of its mutations are on disk. */
  savedCount: number;
  failure: DeskFailure | null;
  /** The gesture that this one takes back. */
  undoes: string | null;
}>;

/** Gestures are saved one after another: what is done on top of one is decided behind it. */
let turns: Promise<void> = Promise.resolve();

/** Resolves when every gesture is on disk or has failed. */
export function movesSaved(): Promise<void> {
  return turns;
}

/** What was moved at this desk since the page was opened, the latest first. */
export const useGestures = create<Readonly<{ gestures: readonly Gesture[] }>>()(() => ({ gestures: [] }));

/** Gestures that are remembered: as many as anybody looks back at. */
const KEPT_GESTURES = 50;

/**
 * Moves work as one gesture: it shows at once, and is saved mutation by mutation. What the disk does not take is taken back
 * on screen and told of; what it had taken before stays.
 */
export async function moveWork(leadId: string, transfers: readonly Transfer[], order: MoveManner, nowMs: number): Promise<void> {
  const gestureId = uuidV7();
  const moves = transfers.flatMap((transfer) => draftsOf(leadId, gestureId, transfer, order));
  if (moves.length === 0) return;
  const itemCount = moves.reduce((sum, move) => sum + move.items.length, 0);
  const gesture: Gesture = { id: gestureId, moves, itemCount, atMs: nowMs, savedCount: 0, failure: null, undoes: order.undoes ?? null };
  showMoves(moves, transfers);
  useGestures.setState(({ gestures }) => ({ gestures: [gesture, ...gestures].slice(0, KEPT_GESTURES) }));
  turns = turns.then(() => save(gestureId, moves));
  await turns;
}

async function save(gestureId: string, moves: readonly MoveDraft[]): Promise<void> {
  for (const [i, move] of moves.entries()) {
    const answer = await callMain('mutation.commit', move);
    if (!answer.ok) {
      takeBackMoves(new Set(moves.slice(i).map(({ id }) => id)));
      note(gestureId, { failure: answer.failure });
      return;
    }
    notePlace(move.id, answer.value);
    note(gestureId, { savedCount: i + 1 });
  }
}

/** The last gesture of which something is still where it was put, and that was not taken back. */
export function undoable(): Gesture | null {
  const { gestures } = useGestures.getState();
  const undone = new Set(gestures.filter(({ failure }) => failure === null).map(({ undoes }) => undoes));
  return gestures.find(({ id, undoes, moves }) => undoes === null && !undone.has(id) && floor.stillThere(moves).length > 0) ?? null;
}

/** Gives back what a gesture moved and nobody has touched since, each to whom it was taken from. */
export async function undo(leadId: string, gesture: Gesture, nowMs: number): Promise<void> {
  const from = new Map(gesture.moves.flatMap((move) => move.items.map((seen) => [seen.itemId, seen.fromOperatorId] as const)));
  const holders = new Map<string | null, FloorItem[]>();
  for (const item of floor.stillThere(gesture.moves)) {
    const holder = from.get(item.id) ?? null;
    holders.set(holder, [...(holders.get(holder) ?? []), item]);
  }
  const transfers = [...holders].map(([toOperatorId, items]) => ({ items, toOperatorId }));
  await moveWork(leadId, transfers, { hard: false, reason: 'undo', undoes: gesture.id }, nowMs);
}

/** Where a gesture stands on its way to the centre. `refused`: of some of it the centre would hear nothing; it says why in notices. */
export function gestureState(gesture: Gesture, refusedIds: ReadonlySet<string>): 'saving' | 'failed' | 'waiting' | 'refused' | 'settled' {
  if (gesture.moves.some(({ id }) => refusedIds.has(id))) return 'refused';
  if (gesture.failure !== null) return 'failed';
  if (gesture.savedCount < gesture.moves.length) return 'saving';
  return areSettled(gesture.moves.map(({ id }) => id)) ? 'settled' : 'waiting';
}

function note(gestureId: string, change: Partial<Gesture>): void {
  useGestures.setState(({ gestures }) => ({ gestures: gestures.map((each) => (each.id === gestureId ? { ...each, ...change } : each)) }));
}

/** What already lies where it is to go does not move. */
function draftsOf(leadId: string, gestureId: string, { items, toOperatorId }: Transfer, { hard, reason }: MoveManner): readonly MoveDraft[] {
  const moving = items.filter((item) => item.assignedTo !== toOperatorId);
  return Array.from({ length: Math.ceil(moving.length / MAX_ITEMS_A_MOVE) }, (_, i): MoveDraft => ({
    id: uuidV7(), kind: 'move', operatorId: leadId, gestureId, toOperatorId, hard, reason,
    items: moving.slice(i * MAX_ITEMS_A_MOVE, (i + 1) * MAX_ITEMS_A_MOVE).map(({ id, assignedTo, epoch }) => ({ itemId: id, fromOperatorId: assignedTo, epoch })),
  }));
}
