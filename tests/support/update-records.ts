import { join } from 'node:path';
import { UpdateRecordFile, type Trial, type UpdateRecord } from '../../main/updates/update-record';
import type { Installation } from '../../main/updates/installation';
import { sha256Of } from './desk-fixtures';

export const OLD = '1.0.0';
export const NEW = '1.0.1';

/** The record of a desk whose due release lies ready. */
export async function recordWith(folder: string, change: Partial<Omit<UpdateRecord, 'v'>> = {}): Promise<UpdateRecordFile> {
  const file = await UpdateRecordFile.open(folder);
  const due = { version: NEW };
  await file.change({ running: { version: OLD, sinceUtc: '2026-11-01T00:00:00.000Z' }, newest: { version: NEW, issuedAtUtc: '2026-11-20T00:00:00.000Z' }, due, ...change });
  return file;
}

export function trialIn(folder: string, changed: Partial<Trial> = {}): Trial {
  return {
    from: OLD, to: NEW, installedPath: join(folder, 'keyroom.AppImage'), trialPath: join(folder, '.keyroom.AppImage.trial'),
    digest: { sha256: sha256Of(''), recordCount: 0, unsettledCount: 0, draftCount: 0, unreadRecords: 0 },
    beganAtUtc: '2026-11-21T08:00:00.000Z', watchedByPid: process.pid, ...changed,
  };
}

/** An installation that notes what is done to it. */
export function notedInstallation(folder: string, changed: Partial<Installation> = {}): Installation & Readonly<{ did: string[] }> {
  const did: string[] = [];
  const { installedPath, trialPath } = trialIn(folder);
  return {
    did, installedPath, needsWayBack: false,
    canWrite: async () => true,
    place: async () => {
      did.push('place');
      return { trialPath, activate: async () => void did.push('activate') };
    },
    takeBack: async () => void did.push('takeBack'),
    keep: async () => void did.push('keep'),
    tidy: async () => void did.push('tidy'),
    ...changed,
  };
}
