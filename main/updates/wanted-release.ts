import type { Artifact } from '../../shared/updates/manifest';
import type { DueRelease } from './consider-due';

/** What is due, and what to go back to where that is needed. */
export type WantedRelease = DueRelease & Readonly<{ back: Artifact | null }>;

/** All that has to be here before it is installed. */
export function wantedOf({ artifact, back }: WantedRelease): readonly Artifact[] {
  return back === null ? [artifact] : [artifact, back];
}

/** How much of all that is here. */
export function percentOf(heldBytes: number, release: WantedRelease): number {
  const totalBytes = wantedOf(release).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return Math.min(100, Math.floor((100 * heldBytes) / totalBytes));
}
