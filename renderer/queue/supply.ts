import { v7 as uuidV7 } from 'uuid';
import { create } from 'zustand';
import { callMain } from '../store/bridge';
import { useIndexState } from '../store/index-client';
import { supplyNews, type SupplyNews } from '../store/supply-feed';
import { useQueue } from './queue-state';
import { askPlan, isAttended, NOT_ASKED, type AskMemory, type Attendance } from './ask-plan';

/** How whoever is signed on stands for work; `news` is null while it is not known. `wasAsked`: by hand, and nothing has come since. */
type SupplyState = Readonly<{ news: SupplyNews | null; isSaving: boolean; wasAsked: boolean }>;

const UNKNOWN: SupplyState = { news: null, isSaving: false, wasAsked: false };

export const useSupply = create<SupplyState>()(() => UNKNOWN);

type Following = Readonly<{ operatorId: string; stop: () => void }>;

let following: Following | null = null;
let memory: AskMemory = NOT_ASKED;
let attendance: Attendance = { lastKeyMs: Number.NEGATIVE_INFINITY, isOnPause: false };
let timer: ReturnType<typeof setTimeout> | undefined;
/** More was asked for by hand while an ask was on its way. */
let isWished = false;
/** What was there when somebody asked by hand: on the list, which may be a moment ahead of what is known of the supply. */
let thereWhenAsked: ReadonlySet<string> = new Set();

/** Sees to it that an operator has work; null: nobody is signed on who is given any, and nothing is asked for. */
export function followSupply(operatorId: string | null, itemMs: () => number): void {
  if (following?.operatorId === operatorId) return;
  following?.stop();
  clearTimeout(timer);
  following = null;
  memory = NOT_ASKED;
  isWished = false;
  useSupply.setState(UNKNOWN);
  if (operatorId === null) return;
  attendance = { lastKeyMs: Date.now(), isOnPause: false };
  const subscription = supplyNews(operatorId, itemMs).subscribe({ next: (news) => take(operatorId, news) });
  following = { operatorId, stop: () => subscription.unsubscribe() };
}

/** Somebody is at the desk: asking goes on at once where it had stopped for want of them. */
export function noteKey(): void {
  attend({ ...attendance, lastKeyMs: Date.now() });
}

/** Whoever is on pause is given nothing. */
export function notePause(isOnPause: boolean): void {
  attend({ lastKeyMs: Date.now(), isOnPause });
}

function attend(now: Attendance): void {
  const wasAttended = isAttended(attendance, now.lastKeyMs);
  attendance = now;
  if (!wasAttended) look();
}

/** Asks for one more item at once; while an ask is on its way, as soon as that is answered. */
export function askNow(): void {
  const { news, isSaving } = useSupply.getState();
  if (following === null || news === null) return;
  thereWhenAsked = new Set([...news.openIds, ...useQueue.getState().itemIds]);
  useSupply.setState({ wasAsked: true });
  // More would not be given: the queue says so.
  if (news.supply.kind === 'limit') return;
  isWished = news.isAsking || isSaving;
  if (!isWished) void ask(following.operatorId, news, leastOne(news));
}

/** Whether there are projects here whose items can be asked for. */
export function mayAsk(): boolean {
  const kind = useSupply.getState().news?.supply.kind;
  return kind !== undefined && kind !== 'none';
}

function leastOne({ supply }: SupplyNews): number {
  return supply.kind === 'wanted' ? supply.count : 1;
}

function take(operatorId: string, news: SupplyNews): void {
  if (following?.operatorId !== operatorId) return;
  useSupply.setState((before) => ({ news, wasAsked: before.wasAsked && isUnanswered(before.news, news) }));
  // Half-read logs may show what was done long ago.
  if (useIndexState.getState().state !== 'ready' || useSupply.getState().isSaving) return;
  if (!isAttended(attendance, Date.now())) return;
  const plan = askPlan(memory, news, Date.now());
  memory = plan.memory;
  clearTimeout(timer);
  const restMs = Math.max(0, memory.restUntilMs - Date.now());
  const isDue = isWished && !news.isAsking && restMs === 0;
  const count = isDue ? leastOne(news) : plan.count;
  if (count > 0) void ask(operatorId, news, count);
  else if (restMs > 0 && (isWished || plan.lookAgainInMs !== null)) timer = setTimeout(look, restMs);
}

/** Nothing has come since somebody asked by hand, and nothing was finished. */
function isUnanswered(before: SupplyNews | null, now: SupplyNews): boolean {
  return now.openIds.every((id) => thereWhenAsked.has(id)) && (before?.openIds ?? []).every((id) => now.openIds.includes(id));
}

/** Weighs again what is known. */
function look(): void {
  const { news } = useSupply.getState();
  if (following !== null && news !== null) take(following.operatorId, news);
}

async function ask(operatorId: string, news: SupplyNews, count: number): Promise<void> {
  isWished = false;
  useSupply.setState({ isSaving: true });
  memory = { askedWith: new Set(news.openIds), pool: news.pool, restUntilMs: 0 };
  await callMain('mutation.commit', { id: uuidV7(), kind: 'ask', operatorId, count, heldCount: news.openIds.length });
  if (following?.operatorId !== operatorId) return;
  useSupply.setState({ isSaving: false });
  // The index tells of it soon, or has told already; what the disk did not take it never tells of, and is asked again after a rest.
  look();
}
