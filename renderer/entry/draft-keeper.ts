import { sealEntry } from '../../shared/seals/entry-seal';
import { publicHalf } from '../../shared/seals/sealed-key';
import { callMain } from '../store/bridge';
import { keyRing } from '../store/key-ring';
import { useEntry, type EntryState } from './entry-state';

/** A pause in keying after which the draft goes to disk; a field that is left does not wait for it. */
const PAUSE_MS = 300;

let timer: ReturnType<typeof setTimeout> | null = null;
let turns: Promise<unknown> = Promise.resolve();

/** Saves the draft soon, once for all keys that come until then. */
export function keepDraftSoon(): void {
  timer ??= setTimeout(() => void keepDraft(), PAUSE_MS);
}

/** Saves the draft now and answers whether what is on screen is safe; one save after the other. */
export function keepDraft(): Promise<boolean> {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  const result = turns.then(save);
  turns = result.catch(() => undefined);
  return result;
}

async function save(): Promise<boolean> {
  const { work, keyed, dirty } = useEntry.getState();
  if (work === null || !dirty) return true;
  const revision = keyed.revision + 1;
  useEntry.setState({ dirty: false, draftState: 'saving', keyed: { ...keyed, revision } });
  const { item } = work;
  const ids = { mutationId: keyed.mutationId, itemId: item.id, operatorId: item.assignedTo ?? '', formHash: item.formHash };
  const body = await sealEntry({ v: 1, values: keyed.values, flags: keyed.flags }, ids, [publicHalf(keyRing().deskKey)]);
  const answer = await callMain('draft.save', { ...ids, epoch: item.epoch, pass: item.pass, revision, body });
  settle(keyed.mutationId, answer.ok
    ? (now) => ({ draftState: 'saved', failure: null, keyed: { ...now.keyed, revision: answer.value.revision } })
    : () => ({ draftState: 'failed', failure: answer.failure, dirty: true }));
  return answer.ok;
}

/** Only while the same entry is still on screen. */
function settle(mutationId: string, change: (now: EntryState) => Partial<EntryState>): void {
  if (useEntry.getState().keyed.mutationId === mutationId) useEntry.setState(change);
}
