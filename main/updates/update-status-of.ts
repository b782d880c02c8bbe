import type { UpdateStatus } from '../../shared/ipc/update-status';
import type { UpdateRecord } from './update-record';
import { percentOf, type WantedRelease } from './wanted-release';

/** How far an update has come in this process. */
export type Progress = Readonly<{
  /** Of all that is wanted together. */
  heldBytes: number;
  isWhole: boolean;
  waitsFor: UpdateStatus['waitsFor'];
  isInstalling: boolean;
  refusal: string | null;
  checkedAtMs: number | null;
}>;

/** What became of an update is news for a day. */
const NEWS_MS = 24 * 60 * 60_000;

export type StatusParts = Readonly<{ due: WantedRelease | null; progress: Progress; record: UpdateRecord; hasLeadsWord: boolean; isOn: boolean; nowMs: number }>;

/** The one line that is told of updates: what is under way before what was. */
export function updateStatusOf({ due, progress, record, hasLeadsWord, isOn, nowMs }: StatusParts): UpdateStatus {
  const { isWhole, heldBytes, waitsFor, refusal, checkedAtMs } = progress;
  const told = { refusal, checkedAtUtc: checkedAtMs === null ? null : new Date(checkedAtMs).toISOString(), percent: null, waitsFor: null, hasLeadsWord: false, rolledBackFor: null, version: null };
  if (!isOn) return { ...told, kind: 'off' };
  if (record.trial !== null) return { ...told, kind: progress.isInstalling ? 'installing' : 'trial', version: record.trial.to };
  if (due !== null) {
    const about = { ...told, version: due.manifest.version, waitsFor };
    if (progress.isInstalling) return { ...about, kind: 'installing' };
    if (isWhole) return { ...about, kind: 'waiting', hasLeadsWord };
    return { ...about, kind: 'fetching', percent: percentOf(heldBytes, due) };
  }
  const { outcome } = record;
  if (outcome === null || nowMs - Date.parse(outcome.atUtc) > NEWS_MS) return { ...told, kind: 'none' };
  return { ...told, kind: outcome.rolledBackFor === null ? 'updated' : 'rolledBack', version: outcome.version, rolledBackFor: outcome.rolledBackFor };
}
