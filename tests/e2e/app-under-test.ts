import { resolve } from 'node:path';
import { electronRuntime } from '../../scripts/electron-runtime.mjs';

const PROJECT = resolve(import.meta.dirname, '../..');

/** The program that is driven, and what it is given before the app's own flags. */
export type AppUnderTest = Readonly<{ executable: string; args: readonly string[] }>;

/** The packaged app that KEYROOM_PACKAGED_APP names, or else the built one in a bare Electron. */
export async function appUnderTest(): Promise<AppUnderTest> {
  const packaged = process.env['KEYROOM_PACKAGED_APP'];
  if (packaged !== undefined && packaged !== '') return { executable: packaged, args: [] };
  const { executable } = await electronRuntime();
  return { executable, args: [PROJECT] };
}

/** The same, as it is started without a test driver, which sees to the sandbox by itself. */
export async function bareAppUnderTest(): Promise<AppUnderTest> {
  const { executable, args } = await appUnderTest();
  return { executable, args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args] };
}
