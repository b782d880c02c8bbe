import { notJudgedSchema } from '../../shared/domain/judge-kept';
import { passedOverSchema } from '../../shared/domain/move-item';
import { keptReasonSchema, refusedReasonSchema } from '../../shared/domain/outcome';

/** Everything that a history may do to desks, links and centres. */
const FAULTS = [
  'request dropped', 'reply dropped', 'request duplicated', 'stray push arrived late', 'stray pull arrived late', 'partition',
  'answered unavailable', 'answered rateLimited', 'answered internal', 'answered notKeyroom', 'answered versionUnknown', 'answered unauthenticated',
  'push garbled', 'push of a newer version', 'row of a newer version', 'record of a newer version',
  'clock jumped ahead', 'clock jumped back',
  'killed', 'power cut, journal', 'power cut, inbox', 'disk full, journal', 'disk full, inbox', 'write or sync failed, journal', 'write or sync failed, inbox',
  'inbox damaged', 'inbox deleted', 'journal deleted', 'profile lost', 'profile copied', 'profile rolled back', 'enrolled again',
  'centre crashed before a commit', 'centre restored', 'desk revoked', 'desk reinstated', 'operator revoked', 'operator reinstated',
  'page at fault, unknownItem', 'page at fault, unknownOperator', 'page at fault, notAssigned', 'page at fault, unreadable',
  'page at fault, invalidEntry', 'page at fault, otherForm', 'page at fault, otherSession',
  'wrong verdict, notLead', 'wrong verdict, unknownItem', 'wrong verdict, otherItem',
  'wrong move, notLead', 'wrong move, unknownTarget', 'wrong move, unknownItem', 'wrong move, itemTwice',
] as const;
export type Fault = (typeof FAULTS)[number];

const DEEDS = [
  'events', 'entries said to be saved', 'operator signed on at another desk', 'draft saved', 'submit saved', 'draft not saved: diskFull', 'draft not saved: diskFailing',
  'submit not saved: diskFull', 'submit not saved: diskFailing',
  'move saved', 'move not saved: diskFull', 'move not saved: diskFailing',
  'verdict saved', 'verdict not saved: diskFull', 'verdict not saved: diskFailing', 'verdict saved: cut off',
  'move saved: soft', 'move saved: hard', 'move saved: toNobody', 'move saved: undo', 'move saved: of many items', 'move saved: cut off',
  'move saved: on top of an unsettled one',
  'session saved', 'session not saved: diskFull', 'session not saved: diskFailing',
  'session saved: begin', 'session saved: pause', 'session saved: resume', 'session saved: end',
  'ask saved', 'ask not saved: diskFull', 'ask not saved: diskFailing', 'ask saved: cut off',
] as const;
const TRANSITIONS = ['admit', 'assign, soft', 'assign, hard', 'submit, settled', 'submit, kept'] as const;
/** What became of the items of moves, and of what was keyed while they were moved, by the ledger at a history's end. */
const MOVED = [
  'item moved, soft', 'item moved, hard', 'item moved, to nobody', 'item moved, undo',
  ...passedOverSchema.options.map((reason) => `item passed over (${reason})` as const),
  'item passed over behind another lead', 'entry used that a soft move had overtaken', 'entry kept that a hard move had called back',
] as const;
/** What became of leads' verdicts on kept entries. */
const JUDGED = [
  'verdict: promote', 'verdict: secondKey', 'verdict: close',
  ...notJudgedSchema.exclude(['rejected']).options.map((reason) => `verdict not carried out (${reason})` as const),
] as const;
/** What became of asks, and of work that nobody was heard of about. */
const POOLED = ['ask answered with work', 'ask answered with nothing', 'item given to whoever asked', 'item taken back from somebody silent'] as const;
const OUTCOMES = [
  'accepted', 'gap', 'fork', ...keptReasonSchema.options.map((reason) => `kept (${reason})` as const),
  ...refusedReasonSchema.options.map((reason) => `refused (${reason})` as const),
] as const;

export type Counted = (typeof DEEDS)[number] | `transition: ${(typeof TRANSITIONS)[number]}` | (typeof MOVED)[number] | (typeof JUDGED)[number] | (typeof POOLED)[number] | `outcome: ${(typeof OUTCOMES)[number]}` | `fault: ${Fault}`;

/** Everything that is counted: a run that has not met all of it proves less than it says. */
export const COUNTED: readonly Counted[] = [
  ...DEEDS, ...TRANSITIONS.map((name) => `transition: ${name}` as const), ...MOVED, ...JUDGED, ...POOLED, ...OUTCOMES.map((name) => `outcome: ${name}` as const),
  ...FAULTS.map((name) => `fault: ${name}` as const),
];

/** How often each thing happened, by name: what a run of histories has really been through. */
export class Tally {
  readonly counts = new Map<Counted, number>();

  count(name: Counted, times = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + times);
  }

  add(other: Iterable<readonly [Counted, number]>): void {
    for (const [name, times] of other) this.count(name, times);
  }

  /** What has not happened once. */
  get missing(): readonly Counted[] {
    return COUNTED.filter((name) => !this.counts.has(name));
  }
}
