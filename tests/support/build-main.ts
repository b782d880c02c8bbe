import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'vite';

/** Builds a file of main as it is shipped, so that a process or worker of its own can run it; gives where it is. */
export async function buildMain(file: string): Promise<Readonly<{ folder: string; path: string }>> {
  const folder = await mkdtemp(join(tmpdir(), 'keyroom-built-'));
  const name = `${basename(file, '.ts')}.cjs`;
  await build({
    configFile: false, logLevel: 'silent', ssr: { noExternal: true },
    build: { ssr: file, outDir: folder, rolldownOptions: { output: { format: 'cjs', entryFileNames: name } } },
  });
  return { folder, path: join(folder, name) };
}
