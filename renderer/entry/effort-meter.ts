import { PAUSE_MS, type Effort, type FieldEffort } from '../../shared/domain/effort';
import type { Address } from '../../shared/forms/address';

const NONE: Effort = { keystrokes: 0, corrections: 0, activeMs: 0, pausedMs: 0, waitedMs: 0, overrides: 0, flags: 0, fields: {} };
const NO_FIELD: FieldEffort = { keystrokes: 0, corrections: 0, activeMs: 0 };

/** Counts what keying one entry takes. The time between two keys is work up to `PAUSE_MS`, and a pause when it is longer. */
export class EffortMeter {
  private lastMs: number;
  private hasKeys = false;

  constructor(private effort: Effort | null, startMs: number) {
    this.lastMs = startMs;
  }

  /** A key at a box, or at none. */
  key(nowMs: number, at: Address | null, isCorrection: boolean): void {
    const activeMs = this.bookGap(nowMs);
    const before = this.effort ?? NONE;
    const corrections = isCorrection ? 1 : 0;
    const field = at === null ? null : (before.fields[at] ?? NO_FIELD);
    this.effort = {
      ...before,
      keystrokes: before.keystrokes + 1, corrections: before.corrections + corrections,
      fields: at === null || field === null ? before.fields : { ...before.fields, [at]: { keystrokes: field.keystrokes + 1, corrections: field.corrections + corrections, activeMs: field.activeMs + activeMs } },
    };
    this.hasKeys = true;
  }

  /** A pause that is asked for begins: what passed since the last key is still this entry's. */
  pause(nowMs: number): void {
    this.bookGap(nowMs);
  }

  /** What the operator waited for has come: until now nothing could be keyed. Of no account once something was. */
  waited(nowMs: number): void {
    if (this.hasKeys) return;
    const before = this.effort ?? NONE;
    this.effort = { ...before, waitedMs: before.waitedMs + Math.max(0, Math.round(nowMs - this.lastMs)) };
    this.lastMs = nowMs;
  }

  /** What passed until now was a pause that was asked for: it is the session's, and nothing of this entry. */
  resume(nowMs: number): void {
    this.lastMs = nowMs;
  }

  /** What it came to; null where nothing was counted. */
  result(overrides: number, flags: number): Effort | null {
    return this.effort === null ? null : { ...this.effort, overrides, flags };
  }

  /** Counts the time since it was last counted, and gives how much of it was work. */
  private bookGap(nowMs: number): number {
    const before = this.effort ?? NONE;
    const gapMs = Math.max(0, Math.round(nowMs - this.lastMs));
    const activeMs = gapMs <= PAUSE_MS ? gapMs : 0;
    this.effort = { ...before, activeMs: before.activeMs + activeMs, pausedMs: before.pausedMs + gapMs - activeMs };
    this.lastMs = nowMs;
    return activeMs;
  }
}
