import type { Entry } from '../../shared/domain/entry';
import { compareEntries } from '../../shared/forms/compare-entries';
import type { FormPlan } from '../../shared/forms/form-plan';
import type { OpenKeptResponse, Resealed } from '../../shared/protocol/open-kept';
import { openEntry } from '../../shared/seals/entry-seal';
import { showSource } from '../source/source-view';
import { callMain } from '../store/bridge';
import { keyRing } from '../store/key-ring';
import { batchOf, planOfForm } from '../store/queries';
import { activeRow, useTray, type OpenedKept, type TrayState } from './tray-state';

const EMPTY: Entry = { v: 2, values: {}, flags: {}, rowCounts: {}, overrides: {}, note: '', keyedIn: null, effort: null };

/** Has the centre show the focused entry beside the winner, and opens both here. Where that cannot be, the tray says why. */
export async function openFocused(): Promise<void> {
  const row = activeRow();
  const { opening, asked } = useTray.getState();
  if (row === null || opening) return;
  const { id: keptId, itemId } = row.entry;
  useTray.setState({ opening: true, failure: null });
  const { opened, failure } = await shown(itemId, keptId);
  // Whoever asked may have left the row, the room or the desk.
  if (useTray.getState().asked !== asked) return;
  if (opened !== null) showSource(opened.item.pages.length);
  useTray.setState({ opening: false, opened, failure });
}

async function shown(itemId: string, keptId: string): Promise<Pick<TrayState, 'opened' | 'failure'>> {
  const answer = await callMain('kept.open', { itemId, keptId });
  if (!answer.ok) return { opened: null, failure: answer.failure };
  return read(keptId, answer.value).then((opened) => ({ opened, failure: null }), () => ({ opened: null, failure: { kind: 'internal' } }));
}

async function read(keptId: string, { item, kept, winner }: OpenKeptResponse): Promise<OpenedKept> {
  const [plan, batch, first, second] = await Promise.all([planOfForm(kept.formHash), batchOf(item.batchId), open(kept, item.id), winner === null ? EMPTY : open(winner, item.id)]);
  const isComparable = winner === null || winner.formHash === kept.formHash;
  return {
    keptId, winnerId: item.settledBy?.mutationId ?? null, item, batch: batch ?? null,
    fields: plan === null || first === null || second === null || !isComparable ? null : fieldsOf(plan, first, second, winner !== null),
    notes: { kept: first?.note ?? '', winner: second?.note ?? '' },
  };
}

function fieldsOf(plan: FormPlan, kept: Entry, winner: Entry, hasWinner: boolean): NonNullable<OpenedKept['fields']> {
  const fields = compareEntries(plan, kept, winner);
  return hasWinner ? fields : fields.map((each) => ({ ...each, second: null }));
}

async function open({ sealed, ...ids }: Resealed, itemId: string): Promise<Entry | null> {
  return sealed === null ? null : openEntry(sealed, { ...ids, itemId }, keyRing().deskKey);
}
