import { totalsOf, type Effort, type EffortTotals } from '../../shared/domain/effort';

/** By item, what keying it had taken before this session first showed it; null where nothing was. */
const earlier = new Map<string, EffortTotals | null>();

/** An entry is shown that has taken so much already. What this session itself adds to it later is not earlier. */
export function noteShown(itemId: string, effort: Effort | null): void {
  if (effort === null) earlier.set(itemId, null);
  else if (!earlier.has(itemId)) earlier.set(itemId, totalsOf(effort));
}

/** What keying an item took in this session alone. */
export function ofThisSession(itemId: string, effort: Effort): EffortTotals {
  const before = earlier.get(itemId);
  const all = totalsOf(effort);
  if (before == null) return all;
  return {
    keystrokes: beyond(all.keystrokes, before.keystrokes), corrections: beyond(all.corrections, before.corrections), activeMs: beyond(all.activeMs, before.activeMs),
    pausedMs: beyond(all.pausedMs, before.pausedMs), waitedMs: beyond(all.waitedMs, before.waitedMs),
  };
}

/** The next session begins with what it finds. */
export function forgetShown(): void {
  earlier.clear();
}

/** A draft that did not reach the disk may have known of more than the one that did. */
function beyond(all: number, before: number): number {
  return Math.max(0, all - before);
}
