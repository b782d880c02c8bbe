import { mkdir, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { diagnoseProfile, type DiagnosedProfile } from './diagnose-profile';

/**
 * Writes a profile's diagnosis as one JSON file and gives its path: into `out`, or where none is named into the first of
 * the present folder, the home folder and the system's temporary one that takes it. Rejects when none does.
 */
export async function writeDiagnosis(profile: DiagnosedProfile, out: string | undefined): Promise<string> {
  const text = `${JSON.stringify(await diagnoseProfile(profile), null, 2)}\n`;
  const name = `keyroom-diagnosis-${new Date(profile.nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, '')}.json`;
  const folders = out === undefined ? [process.cwd(), homedir(), tmpdir()] : [out];
  let trouble: unknown;
  for (const folder of folders) {
    const path = join(resolve(folder), name);
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(path, text, { mode: 0o600 });
      return path;
    } catch (error) {
      trouble = error;
    }
  }
  throw trouble;
}
