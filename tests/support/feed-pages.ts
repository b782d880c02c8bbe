import { floorItemOf } from '../../shared/domain/floor-item';
import { itemSchema, type Item } from '../../shared/domain/item';
import type { Notice } from '../../shared/domain/notice';
import type { Session } from '../../shared/domain/session';
import { pullHeadSchema, queueScope, type Moved, type PullHead } from '../../shared/protocol/pull';
import { PROTOCOL_VERSION } from '../../shared/protocol/version';
import { CAPTURED_AT, EPOCH, FORM_HASH, idOf, sha256Of } from './desk-fixtures';

export const OPERATOR_ID = idOf('operator', 1);
export const QUEUE = queueScope(OPERATOR_ID);

export type Row = Readonly<{ scope: string; kind: string; key: string; goneKind?: string; moved?: Moved; row?: unknown }>;

/** A pulled page as the centre sends it. */
export function page(head: Partial<PullHead>, rows: readonly Row[] = []): string {
  const full: PullHead = {
    v: 1, protocol: PROTOCOL_VERSION, feedId: idOf('feed', 1), cursors: {}, resets: [], drained: [], more: false, streams: {}, documents: [],
    centreTimeUtc: '2026-11-21T08:00:00.000Z', ...head, rowCount: rows.length,
  };
  return [JSON.stringify(pullHeadSchema.parse(full)), ...rows.map((row, i) => JSON.stringify({ pos: i + 1, ...row })), ''].join('\n');
}

export function itemOf(n: number, more: Partial<Item> = {}): Item {
  return itemSchema.parse({
    id: idOf('item', n), siteId: idOf('desk', 2), batchId: idOf('batch', 1), position: n, source: `scan-${n}.jpg`,
    pages: [{ hash: sha256Of(`page ${n}`), sizeBytes: 10, mediaType: 'image/jpeg', name: `scan-${n}.jpg`, widthPx: 10, heightPx: 10 }],
    formHash: FORM_HASH, dueAtUtc: '2026-11-22T08:00:00.000Z', state: 'open', pass: 'key', assignedTo: OPERATOR_ID, epoch: EPOCH,
    minEpoch: { term: 1, seq: 1 }, settledBy: null, kept: [], ...more,
  });
}

export function doneItem(n: number, mutationNumber: number): Item {
  return itemOf(n, {
    state: 'done',
    settledBy: { mutationId: idOf('mutation', mutationNumber), operatorId: OPERATOR_ID, deskId: idOf('desk', 1), epoch: EPOCH, capturedAt: CAPTURED_AT },
  });
}

export function itemRow(item: Item, scope = QUEUE): Row {
  return { scope, kind: 'item', key: item.id, row: item };
}

export function goneRow(goneKind: string, key: string, scope = QUEUE): Row {
  return { scope, kind: 'gone', key, goneKind };
}

export function floorRow(item: Item): Row {
  return { scope: 'floor', kind: 'floorItem', key: item.id, row: floorItemOf(item) };
}

/** The word to a former holder that a lead moved an item. */
export function movedRow(n: number, toOperatorId: string | null = idOf('operator', 2)): Row {
  const moved: Moved = { toOperatorId, byOperatorId: idOf('operator', 3), reason: 'absent', hard: false, atUtc: '2026-11-21T08:00:00.000Z' };
  return { ...goneRow('item', idOf('item', n)), moved };
}

export function noticeRow(n: number): Row {
  const row: Notice = {
    mutationId: idOf('mutation', n), operatorId: OPERATOR_ID, itemId: idOf('item', n), source: null,
    outcome: { kind: 'refused', reason: 'invalidEntry' }, receivedAtUtc: '2026-11-21T08:00:00.000Z', body: 'sealed',
  };
  return { scope: QUEUE, kind: 'notice', key: row.mutationId, row };
}

/** A session as the centre knows it after so many entries. */
export function sessionRow(n: number, items: number, scope = QUEUE): Row {
  const id = idOf('reference', 50 + n);
  const row: Session = {
    id, operatorId: OPERATOR_ID, deskId: idOf('desk', 1), state: 'keying', begin: CAPTURED_AT, first: CAPTURED_AT, last: CAPTURED_AT, pausedAt: null, end: null,
    pauses: 0, pausedMs: 0, items, rejected: 0, kept: 0, refused: 0, keystrokes: 10 * items, corrections: 0, activeMs: 1_000 * items, silentMs: 0, waitedMs: 0, note: null, upTo: {},
  };
  return { scope, kind: 'session', key: id, row };
}

export function clientRow(n: number, name = `Client ${n}`): Row {
  return { scope: 'reference', kind: 'client', key: idOf('reference', n), row: { id: idOf('reference', n), name } };
}
