import { release } from 'node:os';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { deskFolderOf } from '../profile';
import { orWhyNot } from './or-why-not';
import { surveyDisk, surveyDocuments, surveyFiles } from './survey-folder';
import { surveyInbox } from './survey-inbox';
import { surveyJournal } from './survey-journal';
import { surveyEnrolment, surveyLastKnown, surveyRoster } from './survey-papers';
import { withoutHome } from './without-home';

export type DiagnosedProfile = Readonly<{ profileFolder: string; version: string; nowMs: number }>;

/**
 * All that an IT person needs to know of a profile, without a value, a name of an operator or a key. Reads only, so it
 * works beside a running desk and on a disk that takes nothing; what cannot be looked at says why.
 */
export async function diagnoseProfile({ profileFolder, version, nowMs }: DiagnosedProfile) {
  const deskFolder = deskFolderOf(profileFolder);
  return {
    format: 1,
    madeAtUtc: new Date(nowMs).toISOString(),
    versions: {
      keyroom: version, electron: process.versions['electron'] ?? null, chrome: process.versions['chrome'] ?? null, node: process.versions.node,
    },
    system: { platform: process.platform, release: release(), arch: process.arch, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
    profile: { folder: withoutHome(profileFolder), deskFolder: withoutHome(deskFolder) },
    disk: await orWhyNot(() => surveyDisk(profileFolder)),
    reserve: await orWhyNot(async () => ({ sizeBytes: (await stat(join(deskFolder, 'reserve'))).size })),
    journal: await orWhyNot(() => surveyJournal(join(deskFolder, 'journal'))),
    inbox: await orWhyNot(() => surveyInbox(join(deskFolder, 'inbox'))),
    documents: await orWhyNot(() => surveyDocuments(join(deskFolder, 'documents'))),
    index: await orWhyNot(() => surveyFiles(join(profileFolder, 'IndexedDB'))),
    enrolment: await orWhyNot(() => surveyEnrolment(deskFolder)),
    roster: await orWhyNot(() => surveyRoster(deskFolder)),
    lastKnown: await orWhyNot(() => surveyLastKnown(deskFolder)),
  };
}
