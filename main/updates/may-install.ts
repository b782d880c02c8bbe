/** How a desk stands when a verified update lies ready. */
export type Readiness = Readonly<{
  /** Somebody has an item open: nothing may come between, whoever says so. */
  isItemOpen: boolean;
  isSignedOn: boolean;
  /** How long nobody has touched the keys. */
  quietMs: number;
  /** Whether the disk has taken all that was done here. */
  isSaved: boolean;
  freeBytes: number;
  sizeBytes: number;
  /** Whether the centre answers: the new version has to prove that it can sync. */
  isOnline: boolean;
  /** Whether it has been put off for as long as it may be. */
  isOverdue: boolean;
  /** A lead has said so, at this desk. */
  hasLeadsWord: boolean;
}>;

export type WaitsFor = 'item' | 'disk' | 'link' | 'signOff' | 'quiet';

/** Between shifts: whoever has just gone for a moment does not come back to a desk that restarts. */
const QUIET_MS = 10 * 60_000;
/** Nobody is about to sign on. */
const QUIET_OVERDUE_MS = 30_000;
/** Somebody is signed on, between two items, and away. */
const QUIET_SIGNED_ON_MS = 5 * 60_000;

/** The artifact unpacked beside the one that runs, twice over. */
const FREE_FOR_EACH_BYTE = 4;

/** What an installation waits for; null: it may begin now. */
export function waitsFor(desk: Readiness): WaitsFor | null {
  if (desk.isItemOpen) return 'item';
  if (!desk.isSaved || desk.freeBytes < desk.sizeBytes * FREE_FOR_EACH_BYTE) return 'disk';
  if (!desk.isOnline) return 'link';
  if (desk.hasLeadsWord) return null;
  if (desk.isSignedOn) return desk.isOverdue && desk.quietMs >= QUIET_SIGNED_ON_MS ? null : 'signOff';
  return desk.quietMs >= (desk.isOverdue ? QUIET_OVERDUE_MS : QUIET_MS) ? null : 'quiet';
}
