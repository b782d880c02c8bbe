import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from './clock';
import type { Desk } from './desk';
import { ArtifactFolder } from './updates/artifact-folder';
import type { BandwidthBudget } from './updates/bandwidth-budget';
import type { Installation } from './updates/installation';
import { readReleaseKeys } from './updates/read-release-keys';
import type { UpdateRecordFile } from './updates/update-record';
import { Updater } from './updates/updater';
import type { ReadyUpdate } from './updates/updater-parts';
import type { Build } from '../shared/updates/manifest';

export type DeskUpdaterParts = Readonly<{
  desk: Desk;
  version: string;
  updatesFolder: string;
  keysFile: string;
  build: Build | null;
  installation: Installation | null;
  file: UpdateRecordFile;
  budget: BandwidthBudget;
  clock: Clock;
  /** How long nobody has touched the keys. */
  quietMs: () => number;
  isItemOpen: () => boolean;
  install: (ready: ReadyUpdate, mayBegin: () => Promise<boolean>) => Promise<void>;
  log: (line: string) => void;
  onBroken: (error: unknown) => void;
}>;

/** Makes the updater of a desk; it does nothing yet. */
export async function openUpdater({ desk, installation, updatesFolder, keysFile, quietMs, isItemOpen, ...parts }: DeskUpdaterParts): Promise<Updater> {
  return new Updater({
    ...parts,
    keys: await readReleaseKeys(keysFile),
    artifacts: new ArtifactFolder(updatesFolder),
    desk: { link: () => desk.link, siteId: () => desk.siteId, status: () => desk.status, isSignedOn: () => desk.isSignedOn, isItemOpen, quietMs },
    // What is fetched and what is installed may lie on two disks: the fuller one counts.
    freeBytes: async () => Math.min(await freeBytesOf(updatesFolder), installation === null ? Infinity : await freeBytesOf(dirname(installation.installedPath)).catch(() => Infinity)),
    needsWayBack: installation?.needsWayBack === true,
    canInstall: async () => installation !== null && installation.canWrite(),
    onChange: () => desk.tellStatus(),
  });
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
