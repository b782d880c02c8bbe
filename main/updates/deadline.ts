import { z } from 'zod';
import { utcSchema } from '../../shared/domain/primitives';
import { versionSchema } from '../../shared/updates/version-number';

/** Until when updates of a desk are put off at the longest: kept from the first that is due until another version runs. */
export const deadlineSchema = z.object({
  /** The version that runs meanwhile. */
  runs: versionSchema,
  byUtc: utcSchema,
  /** Whether one of those that came due is critical: what follows it mends the same. */
  isCritical: z.boolean(),
});
export type Deadline = Readonly<z.infer<typeof deadlineSchema>>;

const HOUR_MS = 60 * 60_000;
/** Longer than this an update is not put off; both by the issue that asked for updates per site. */
const DEFERRED_MS = 7 * 24 * HOUR_MS;
const DEFERRED_CRITICAL_MS = 24 * HOUR_MS;

/** A release that is due at a desk that runs this version. */
export type Due = Readonly<{ runs: string; isCritical: boolean; nowMs: number }>;

/**
 * The deadline once a release is due, now or again: one that stands is not put off by the next release.
 *
 * It is never later than what an update may be put off from now on, so a clock that ran ahead when it was set puts nothing off.
 */
export function deadlineAfter(before: Deadline | null, { runs, isCritical, nowMs }: Due): Deadline {
  const standing = before?.runs === runs ? before : null;
  const isOneCritical = isCritical || standing?.isCritical === true;
  const latestMs = nowMs + (isOneCritical ? DEFERRED_CRITICAL_MS : DEFERRED_MS);
  const byMs = standing === null ? latestMs : Math.min(latestMs, Date.parse(standing.byUtc));
  return { runs, byUtc: new Date(byMs).toISOString(), isCritical: isOneCritical };
}

/** Whether what is due has been put off for as long as it may be. */
export function isOverdue(deadline: Deadline | null, nowMs: number): boolean {
  return deadline !== null && nowMs >= Date.parse(deadline.byUtc);
}
