import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const PACKAGE = 'keyroom';

/**
 * What a Debian package's desk asks of the system's package manager, while it has no window.
 *
 * Both block: a version that is about to crash does not come to it before it has been taken back.
 */
export type Dpkg = Readonly<{
  /** Installs a package, an older one too; throws where it is not installed, as while somebody else is installing. */
  install: (path: string) => void;
  installedVersion: () => string;
}>;

export const systemDpkg: Dpkg = {
  // Apart from this process, and with no pipe to it: what has been begun goes on to its end when this process ends before.
  install: (path) => {
    // Node passes `detached` on here as well; its types do not know.
    const options = { detached: true, stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    const { status, error } = spawnSync('dpkg', ['--force-confdef', '--force-downgrade', '-i', path], options);
    if (status !== 0) throw error ?? new Error(`dpkg ended with ${status}`);
  },
  installedVersion: () => execFileSync('dpkg-query', ['-W', '-f', '${Version}', PACKAGE], { encoding: 'utf8' }).trim(),
};

/** Whether this program came in a Debian package, by the system's own word. */
export async function isOfDebPackage(execPath: string): Promise<boolean> {
  return run('dpkg-query', ['-S', execPath]).then(({ stdout }) => stdout.startsWith(`${PACKAGE}:`), () => false);
}
