import { resolve } from 'node:path';
import { Desk } from './desk';
import { followFlags } from './follow-flags';
import { launchFlags } from './launch-flags';
import { deskFolderOf, reportBroken } from './profile';
import { workerPinHash } from './security/pin-hash';
import { lockProfile } from './security/profile-lock';
import { fileModeVault } from './security/vault';
import { writeDiagnosis } from './diagnose/write-diagnosis';
import { systemClock, systemDraws } from './system-clock';
import { VERSION } from './version';

/** A desk without a window under plain Node: follows its operators' queues and pushes what its journal holds. */
async function main(): Promise<void> {
  const flags = launchFlags(process.argv.slice(2));
  if (flags.profile === undefined) throw new Error('--profile DIR says where this desk keeps its data');
  const profileFolder = resolve(flags.profile);
  if (flags.diagnose === true) {
    process.stdout.write(`${await writeDiagnosis({ profileFolder, version: VERSION, nowMs: systemClock.wallMs() }, flags.out)}\n`);
    return;
  }
  if ((await lockProfile(profileFolder, () => undefined)) === null) throw new Error('this profile is in use');
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
  if (!(await followFlags(desk, flags))) process.exit(1);
  const keepAlive = setInterval(() => undefined, 60_000);
  const stop = (): void => {
    clearInterval(keepAlive);
    void desk.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
