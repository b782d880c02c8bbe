import type { Floor, FloorOperator } from '../../shared/domain/floor/floor';
import type { BatchForecast } from '../../shared/domain/floor/forecast-floor';
import { mayKey, urgencies } from '../../shared/domain/floor/urgency';
import { MINUTE_MS } from './floors';

type Piece = { readonly batchId: string; leftMs: number };
type Hand = { readonly operator: FloorOperator; readonly held: Piece[] };

/** The forecast of a small floor by walking through it in half minutes, item by item: slow and plain, to hold the quick one against. */
export function keyedMinuteByMinute(floor: Floor, nowMs: number): Readonly<Record<string, BatchForecast>> {
  const order = urgencies(floor, nowMs).map(({ batchId }) => batchId);
  const pieces = (operatorId: string | null): Piece[] => order.flatMap((batchId) => floor.loads
    .filter((load) => load.batchId === batchId && load.operatorId === operatorId)
    .flatMap(({ count }) => Array.from({ length: count }, () => ({ batchId, leftMs: operatorId === null ? 0 : floor.pace(operatorId, batchId) }))));
  const hands = floor.operators.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((operator): Hand => ({ operator, held: pieces(operator.id) }));
  const pool = pieces(null);
  const doneAtMs = new Map<string, number[]>(order.map((batchId) => [batchId, []]));
  const endMs = Math.max(nowMs, ...floor.operators.flatMap(({ windows }) => windows.map(({ toMs }) => toMs)));
  for (let atMs = nowMs; atMs < endMs; atMs += MINUTE_MS / 2) {
    for (const hand of hands) step(floor, hand, pool, atMs, nowMs, doneAtMs);
  }
  const open = [...hands.flatMap(({ held }) => held), ...pool];
  return Object.fromEntries(floor.batches.map(({ id, dueAtMs }) => {
    const done = doneAtMs.get(id) ?? [];
    const never = open.filter(({ batchId }) => batchId === id).length;
    const late = done.filter((each) => each > dueAtMs).length + never;
    const lastMs = never > 0 ? Number.POSITIVE_INFINITY : Math.max(nowMs, ...done);
    return [id, { finishAtMs: never > 0 ? null : lastMs, lateItems: late, lateByMs: late === 0 ? 0 : lastMs - dueAtMs }];
  }));
}

/** What one does in half a minute: a whole number of them is every pace and every window. */
function step(floor: Floor, hand: Hand, pool: Piece[], atMs: number, nowMs: number, doneAtMs: ReadonlyMap<string, number[]>): void {
  const { windows } = hand.operator;
  const isThere = (whenMs: number): boolean => whenMs >= nowMs && windows.some(({ fromMs, toMs }) => fromMs <= whenMs && whenMs < toMs);
  if (!isThere(atMs)) return;
  const leavesAtMs = windows.map(({ toMs }) => toMs).find((toMs) => toMs > atMs && !isThere(toMs)) ?? atMs;
  if (hand.held.length === 0) takeNext(floor, hand, pool, atMs, !isThere(atMs - 1), leavesAtMs);
  const piece = hand.held[0];
  if (piece === undefined) return;
  piece.leftMs -= MINUTE_MS / 2;
  if (piece.leftMs > 0) return;
  hand.held.shift();
  doneAtMs.get(piece.batchId)?.push(atMs + MINUTE_MS / 2);
}

function takeNext(floor: Floor, hand: Hand, pool: Piece[], atMs: number, hasJustCome: boolean, leavesAtMs: number): void {
  const { operator } = hand;
  const thereMs = operator.windows.reduce((sum, window) => sum + Math.max(0, window.toMs - Math.max(window.fromMs, atMs)), 0);
  const fits = (tookMs: number): boolean => tookMs <= thereMs && (tookMs <= leavesAtMs - atMs || hasJustCome);
  const may = (batchId: string): boolean => floor.batches.some((batch) => batch.id === batchId && mayKey(operator, batch.workType));
  const i = pool.findIndex(({ batchId }) => may(batchId) && fits(floor.pace(operator.id, batchId)));
  const piece = pool[i];
  if (piece === undefined) return;
  pool.splice(i, 1);
  hand.held.push({ ...piece, leftMs: floor.pace(operator.id, piece.batchId) });
}
