import type { Told } from './load-messages';

type Counts = Record<string, number>;
type Submission = Readonly<{ itemId: string; plannedAtMs: number; isFollowed: boolean; bodyBytes: number }>;

/** Collects what happens in a process of desks until it is told. */
export class Tally {
  private readonly lists = { outcomeMs: [] as number[], durableMs: [] as number[], pushMs: [] as number[], drainedMs: [] as number[] };
  private submitted: [string, number, boolean][] = [];
  private seen: [string, number][] = [];
  private counts = { outcomes: {} as Counts, errors: {} as Counts, requests: {} as Counts };
  private readonly planned = new Map<string, number>();
  private withoutItem = 0;
  private smallestBodyBytes = Number.POSITIVE_INFINITY;
  readonly committedIds: string[] = [];

  note(list: keyof Tally['lists'], ms: number): void {
    this.lists[list].push(ms);
  }

  count(what: keyof Tally['counts'], name: string): void {
    this.counts[what][name] = (this.counts[what][name] ?? 0) + 1;
  }

  noItem(): void {
    this.withoutItem += 1;
  }

  /** A submission is on its way: it waits for its outcome from now on. */
  expect(mutationId: string, { itemId, plannedAtMs, isFollowed, bodyBytes }: Submission): void {
    this.planned.set(mutationId, plannedAtMs);
    this.submitted.push([itemId, plannedAtMs, isFollowed]);
    this.smallestBodyBytes = Math.min(this.smallestBodyBytes, bodyBytes);
  }

  answered(mutationId: string, kind: string, atMs: number): void {
    const plannedAtMs = this.planned.get(mutationId);
    if (plannedAtMs === undefined) return;
    this.planned.delete(mutationId);
    this.count('outcomes', kind);
    this.note('outcomeMs', atMs - plannedAtMs);
  }

  saw(itemId: string, atMs: number): void {
    this.seen.push([itemId, atMs]);
  }

  get unanswered(): number {
    return this.planned.size;
  }

  /** What happened since the last call. */
  take(): Told {
    const lists = Object.fromEntries(Object.entries(this.lists).map(([name, list]) => [name, list.splice(0)])) as Tally['lists'];
    const told = {
      ...lists, ...this.counts, submitted: this.submitted, seen: this.seen, withoutItem: this.withoutItem,
      unanswered: this.unanswered, smallestBodyBytes: this.smallestBodyBytes, committedIds: [],
    };
    this.counts = { outcomes: {}, errors: {}, requests: {} };
    [this.submitted, this.seen, this.withoutItem] = [[], [], 0];
    return told;
  }
}

/** What several processes told, as one. */
export function together(all: readonly Told[]): Told {
  const lists = <K extends 'outcomeMs' | 'durableMs' | 'pushMs' | 'drainedMs' | 'committedIds' | 'submitted' | 'seen'>(name: K) =>
    all.flatMap((each) => each[name] as readonly Told[K][number][]);
  const sum = (counts: readonly Readonly<Counts>[]): Counts => {
    const summed: Counts = {};
    for (const each of counts) for (const [name, count] of Object.entries(each)) summed[name] = (summed[name] ?? 0) + count;
    return summed;
  };
  return {
    outcomeMs: lists('outcomeMs'), durableMs: lists('durableMs'), pushMs: lists('pushMs'), drainedMs: lists('drainedMs'),
    committedIds: lists('committedIds'), submitted: lists('submitted'), seen: lists('seen'),
    outcomes: sum(all.map((t) => t.outcomes)), errors: sum(all.map((t) => t.errors)), requests: sum(all.map((t) => t.requests)),
    withoutItem: all.reduce((n, t) => n + t.withoutItem, 0), unanswered: all.reduce((n, t) => n + t.unanswered, 0),
    smallestBodyBytes: Math.min(...all.map((t) => t.smallestBodyBytes)),
  };
}
