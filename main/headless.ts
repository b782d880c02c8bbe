import { resolve } from 'node:path';
import { Desk } from './desk';
import { followFlags } from './follow-flags';
import { launchFlags, type LaunchFlags } from './launch-flags';
import { deskFolderOf, reportBroken } from './profile';
import { workerPinHash } from './security/pin-hash';
import { lockProfile } from './security/profile-lock';
import { fileModeVault } from './security/vault';
import { startFailureWords } from './start-failure';
import { writeDiagnosis } from './diagnose/write-diagnosis';
import { systemClock, systemDraws } from './system-clock';
import { VERSION } from './version';

/** A sentence for whoever started it. */
class Refused extends Error {}

/** A desk without a window under plain Node: follows its operators' queues and pushes what its journal holds. */
async function main(flags: LaunchFlags): Promise<void> {
  if (flags.profile === undefined) throw new Refused('--profile DIR says where this desk keeps its data');
  const profileFolder = resolve(flags.profile);
  if (flags.diagnose === true) {
    process.stdout.write(`${await writeDiagnosis({ profileFolder, version: VERSION, nowMs: systemClock.wallMs() }, flags.out)}\n`);
    return;
  }
  if ((await lockProfile(profileFolder, () => undefined)) === null) throw new Refused('this profile is in use');
  // Heard from now on: a desk that is stopped while it opens is closed like any other.
  const askedToStop = new Promise<void>((stop) => {
    process.once('SIGTERM', () => stop());
    process.once('SIGINT', () => stop());
  });
  let last = '';
  const desk = await Desk.open({
    profileFolder: deskFolderOf(profileFolder), version: VERSION, clock: systemClock, draws: systemDraws, fetch, vault: fileModeVault,
    pinHash: workerPinHash(),
    onBroken: reportBroken,
    onStatus: (status) => {
      const text = `${status.link}, ${status.unsettledCount} to settle, ${status.documentsWanted} documents to fetch`;
      if (text !== last) process.stdout.write(`${text}\n`);
      last = text;
    },
  });
  const keepAlive = setInterval(() => undefined, 60_000);
  const goesOn = await Promise.race([askedToStop.then(() => true), followFlags(desk, flags)]);
  if (!goesOn) process.exit(1);
  await askedToStop;
  clearInterval(keepAlive);
  await desk.close();
  process.exit(0);
}

try {
  const flags = launchFlags(process.argv.slice(2));
  main(flags).catch((error: unknown) => {
    const { title, text } = startFailureWords(error, resolve(flags.profile ?? '.'), 'en');
    end(error instanceof Refused ? error.message : `${title}. ${text}`, 1);
  });
} catch (error) {
  // A wrong flag is the user's slip.
  end(error instanceof Error ? error.message : String(error), 2);
}

function end(line: string, exitCode: number): void {
  process.stderr.write(`${line}\n`);
  process.exit(exitCode);
}
