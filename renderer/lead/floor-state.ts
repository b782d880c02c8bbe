import { create } from 'zustand';
import { floorNews, type FloorNews } from '../store/floor-feed';
import { FloorModel, type FloorView, type Transferred, type WaitingMove } from './floor-model';

/** A move on its way into the journal: its place there once it has one. */
type Underway = Readonly<{ move: WaitingMove; place: Readonly<{ streamId: string; seq: number }> | null }>;

/** What the floor shows; null until it has been read. */
export const useFloor = create<Readonly<{ view: FloorView | null }>>()(() => ({ view: null }));

export const floor = new FloorModel();
let told: Pick<FloorNews, 'moves' | 'folded'> = { moves: [], folded: new Map() };
let underway: readonly Underway[] = [];

/** Follows the floor until the answer is called. */
export function followFloor(): () => void {
  const subscription = floorNews().subscribe({ next: take });
  return () => subscription.unsubscribe();
}

function take(news: FloorNews): void {
  const isNews = news.startsOver || news.items.length > 0 || news.moves.length !== told.moves.length || underway.length > 0 || useFloor.getState().view === null;
  floor.take(news.items, news.startsOver);
  told = news;
  const written = new Set(news.moves.map((move) => move.id));
  underway = underway.filter(({ move, place }) => !written.has(move.id) && (place === null || place.seq > (news.folded.get(place.streamId) ?? 0)));
  if (isNews) show();
}

/** Long enough that what was moved has been drawn. */
const SETTLE_AFTER_MS = 300;

/** Shows moves at once, before they are on disk. */
export function showMoves(moves: readonly WaitingMove[], transfers: readonly Transferred[]): void {
  underway = [...underway, ...moves.map((move) => ({ move, place: null }))];
  floor.showOnTop(moves, transfers);
  useFloor.setState({ view: floor.view() });
  // Behind the frame that shows it: what the numbers alone could not know is put right.
  setTimeout(() => {
    floor.settle();
    useFloor.setState({ view: floor.view() });
  }, SETTLE_AFTER_MS);
}

/** The move is in the journal: from now on the index tells of it. */
export function notePlace(moveId: string, place: Readonly<{ streamId: string; seq: number }>): void {
  underway = underway.map((each) => (each.move.id === moveId ? { ...each, place } : each));
}

/** The moves were not saved: the floor is as if they had not been made. */
export function takeBackMoves(moveIds: ReadonlySet<string>): void {
  underway = underway.filter(({ move }) => !moveIds.has(move.id));
  show();
}

/** Whether the centre has answered for all of these. */
export function areSettled(moveIds: readonly string[]): boolean {
  const waiting = new Set([...told.moves.map((move) => move.id), ...underway.map(({ move }) => move.id)]);
  return moveIds.every((id) => !waiting.has(id));
}

function show(): void {
  floor.forecast([...told.moves, ...underway.map(({ move }) => move)]);
  useFloor.setState({ view: floor.view() });
}
