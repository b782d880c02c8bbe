import { hostname } from 'node:os';
import type { Desk } from './desk';
import type { LaunchFlags } from './launch-flags';

/**
 * Enrols the desk with the code of the command line when it is not enrolled yet; an enrolled one passes the code over
 * and takes the address, if there is one. Says on stderr why a code was of no use and answers whether all is well.
 */
export async function followFlags(desk: Desk, flags: LaunchFlags): Promise<boolean> {
  if (flags.server === undefined) return true;
  if (desk.describe().enrolled) {
    await desk.useAddress(flags.server);
    return true;
  }
  if (flags.enrol === undefined) return true;
  const answer = await desk.enrol({ serverUrl: flags.server, code: flags.enrol, deskName: flags['desk-name'] ?? hostname() });
  if (!answer.ok) process.stderr.write(`This desk could not be enrolled: ${answer.failure.kind}.\n`);
  return answer.ok;
}
