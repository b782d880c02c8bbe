import { v7 as uuidV7 } from 'uuid';
import type { KeptEntry } from '../../shared/domain/kept-entry';
import type { Standing } from '../../shared/domain/item';
import type { Verdict } from '../../shared/domain/mutations/judge';
import { callMain } from '../store/bridge';
import type { TrayRow } from '../store/tray';
import { activeRow, useTray } from './tray-state';

let turns: Promise<unknown> = Promise.resolve();

/** When every verdict so far is on disk, or told not to be. */
export function verdictsSaved(): Promise<unknown> {
  return turns;
}

/** Commits a lead's verdict on the focused entry, as they see it now; what the disk does not take is told of and can be tried again. */
export async function judgeFocused(leadId: string, verdict: Verdict): Promise<void> {
  const row = activeRow();
  if (row === null || !mayJudge(row, verdict)) return;
  const { id: keptId, itemId } = row.entry;
  const winnerId = row.winner?.mutationId ?? null;
  const saving = callMain('mutation.commit', { id: uuidV7(), kind: 'judge', operatorId: leadId, itemId, keptId, verdict, winnerId, standing: standingOf(row.entry) });
  turns = saving;
  const answer = await saving;
  if (answer.ok) useTray.setState(({ unsaved }) => ({ unsaved: unsaved?.keptId === keptId ? null : unsaved }));
  else useTray.setState({ unsaved: { keptId, verdict, failure: answer.failure } });
}

/** Whether this verdict makes sense of an entry as it stands: not the one that it has, and none while another is on its way. */
export function mayJudge({ entry, winner, waiting }: TrayRow, verdict: Verdict): boolean {
  if (waiting !== null || entry.decided?.verdict === 'promote' || entry.decided?.verdict === verdict) return false;
  if (verdict === 'close') return true;
  const { opened } = useTray.getState();
  // Nobody puts an entry to use without having looked at it.
  if (opened?.keptId !== entry.id || entry.reason === 'otherForm') return false;
  return verdict === 'promote' || (winner !== null && winner.operatorId !== entry.operatorId && entry.rejectedFor === undefined);
}

/** What the centre has of an entry that it keeps; a promoted one is not kept any more. */
function standingOf({ decided }: KeptEntry): Standing | null {
  return decided === null || decided.verdict === 'promote' ? null : decided.verdict;
}
