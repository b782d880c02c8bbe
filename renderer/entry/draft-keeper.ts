import { failed, type DeskFailure, type Result } from '../../shared/ipc/desk-failure';
import { sealEntry } from '../../shared/seals/entry-seal';
import { publicHalf } from '../../shared/seals/sealed-key';
import { callMain } from '../store/bridge';
import { keyRing } from '../store/key-ring';
import { useEntry, type EntryState, type Keyed, type KeyableWork } from './entry-state';
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

/** Tries again, for as long as the page lives, what the disk did not take: on screen or parked. */
export function retryDrafts(): void {
  setInterval(() => {
    if (isWorthRetrying(useEntry.getState().failure)) void keepDraft();
    for (const entry of unsafeEntries()) {
      void storeDraft(entry.work, entry.keyed).then((answer) => {
        const unchanged = unsafeEntries().includes(entry);
        if (answer.ok && unchanged) park({ ...entry, keyed: { ...entry.keyed, revision: answer.value.revision }, failure: null });
      });
    }
  }, RETRY_MS);
}

/** A disk may have room again; another failure stays on screen until the operator has done something about it. */
function isWorthRetrying(failure: DeskFailure | null): boolean {
  return failure !== null && (failure.kind === 'diskFull' || failure.kind === 'diskFailing' || failure.kind === 'internal');
}

async function save(): Promise<boolean> {
  const { work, keyed, dirty } = useEntry.getState();
  if (work === null || !dirty) return true;
  useEntry.setState({ dirty: false, draftState: 'saving' });
  const answer = await storeDraft(work, keyed);
  settle(keyed.mutationId, answer.ok
    ? (now) => ({ draftState: 'saved', failure: null, keyed: { ...now.keyed, revision: answer.value.revision } })
    : () => ({ draftState: 'failed', failure: answer.failure, dirty: true }));
  return answer.ok;
}

/** Seals what was keyed to this desk alone and has it put on disk; gives the revision under which it stands. */
async function storeDraft({ item }: KeyableWork, keyed: Keyed): Promise<Result<{ revision: number }, DeskFailure>> {
  const ids = { mutationId: keyed.mutationId, itemId: item.id, operatorId: item.assignedTo ?? '', formHash: item.formHash };
  try {
    const body = await sealEntry({ v: 1, values: keyed.values, flags: keyed.flags }, ids, [publicHalf(keyRing().deskKey)]);
    return await callMain('draft.save', { ...ids, epoch: item.epoch, pass: item.pass, revision: keyed.revision + 1, body });
  } catch {
    // Sealing does not fail on good keys; if it does, the operator must know that this is not safe.
    return failed({ kind: 'internal' });
  }
}

/** Only while the same entry is still on screen. */
function settle(mutationId: string, change: (now: EntryState) => Partial<EntryState>): void {
  if (useEntry.getState().keyed.mutationId === mutationId) useEntry.setState(change);
}
