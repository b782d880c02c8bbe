import type { StoredEntry } from '../../shared/domain/entry';
import type { HoldReason } from '../../shared/domain/reasons';
import { failed, type DeskFailure, type Result } from '../../shared/ipc/desk-failure';
import { sealEntry } from '../../shared/seals/entry-seal';
import { publicHalf } from '../../shared/seals/sealed-key';
import { callMain } from '../store/bridge';
import { keyRing } from '../store/key-ring';
import { effortNow } from './effort-watch';
import { useEntry, type EntryInProgress, type EntryState, type KeyableWork } from './entry-state';
import { park, unsafeEntries } from './saving-state';

/** A pause in keying after which the draft goes to disk; a field that is left does not wait for it. */
const PAUSE_MS = 300;

/** How often a draft that the disk did not take is tried again. */
const RETRY_MS = 5_000;

let timer: ReturnType<typeof setTimeout> | null = null;
let turns: Promise<unknown> = Promise.resolve();

/** Saves the draft soon, once for all keys that come until then. */
export function keepDraftSoon(): void {
  timer ??= setTimeout(() => void keepDraft(), PAUSE_MS);
}

/** Saves the draft now and answers whether what was on screen then is safe; one save after the other. */
export function keepDraft(): Promise<boolean> {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  const result = turns.then(save);
  turns = result;
  return result;
}

/** Saves the draft of an entry that is set aside, after what is being saved already. */
export function keepHeld(work: KeyableWork, entry: EntryInProgress, reason: HoldReason): Promise<Result<{ revision: number }, DeskFailure>> {
  const result = turns.then(() => storeDraft(work, entry, reason));
  turns = result;
  return result;
}

/** Tries again, for as long as the page lives, what the disk did not take: on screen or parked. */
export function retryDrafts(): void {
  setInterval(() => {
    if (isWorthRetrying(useEntry.getState().failure)) void keepDraft();
    for (const entry of unsafeEntries()) {
      void storeDraft(entry.work, entry.entry).then((answer) => {
        const unchanged = unsafeEntries().includes(entry);
        if (answer.ok && unchanged) park({ ...entry, entry: { ...entry.entry, revision: answer.value.revision }, failure: null });
      });
    }
  }, RETRY_MS);
}

/** A disk may have room again; another failure stays on screen until the operator has done something about it. */
function isWorthRetrying(failure: DeskFailure | null): boolean {
  return failure !== null && (failure.kind === 'diskFull' || failure.kind === 'diskFailing' || failure.kind === 'internal');
}

async function save(): Promise<boolean> {
  const { work, mutationId, keyed, revision, dirty } = useEntry.getState();
  if (work === null || !dirty) return true;
  useEntry.setState({ dirty: false, draftState: 'saving' });
  const answer = await storeDraft(work, { mutationId, keyed, revision, effort: effortNow() });
  settle(mutationId, answer.ok
    ? () => ({ draftState: 'saved', failure: null, revision: answer.value.revision })
    : () => ({ draftState: 'failed', failure: answer.failure, dirty: true }));
  return answer.ok;
}

/** Seals what was keyed to this desk alone and has it put on disk; gives the revision under which it stands. */
async function storeDraft({ item }: KeyableWork, { mutationId, keyed, revision, effort }: EntryInProgress, heldFor: HoldReason | null = null): Promise<Result<{ revision: number }, DeskFailure>> {
  const ids = { mutationId, itemId: item.id, operatorId: item.assignedTo ?? '', formHash: item.formHash };
  try {
    const body = await sealEntry(draftOf(keyed, effort), ids, [publicHalf(keyRing().deskKey)]);
    return await callMain('draft.save', { ...ids, epoch: item.epoch, pass: item.pass, revision: revision + 1, body, ...(heldFor === null ? {} : { heldFor }) });
  } catch {
    // Sealing does not fail on good keys; if it does, the operator must know that this is not safe.
    return failed({ kind: 'internal' });
  }
}

/** The boxes as they are: what cannot be read yet must not be lost either. */
function draftOf({ texts, flags, rowCounts, overrides, note, language }: EntryInProgress['keyed'], effort: EntryInProgress['effort']): StoredEntry {
  return { v: 2, values: texts, flags, rowCounts, overrides, note, effort, keyedIn: language };
}

/** Only while the same entry is still on screen. */
function settle(mutationId: string, change: () => Partial<EntryState>): void {
  if (useEntry.getState().mutationId === mutationId) useEntry.setState(change());
}
