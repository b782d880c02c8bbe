import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PLENTY_BYTES } from '../log/node-reserve';
import { deskFolderOf } from '../profile';
import { orWhyNot, type WhyNot } from './or-why-not';
import type { SelfCheckProblem, SelfCheckReport } from './self-check-report';
import { surveyBundle } from './survey-bundle';
import { surveyDisk, surveyFiles } from './survey-folder';
import { surveyJournal } from './survey-journal';
import { surveyPlace } from './survey-papers';
import { withoutHome } from './without-home';

export type SelfCheckSetting = Readonly<{
  profileFolder: string;
  /** Where `main/` and `renderer/` stand as built. */
  appFolder: string;
  version: string;
  electron: string | undefined;
  isPackaged: boolean;
}>;

/** Whether the app is whole and can work on a profile. Reads only and takes no lock, so it may run beside the desk itself. */
export async function selfCheck({ profileFolder, appFolder, version, electron, isPackaged }: SelfCheckSetting): Promise<SelfCheckReport> {
  const deskFolder = deskFolderOf(profileFolder);
  const bundle = await surveyBundle(appFolder);
  const profile = await surveyProfile(profileFolder);
  const journal = await orWhyNot(() => surveyJournal(join(deskFolder, 'journal')));
  const index = await orWhyNot(() => surveyFiles(join(profileFolder, 'IndexedDB')));
  const enrolment = await orWhyNot(() => surveyPlace(deskFolder));
  const found = { bundle, profile, journal: journalPart(journal), index, enrolment: placePart(enrolment) };
  const problems = problemsOf(found);
  return {
    format: 1, healthy: problems.length === 0, problems, version, electron: electron ?? null, platform: process.platform, arch: process.arch, isPackaged,
    ...found, unsettledCount: 'unsettledCount' in journal ? journal.unsettledCount : null,
  };
}

/** A profile that is not there yet is made at the first start, in the nearest folder above it that is there. */
async function surveyProfile(profileFolder: string) {
  const exists = await isThere(profileFolder);
  let folder = profileFolder;
  while (!(await isThere(folder)) && dirname(folder) !== folder) folder = dirname(folder);
  const { freeBytes, isWritable } = await surveyDisk(folder);
  return { folder: withoutHome(profileFolder), exists, isWritable, freeBytes };
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}

function journalPart(journal: Awaited<ReturnType<typeof surveyJournal>> | WhyNot): SelfCheckReport['journal'] {
  if ('cannotBeRead' in journal) return journal;
  const { recordCount, damagedRecords, unreadRecords } = journal;
  return { recordCount, damagedRecords, unreadRecords };
}

function placePart(place: Awaited<ReturnType<typeof surveyPlace>> | WhyNot): SelfCheckReport['enrolment'] {
  if ('cannotBeRead' in place) return isMissing(place) ? null : place;
  const { siteName, deskName, serverUrl } = place;
  return { siteName, deskName, serverUrl };
}

function problemsOf(found: Pick<SelfCheckReport, 'bundle' | 'profile' | 'journal' | 'index' | 'enrolment'>): SelfCheckProblem[] {
  const isTrue: Readonly<Record<SelfCheckProblem, boolean>> = {
    bundleIncomplete: found.bundle.missing.length > 0,
    profileNotWritable: !found.profile.isWritable,
    diskNearlyFull: found.profile.freeBytes < PLENTY_BYTES,
    journalUnreadable: isUnreadable(found.journal),
    indexUnreadable: isUnreadable(found.index),
    enrolmentUnreadable: isUnreadable(found.enrolment),
  };
  return (Object.keys(isTrue) as SelfCheckProblem[]).filter((problem) => isTrue[problem]);
}

/** What is not there yet is no trouble. */
function isUnreadable(part: object | null): boolean {
  return part !== null && 'cannotBeRead' in part && !isMissing(part);
}

function isMissing(part: object): boolean {
  return 'cannotBeRead' in part && part.cannotBeRead === 'missing';
}
