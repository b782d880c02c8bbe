import { CentreLink } from '../../main/sync/centre-link';
import { Inbox } from '../../main/sync/inbox';
import { Journal } from '../../main/sync/journal';
import { SyncLoop } from '../../main/sync/sync-loop';
import type { PrivateKey } from '../../shared/seals/sealed-key';
import { CAPTURED_AT, counting, HandClock, idOf, mutationDraft, randomId } from './desk-fixtures';
import { ForgetfulDisk } from './forgetful-disk';
import { openLog } from './log-script';
import { ScriptedCentre } from './scripted-centre';

/** A desk's journal, inbox and sync with a scripted centre, on disks and a clock that a test moves by hand. */
export async function syncedDesk(signKey: PrivateKey) {
  const disk = new ForgetfulDisk();
  const clock = new HandClock();
  const centre = new ScriptedCentre(signKey);
  const journal = await Journal.open(await openLog(disk), counting(), () => CAPTURED_AT);
  const inboxDisk = new ForgetfulDisk();
  const inbox = await Inbox.open(await openLog(inboxDisk));
  const link = new CentreLink({ serverUrl: 'https://centre.invalid', deskId: idOf('desk', 1), signKey }, centre.fetch, clock);
  const broken: unknown[] = [];
  const loop = new SyncLoop({
    journal, inbox, link, clock, draws: { uuidV4: () => randomId(1), fraction: () => 1 }, operatorIds: () => [], followsFloor: () => false, onChange: () => undefined,
    onBroken: (error) => broken.push(error),
  });
  const commit = async (...numbers: readonly number[]): Promise<void> => {
    for (const n of numbers) await journal.commit(mutationDraft(n));
  };
  const stored = (): readonly (readonly string[])[] => [...centre.streams.values()];
  return { disk, inboxDisk, broken, clock, centre, inbox, journal, link, loop, commit, stored };
}

export const numbered = (...numbers: readonly number[]): readonly string[] => numbers.map((n) => idOf('mutation', n));
