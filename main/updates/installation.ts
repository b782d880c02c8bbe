import type { ReadyUpdate } from './updater-parts';

/** A new version in its place. */
export type Placed = Readonly<{
  /** What is started to put it on trial. */
  trialPath: string;
  /** Makes it the one that is started; nothing to do where it runs beside the one before. Rejects when it cannot be. */
  activate: () => Promise<void>;
}>;

/** How this build stands on this PC, and how another version takes its place. */
export type Installation = Readonly<{
  /** What is started by whoever starts Keyroom here. */
  installedPath: string;
  /** Whether the artifact of the version that runs has to be at hand, because it is overwritten before the new one has proved itself. */
  needsWayBack: boolean;
  /** Whether whoever runs this may change it. */
  canWrite: () => Promise<boolean>;
  /** Puts a new version where it can be started; what runs is not touched. Rejects when the disk does not take it. */
  place: (ready: ReadyUpdate) => Promise<Placed>;
  /** The version before is what is started again. Rejects where it cannot be; nothing happens where it is already. */
  takeBack: (version: string) => Promise<void>;
  /** The new version has proved itself: from now on it is the one that is started. */
  keep: () => Promise<void>;
  /** Removes what was made ready for an update, where this version is the installed one and no trial is under way. */
  tidy: (version: string) => Promise<void>;
}>;
