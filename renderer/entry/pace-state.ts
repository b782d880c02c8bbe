import { z } from 'zod';
import { create } from 'zustand';
import type { Effort } from '../../shared/domain/effort';
import { DEFAULT_ITEM_MS } from '../../shared/domain/known-pace';
import { parseJson } from '../../shared/protocol/parse-json';

const paceSchema = z.object({ day: z.string(), entries: z.int().min(0), keystrokes: z.int().min(0), activeMs: z.number().min(0) });

/** What an operator has keyed today on this desk; speed is net of pauses and of waiting. */
export type Pace = Readonly<z.infer<typeof paceSchema>>;

export const usePace = create<Pace>()(() => ({ day: '', entries: 0, keystrokes: 0, activeMs: 0 }));

/** Takes up what was keyed earlier today. */
export function beginPace(operatorId: string): void {
  const stored = paceSchema.safeParse(parseJson(localStorage.getItem(nameOf(operatorId)) ?? ''));
  const day = today();
  usePace.setState(stored.success && stored.data.day === day ? stored.data : { day, entries: 0, keystrokes: 0, activeMs: 0 });
}

export function notePace(operatorId: string, effort: Effort | null): void {
  if (usePace.getState().day !== today()) beginPace(operatorId);
  usePace.setState(({ entries, keystrokes, activeMs }) => ({
    entries: entries + 1, keystrokes: keystrokes + (effort?.keystrokes ?? 0), activeMs: activeMs + (effort?.activeMs ?? 0),
  }));
  localStorage.setItem(nameOf(operatorId), JSON.stringify(usePace.getState()));
}

/** Fewer entries say nothing of how long one takes. */
const LEAST_ENTRIES = 5;

/** How long an item takes whoever is signed on, by what they keyed today. */
export function itemMsToday(): number {
  const { entries, activeMs } = usePace.getState();
  return entries < LEAST_ENTRIES || activeMs === 0 ? DEFAULT_ITEM_MS : activeMs / entries;
}

function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].join('-');
}

function nameOf(operatorId: string): string {
  return `keyroom.pace.${operatorId}`;
}
