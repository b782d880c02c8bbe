import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

const run = promisify(execFile);

const PACKAGE = 'keyroom';

/** What a Debian package's desk asks of the system's package manager. */
export type Dpkg = Readonly<{
  /** Installs a package, an older one too; rejects where it does not, as while somebody else is installing. */
  install: (path: string) => Promise<void>;
  installedVersion: () => Promise<string>;
}>;

export const systemDpkg: Dpkg = {
  // Apart from this process, and with no pipe to it: what has been begun goes on to its end when this process ends before.
  install: async (path) => {
    const dpkg = spawn('dpkg', ['--force-confdef', '--force-downgrade', '-i', path], {
      detached: true, stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    await once(dpkg, 'exit');
    if (dpkg.exitCode !== 0) throw new Error(`dpkg ended with ${dpkg.exitCode}`);
  },
  installedVersion: async () => (await run('dpkg-query', ['-W', '-f', '${Version}', PACKAGE])).stdout.trim(),
};

/** Whether this program came in a Debian package, by the system's own word. */
export async function isOfDebPackage(execPath: string): Promise<boolean> {
  return run('dpkg-query', ['-S', execPath]).then(({ stdout }) => stdout.startsWith(`${PACKAGE}:`), () => false);
}
