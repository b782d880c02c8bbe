import { z } from 'zod';
import { verdictSchema } from '../../shared/domain/mutations/judge';
import type { Random } from '../support/random';

/** Of what there is at that moment: 0 is the first, just under 1 the last. */
const share = z.number().min(0).max(1);
const desk = z.int().min(0);
const operator = z.int().min(0);
const which = z.enum(['journal', 'inbox']);

const POISONS = ['unknownItem', 'unknownOperator', 'notAssigned', 'unreadable', 'invalidEntry', 'otherForm'] as const;
const WRONG_MOVES = ['notLead', 'unknownTarget', 'unknownItem', 'itemTwice'] as const;
const WRONG_VERDICTS = ['notLead', 'unknownItem', 'otherItem'] as const;
const TROUBLES = ['unavailable', 'rateLimited', 'internal', 'notKeyroom', 'versionUnknown', 'unauthenticated'] as const;

/** Everything that may happen in a history. `desk` and `operator` count round. */
export const eventSchema = z.discriminatedUnion('kind', [
  /** People. */
  z.object({ kind: z.literal('signOn'), operator, desk }),
  z.object({ kind: z.literal('draft'), operator, share }),
  z.object({ kind: z.literal('submit'), operator, share }),
  /** A page at fault hands main something that no page should. */
  z.object({ kind: z.literal('poison'), operator, share, how: z.enum(POISONS) }),
  /** A lead moves some items of the floor as their desk shows it, from `share` on. */
  z.object({ kind: z.literal('move'), lead: operator, share, items: z.int().min(1), to: share, how: z.enum(['soft', 'hard', 'toNobody']) }),
  /** A lead takes their last move back. */
  z.object({ kind: z.literal('undo'), lead: operator }),
  /** A desk asks for work; what it tells of those items it shows may be old. */
  z.object({ kind: z.literal('ask'), operator, items: z.int().min(1), staleBy: z.int().min(0) }),
  /** A page at fault lets somebody move what no page should. */
  z.object({ kind: z.literal('wrongMove'), lead: operator, share, how: z.enum(WRONG_MOVES) }),
  /** A lead decides on a kept entry of the tray as their desk shows it. */
  z.object({ kind: z.literal('judge'), lead: operator, share, verdict: verdictSchema }),
  /** A page at fault lets somebody decide what no page should. */
  z.object({ kind: z.literal('wrongJudge'), lead: operator, share, how: z.enum(WRONG_VERDICTS) }),
  /** What operators do with their sessions; and a page at fault ends somebody else's. */
  z.object({ kind: z.literal('session'), operator, did: z.enum(['begin', 'pause', 'resume', 'end']) }),
  z.object({ kind: z.literal('wrongSession'), operator }),
  /** Of the network. */
  z.object({ kind: z.literal('deliver'), desk, steps: z.int().min(1) }),
  z.object({ kind: z.literal('drop'), desk, what: z.enum(['request', 'reply']) }),
  z.object({ kind: z.literal('duplicate'), desk }),
  z.object({ kind: z.literal('stray'), share }),
  z.object({ kind: z.literal('partition'), desk }),
  z.object({ kind: z.literal('heal'), desk }),
  z.object({ kind: z.literal('trouble'), desk, failure: z.enum(TROUBLES) }),
  /** The readable part of the next push is damaged on its way. */
  z.object({ kind: z.literal('garble'), desk }),
  /** The next push comes from a desk of a later version. */
  z.object({ kind: z.literal('newerDesk'), desk }),
  /** Of time. */
  z.object({ kind: z.literal('wait'), ms: z.int().min(1) }),
  z.object({ kind: z.literal('jump'), desk, ms: z.int() }),
  z.object({ kind: z.literal('nudge'), desk }),
  /** Of disks and processes. */
  z.object({ kind: z.literal('cut'), desk, which, operations: z.int().min(0), surviving: share }),
  z.object({ kind: z.literal('kill'), desk, surviving: share }),
  z.object({ kind: z.literal('start'), desk }),
  z.object({ kind: z.literal('full'), desk, which, freeBytes: z.int().min(0) }),
  z.object({ kind: z.literal('room'), desk }),
  z.object({ kind: z.literal('failing'), desk, which, operations: z.int().min(0), doneBytes: z.int().min(0) }),
  z.object({ kind: z.literal('flip'), desk, share }),
  /** Of profiles. */
  z.object({ kind: z.literal('lose'), desk }),
  z.object({ kind: z.literal('enrolAgain'), desk }),
  z.object({ kind: z.literal('copy'), desk }),
  z.object({ kind: z.literal('snapshot'), desk }),
  z.object({ kind: z.literal('rollBack'), desk }),
  z.object({ kind: z.literal('deleteLog'), desk, which }),
  /** A later version was here and wrote a record that this one does not know. */
  z.object({ kind: z.literal('strangeRecord'), desk }),
  /** Of the centre. */
  z.object({ kind: z.literal('assign'), share, to: share, how: z.enum(['soft', 'hard']) }),
  z.object({ kind: z.literal('term') }),
  z.object({ kind: z.literal('admit'), items: z.int().min(1), project: z.int().min(0).max(2).default(0), dueInHours: z.int().min(1).default(24) }),
  /** The centre looks for abandoned work. */
  z.object({ kind: z.literal('lookForAbandoned') }),
  z.object({ kind: z.literal('backUp') }),
  z.object({ kind: z.literal('restore') }),
  z.object({ kind: z.literal('crashCentre'), transactions: z.int().min(0) }),
  z.object({ kind: z.literal('newerCentre'), is: z.boolean() }),
  z.object({ kind: z.literal('standing'), of: z.enum(['desk', 'operator']), share, state: z.enum(['active', 'revoked']) }),
]);
export type Event = Readonly<z.infer<typeof eventSchema>>;

type Kind = Event['kind'];
type Drawn = { readonly [K in Kind]: readonly [weight: number, draw: (random: Random) => Omit<Extract<Event, { kind: K }>, 'kind'>] };

const HOUR_MS = 60 * 60_000;
const anyOne = (random: Random): number => random.int(64);
const ofDesk = (random: Random): { desk: number } => ({ desk: anyOne(random) });
const eitherLog = (random: Random): 'journal' | 'inbox' => random.pick(['journal', 'inbox']);

/** How often each happens, relative to the others, and what it is like then. */
const DRAWN: Drawn = {
  signOn: [40, (r) => ({ operator: anyOne(r), desk: anyOne(r) })],
  draft: [80, (r) => ({ operator: anyOne(r), share: r.fraction() })],
  submit: [220, (r) => ({ operator: anyOne(r), share: r.pick([0, 0, r.fraction()]) })],
  poison: [18, (r) => ({ operator: anyOne(r), share: r.fraction(), how: r.pick(POISONS) })],
  move: [60, (r) => ({ lead: anyOne(r), share: r.fraction(), items: r.pick([1, 1, 2, 3, 8, 30]), to: r.fraction(), how: r.pick(['soft', 'soft', 'hard', 'toNobody'] as const) })],
  undo: [25, (r) => ({ lead: anyOne(r) })],
  ask: [70, (r) => ({ operator: anyOne(r), items: r.pick([1, 2, 2, 5, 20]), staleBy: r.pick([0, 0, 0, 2]) })],
  wrongMove: [4, (r) => ({ lead: anyOne(r), share: r.fraction(), how: r.pick(WRONG_MOVES) })],
  judge: [45, (r) => ({ lead: anyOne(r), share: r.pick([0, r.fraction(), 0.999]), verdict: r.pick(['promote', 'promote', 'secondKey', 'close'] as const) })],
  wrongJudge: [5, (r) => ({ lead: anyOne(r), share: r.fraction(), how: r.pick(WRONG_VERDICTS) })],
  session: [70, (r) => ({ operator: anyOne(r), did: r.pick(['begin', 'begin', 'pause', 'pause', 'resume', 'resume', 'end'] as const) })],
  wrongSession: [3, (r) => ({ operator: anyOne(r) })],
  deliver: [330, (r) => ({ desk: anyOne(r), steps: 1 + r.int(8) })],
  drop: [40, (r) => ({ desk: anyOne(r), what: r.pick(['request', 'reply'] as const) })],
  duplicate: [25, ofDesk],
  stray: [35, (r) => ({ share: r.fraction() })],
  partition: [15, ofDesk],
  heal: [40, ofDesk],
  trouble: [20, (r) => ({ desk: anyOne(r), failure: r.pick(TROUBLES) })],
  garble: [6, ofDesk],
  newerDesk: [5, ofDesk],
  wait: [60, (r) => ({ ms: r.pick([1_000, 5_000, 31_000, 65_000, 2 * HOUR_MS]) })],
  jump: [15, (r) => ({ desk: anyOne(r), ms: r.int(96 * HOUR_MS) - 48 * HOUR_MS })],
  nudge: [60, ofDesk],
  cut: [22, (r) => ({ desk: anyOne(r), which: eitherLog(r), operations: r.int(6), surviving: r.pick([0, 1, r.fraction()]) })],
  kill: [12, (r) => ({ desk: anyOne(r), surviving: r.pick([0, 1, r.fraction()]) })],
  start: [140, ofDesk],
  full: [14, (r) => ({ desk: anyOne(r), which: eitherLog(r), freeBytes: r.int(3_000) })],
  room: [35, ofDesk],
  failing: [14, (r) => ({ desk: anyOne(r), which: eitherLog(r), operations: r.int(5), doneBytes: r.int(800) })],
  flip: [3, (r) => ({ desk: anyOne(r), share: r.fraction() })],
  lose: [1, ofDesk],
  enrolAgain: [3, ofDesk],
  copy: [5, ofDesk],
  snapshot: [6, ofDesk],
  rollBack: [2, ofDesk],
  deleteLog: [3, (r) => ({ desk: anyOne(r), which: eitherLog(r) })],
  strangeRecord: [4, ofDesk],
  assign: [75, (r) => ({ share: r.fraction(), to: r.fraction(), how: r.pick(['soft', 'soft', 'hard'] as const) })],
  term: [4, () => ({})],
  admit: [12, (r) => ({ items: 1 + r.int(6), project: r.pick([0, 1, 1, 2]), dueInHours: r.pick([12, 24, 24, 28]) })],
  lookForAbandoned: [20, () => ({})],
  backUp: [20, () => ({})],
  restore: [6, () => ({})],
  crashCentre: [12, (r) => ({ transactions: r.int(2) })],
  newerCentre: [4, (r) => ({ is: r.pick([true, false]) })],
  standing: [14, (r) => ({ of: r.pick(['desk', 'operator'] as const), share: r.fraction(), state: r.pick(['active', 'active', 'revoked'] as const) })],
};

const KINDS = Object.keys(DRAWN) as readonly Kind[];
const TOTAL = KINDS.reduce((sum, kind) => sum + DRAWN[kind][0], 0);

export function drawEvent(random: Random): Event {
  let left = random.fraction() * TOTAL;
  const kind = KINDS.find((each) => (left -= DRAWN[each][0]) < 0) ?? 'nudge';
  return { kind, ...DRAWN[kind][1](random) } as Event;
}
