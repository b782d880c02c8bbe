import type { DeskStatus } from '../../shared/ipc/status';
import type { Build } from '../../shared/updates/manifest';
import type { ReleaseKeys } from '../../shared/updates/release-key';
import type { Clock } from '../clock';
import type { CentreLink } from '../sync/centre-link';
import type { ArtifactFolder } from './artifact-folder';
import type { BandwidthBudget } from './bandwidth-budget';
import type { DueRelease } from './consider-due';
import type { UpdateRecordFile } from './update-record';

/** A desk as its updater sees it. */
export type UpdatedDesk = Readonly<{
  /** Null while it is not enrolled. */
  link: () => CentreLink | null;
  siteId: () => string | null;
  status: () => Pick<DeskStatus, 'link' | 'unsettledCount' | 'documentsWanted' | 'disk'>;
  isSignedOn: () => boolean;
  isItemOpen: () => boolean;
  /** How long nobody has touched the keys. */
  quietMs: () => number;
}>;

/** A verified update that may be installed now. */
export type ReadyUpdate = DueRelease & Readonly<{
  path: string;
  /** The artifact of the version that runs; null where it is not needed. */
  backPath: string | null;
}>;

export type UpdaterParts = Readonly<{
  version: string;
  /** Null: this build does not update itself; it only tells the centre how it is. */
  build: Build | null;
  keys: ReleaseKeys;
  clock: Clock;
  desk: UpdatedDesk;
  file: UpdateRecordFile;
  artifacts: ArtifactFolder;
  budget: BandwidthBudget;
  freeBytes: () => Promise<number>;
  /** Whether an update needs the artifact of the version that runs, too. */
  needsWayBack: boolean;
  /** Whether whoever runs this may write where the program stands. */
  canInstall: () => Promise<boolean>;
  /**
   * Puts the new version in its place, closes the desk and puts it on trial; comes back only where it did not come to that. To ask
   * `mayBegin` right before the desk is closed: the copying takes a while, and nobody is kept from working meanwhile.
   */
  install: (ready: ReadyUpdate, mayBegin: () => Promise<boolean>) => Promise<void>;
  log: (line: string) => void;
  onChange: () => void;
  /** Where broken invariants go. */
  onBroken: (error: unknown) => void;
}>;
