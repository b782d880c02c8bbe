import type { Clock } from '../clock';
import type { UpdateRecordFile } from './update-record';

/** A version before that syncs with its first attempts where the new one could not has found the new one guilty. */
const SURE_MS = 20_000;
/** One that takes longer than this was without a link itself. In between it is open: the link may have come back just then. */
const SUSPECT_MS = 120_000;

export type SuspectParts = Readonly<{ file: UpdateRecordFile; clock: Clock; startedAtMs: number; log: (line: string) => void }>;

/**
 * To be called when the version before syncs: what could not sync was to blame, unless this one could not either for a while. Where
 * that is open it counts as a trial that was cut short, of which there may be so many.
 * Whether a version is given up.
 */
export async function judgeSuspect({ file, clock, startedAtMs, log }: SuspectParts): Promise<boolean> {
  const { suspected, trial } = file.record;
  // A version that is on trial itself still does not judge.
  if (suspected === null || trial !== null) return false;
  const tookMs = clock.monotonicMs() - startedAtMs;
  if (tookMs <= SURE_MS) {
    log(`update ${suspected.version} is given up: ${suspected.for}`);
    await file.change(file.wentBack(suspected.version, suspected.for, clock.wallMs()));
    return true;
  }
  await file.change(tookMs > SUSPECT_MS ? { suspected: null } : file.cutShort(suspected.version, clock.wallMs()));
  const isGivenUp = file.record.failedVersions.includes(suspected.version);
  log(isGivenUp
    ? `update ${suspected.version} is given up: it never proved itself`
    : `update ${suspected.version} is tried again: the link ${tookMs > SUSPECT_MS ? 'was' : 'may have been'} down while it was to prove itself`);
  return isGivenUp;
}
