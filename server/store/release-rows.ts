import type { UpdateOutcome } from '../../shared/protocol/update';
import type { Build } from '../../shared/updates/manifest';
import type { Ring } from '../../shared/updates/ring';

/** A release as it was added: its signed manifest, word for word. */
export type ReleaseRow = Readonly<{
  version: string;
  signed: string;
  addedAtUtc: string;
  /** Null while it may go out. */
  halted: Readonly<{ atUtc: string; why: string }> | null;
}>;

/** A release is due in a ring of one site, or of all where `siteId` is null. */
export type PromotionRow = Readonly<{ version: string; siteId: string | null; ring: Ring; atUtc: string }>;

/** What a desk has told of itself last. */
export type DeskReportRow = Readonly<{
  deskId: string;
  version: string;
  sinceUtc: string;
  build: Build | null;
  unsettledCount: number;
  outcome: UpdateOutcome | null;
  failedVersions: readonly string[];
  heardAtUtc: string;
}>;

/** Desks that somebody has put into a ring by name. */
export type NamedRing = Exclude<Ring, 'all'>;

/** Releases, where they are due, and what desks run. */
export interface ReleaseStore {
  addRelease(release: Omit<ReleaseRow, 'halted'>): Promise<'added' | 'exists'>;
  releases(): Promise<readonly ReleaseRow[]>;
  /** Null lets it go out again. Halting one that is halted changes nothing. */
  setHalted(version: string, halted: ReleaseRow['halted']): Promise<void>;
  /** The reason of one that is halted; its time stays. */
  setHaltedWhy(version: string, why: string): Promise<void>;
  /** Takes the place of what was said of this version and site before. */
  promote(promotion: PromotionRow): Promise<void>;
  promotions(): Promise<readonly PromotionRow[]>;
  report(report: DeskReportRow): Promise<void>;
  /** Of these desks; of every one where none are named. */
  reports(deskIds?: readonly string[]): Promise<readonly DeskReportRow[]>;
  /** Null takes a desk out of the ring that it was put into. */
  setDeskRing(deskId: string, ring: NamedRing | null): Promise<void>;
  deskRings(): Promise<ReadonlyMap<string, NamedRing>>;
  /** What fetching ahead may take of the link of each desk of a site, in bytes a second; null for no limit. */
  setBudget(siteId: string, bytesPerS: number | null): Promise<void>;
  /** Undefined where nobody has said. */
  budget(siteId: string): Promise<number | null | undefined>;
}
