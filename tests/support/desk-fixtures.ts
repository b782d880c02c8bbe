import { createHash } from 'node:crypto';
import type { Clock } from '../../main/clock';
import type { Draft } from '../../shared/domain/journal-record';
import type { MoveDraft } from '../../shared/domain/mutations/move';
import type { SessionDraft } from '../../shared/domain/mutations/session';
import type { SubmitDraft } from '../../shared/domain/mutations/submit';
import type { CapturedAt } from '../../shared/domain/primitives';

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0');

/** The n-th id (UUID v7) of a kind: ids of different kinds never meet. */
export function idOf(kind: 'mutation' | 'item' | 'operator' | 'batch' | 'feed' | 'desk' | 'reference', n: number): string {
  const family = ['mutation', 'item', 'operator', 'batch', 'feed', 'desk', 'reference'].indexOf(kind) + 1;
  return `0199${hex(family, 4)}-0000-7000-8000-${hex(n, 12)}`;
}

/** The n-th stream, log or boot id (UUID v4). */
export function randomId(n: number): string {
  return `00000000-0000-4000-8000-${hex(n, 12)}`;
}

export function counting(): () => string {
  let n = 0;
  return () => {
    n += 1;
    return randomId(n);
  };
}

export const sha256Of = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

export const FORM_HASH = sha256Of('form');
export const EPOCH = { term: 1, seq: 2 } as const;
export const CAPTURED_AT: CapturedAt = { wallUtc: '2026-11-21T08:00:00.000Z', monotonicMs: 12, bootId: randomId(999) };

export function mutationDraft(n: number, itemNumber = n, operatorNumber = 1): SubmitDraft {
  return {
    id: idOf('mutation', n), kind: 'submit', operatorId: idOf('operator', operatorNumber), itemId: idOf('item', itemNumber),
    epoch: EPOCH, pass: 'key', formHash: FORM_HASH, body: `sealed ${n}`,
  };
}

/** Takes items from the first operator and gives them to another. */
export function moveDraft(n: number, itemNumbers: readonly number[], toOperatorNumber: number): MoveDraft {
  return {
    id: idOf('mutation', n), kind: 'move', operatorId: idOf('operator', 3), gestureId: idOf('mutation', 100 + n), hard: false, reason: 'absent',
    toOperatorId: idOf('operator', toOperatorNumber),
    items: itemNumbers.map((k) => ({ itemId: idOf('item', k), fromOperatorId: idOf('operator', 1), epoch: EPOCH })),
  };
}

/** The first operator takes a pause. */
export function sessionDraft(n: number): SessionDraft {
  return { id: idOf('mutation', n), kind: 'session', operatorId: idOf('operator', 1), sessionId: idOf('reference', 51), did: 'pause' };
}

export function draftOf(n: number, revision: number, itemNumber = n, operatorNumber = 1): Draft {
  return {
    mutationId: idOf('mutation', n), itemId: idOf('item', itemNumber), operatorId: idOf('operator', operatorNumber),
    epoch: EPOCH, pass: 'key', formHash: FORM_HASH, revision, body: `half keyed ${n}, ${revision}`, capturedAt: CAPTURED_AT,
  };
}

/** A clock that moves only when it is told to, and calls back when its time has come. */
export class HandClock implements Clock {
  private nowMs = 0;
  private timers: readonly { readonly dueMs: number; readonly run: () => void }[] = [];
  private waiting: readonly { readonly ms: number; readonly isSet: () => void }[] = [];
  constructor(public wallStartMs = Date.parse('2026-11-21T08:00:00.000Z')) {}

  readonly wallMs = (): number => this.wallStartMs + this.nowMs;
  readonly monotonicMs = (): number => this.nowMs;
  readonly after = (ms: number, run: () => void): (() => void) => {
    const timer = { dueMs: this.nowMs + ms, run };
    this.timers = [...this.timers, timer];
    for (const each of this.waiting) if (each.ms === ms) each.isSet();
    return () => {
      this.timers = this.timers.filter((t) => t !== timer);
    };
  };

  /** Resolves when a timer is set that runs in so many milliseconds. */
  whenSet(ms: number): Promise<void> {
    if (this.timers.some((t) => t.dueMs - this.nowMs === ms)) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting = [...this.waiting, { ms, isSet: resolve }];
    });
  }

  /** How long until the next timer; null when none is set. */
  get nextTimerMs(): number | null {
    return this.timers.length === 0 ? null : Math.min(...this.timers.map((t) => t.dueMs)) - this.nowMs;
  }

  /** Calls back whoever is next so many milliseconds before its time, as real timers may. */
  fireEarly(byMs: number): void {
    const [next] = this.timers.toSorted((a, b) => a.dueMs - b.dueMs);
    if (next === undefined) return;
    this.timers = this.timers.filter((t) => t !== next);
    this.nowMs = next.dueMs - byMs;
    next.run();
  }

  advance(ms: number): void {
    this.nowMs += ms;
    const due = this.timers.filter((t) => t.dueMs <= this.nowMs);
    this.timers = this.timers.filter((t) => t.dueMs > this.nowMs);
    for (const { run } of due) run();
  }
}
