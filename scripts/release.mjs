import { makeReleaseKeys } from './releases/make-release-keys.mjs';
import { RELEASE_USAGE, usageError } from './releases/release-usage.mjs';
import { signRelease } from './releases/sign-release.mjs';
import { runScript } from './run-program.mjs';

async function release() {
  const [command, ...args] = process.argv.slice(2);
  if (command === '--help' || args.includes('--help')) return console.log(RELEASE_USAGE);
  if (command === 'keys') return makeReleaseKeys(args);
  if (command === 'sign') return signRelease(args);
  throw usageError(command === undefined ? 'Say what is to be done.' : `There is no “${command}”.`);
}

runScript(release);
