import { flushSync } from 'react-dom';
import type { RejectReason } from '../../shared/domain/reasons';
import type { Address } from '../../shared/forms/address';
import { hindrancesOf, problemsOf } from '../../shared/forms/entry-check';
import { keyingsOf, withoutBlankRows } from '../../shared/forms/keying/keyed';
import { boxesOf, boxFor } from '../../shared/forms/keying/flow';
import { withNewRow } from '../../shared/forms/keying/prefill';
import { submittedEntry, unreadableBoxes } from '../../shared/forms/keying/submitted-entry';
import type { Problem } from '../../shared/forms/parsed';
import { fieldAt } from '../../shared/forms/read-text';
import { Workings } from '../../shared/forms/workings';
import { failed, type DeskFailure, type Result } from '../../shared/ipc/desk-failure';
import { sealEntry } from '../../shared/seals/entry-seal';
import { publicHalf } from '../../shared/seals/sealed-key';
import { callMain } from '../store/bridge';
import { currentSessionId, settleSteps } from '../store/current-session';
import { keyRing } from '../store/key-ring';
import { untilNotOpen } from '../store/queries';
import { ofThisSession } from './earlier-effort';
import { effortNow } from './effort-watch';
import { follow, settleBox, showProblems, useEntry, workingsNow, type EntryInProgress, type KeyableWork } from './entry-state';
import { focusedBox } from './field-focus';
import { wasVisited } from './focus-state';
import { lastSubmitted, noteSubmitted } from './last-submitted';
import { bringBack, openNext, type Opening } from './open-entry';
import { notePace } from './pace-state';
import { beginSaving, endSaving, noteBack, noteLeft } from './saving-state';
import { typeAheadFrom } from './type-ahead';

/** What asking to submit came to: the first box in trouble, or what was opened next. */
export type Submission = Readonly<{ kind: 'problems'; first: Address }> | Readonly<{ kind: 'left'; next: Promise<Opening> | Opening }>;

/**
 * Submits the entry on screen and opens the next item in the same turn.
 *
 * With `rejectedFor` the item is sent back as not workable, however little of it was keyed. The entry that was left shows as "saving" until main says that it is on disk; when that fails it comes back on top.
 */
export function submitEntry(operatorId: string, rejectedFor?: RejectReason): Submission | null {
  const focused = focusedBox();
  if (focused !== null) settleBox(focused);
  const { work, mutationId, keyed, revision } = useEntry.getState();
  if (work === null) return null;
  const first = rejectedFor === undefined ? firstTrouble(work, keyed) : null;
  if (first !== null) return { kind: 'problems', first };
  const entry: EntryInProgress = { mutationId, keyed, revision, effort: effortNow() };
  noteLeft(work.item.id);
  beginSaving(work, entry);
  if (rejectedFor === undefined) noteSubmitted(work.item.formHash, work.plan, keyed);
  typeAheadFrom({ batchId: work.batch.id, formHash: work.item.formHash });
  void finish(operatorId, work, entry, rejectedFor);
  notePace(operatorId, entry.effort);
  return { kind: 'left', next: openNext(operatorId) };
}

/** Shows what is wrong and gives the first box of it, in the order of the form; null when the entry may go. */
function firstTrouble({ plan, item }: KeyableWork, keyed: EntryInProgress['keyed']): Address | null {
  const left = withoutBlankRows(plan, keyed);
  const workings = left === keyed ? workingsNow() : new Workings(plan, keyingsOf(plan, left));
  const problems = new Map<Address, Problem>([...unseenBoxes(plan, workings), ...problemsOf(plan, workings, left.flags), ...unreadableBoxes(plan, left, workings)]);
  const hindrances = hindrancesOf(workings.findings, left.overrides);
  // What is wrong is told of the rows as they are then; a table that lost its last one gets an empty one to key into.
  if (left !== keyed && problems.size + hindrances.length > 0) {
    const before = lastSubmitted(item.formHash);
    const kept = [...plan.rows.keys()].reduce((now, id) => ((now.rowCounts[id] ?? 0) === 0 ? withNewRow(plan, now, id, before) : now), left);
    flushSync(() => follow(() => kept, [...plan.rows.keys()]));
  }
  showProblems(Object.fromEntries(problems));
  const places = new Set([...problems.keys(), ...hindrances.map(({ at }) => at)]);
  const onScreen = workingsNow();
  const place = onScreen.addresses().find((address) => places.has(address)) ?? [...places][0];
  return place === undefined ? null : boxFor(onScreen, place);
}

/** What must be looked at and was not: it came by itself, and nobody has said that it is right. */
function unseenBoxes(plan: KeyableWork['plan'], workings: Workings): readonly (readonly [Address, Problem])[] {
  return boxesOf(workings)
    .filter((address) => fieldAt(plan, address).keying?.mustVisit === true && workings.shown(address) !== '' && !wasVisited(address))
    .map((address) => [address, 'notVisited']);
}

async function finish(operatorId: string, work: KeyableWork, entry: EntryInProgress, rejectedFor: RejectReason | undefined): Promise<void> {
  const answer = await commit(operatorId, work, entry, rejectedFor).catch((): Result<never> => failed({ kind: 'internal' }));
  endSaving(entry.mutationId, answer.ok);
  if (answer.ok) {
    await untilNotOpen(operatorId, work.item.id);
    noteBack(work.item.id);
    return;
  }
  noteBack(work.item.id);
  await bringBack(operatorId, work, entry, answer.failure);
}

async function commit(operatorId: string, { item, plan }: KeyableWork, { mutationId, keyed, effort }: EntryInProgress, rejectedFor: RejectReason | undefined): Promise<Result<unknown, DeskFailure>> {
  const { deskKey, centreKey } = keyRing();
  const ids = { mutationId, itemId: item.id, operatorId, formHash: item.formHash };
  const sessionId = currentSessionId();
  // Work is not handed in during a pause: its end is told first, where the disk takes it now.
  await settleSteps();
  const body = await sealEntry(submittedEntry(plan, keyed, effort), ids, [publicHalf(deskKey), centreKey]);
  return callMain('mutation.commit', {
    id: mutationId, kind: 'submit', operatorId, itemId: item.id, epoch: item.epoch, pass: item.pass,
    formHash: item.formHash, body, ...(rejectedFor === undefined ? {} : { rejectedFor }),
    ...(sessionId === null ? {} : { sessionId }), ...(effort === null ? {} : { effort: ofThisSession(item.id, effort) }),
  });
}
