import type { Clock } from '../clock';
import type { UpdateRecordFile } from './update-record';

/** A version before that syncs within this time where the new one could not has found the new one guilty. */
const SUSPECT_MS = 120_000;

export type SuspectParts = Readonly<{ file: UpdateRecordFile; clock: Clock; startedAtMs: number; log: (line: string) => void }>;

/**
 * To be called when the version before syncs: what could not sync was to blame, unless this one could not either for a while.
 * Whether a version is given up.
 */
export async function judgeSuspect({ file, clock, startedAtMs, log }: SuspectParts): Promise<boolean> {
  const { suspected } = file.record;
  if (suspected === null) return false;
  if (clock.monotonicMs() - startedAtMs > SUSPECT_MS) {
    log(`update ${suspected.version} is tried again: the link was down while it was to prove itself`);
    await file.change({ suspected: null });
    return false;
  }
  log(`update ${suspected.version} is given up: ${suspected.for}`);
  await file.change(file.wentBack(suspected.version, suspected.for, clock.wallMs()));
  return true;
}
