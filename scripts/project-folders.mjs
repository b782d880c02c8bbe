import { join, resolve } from 'node:path';

/** The top folder of the project. */
export const projectFolder = resolve(import.meta.dirname, '..');

/** Downloads that outlive `npm ci`; KEYROOM_CACHE moves them, so that several checkouts can share one. */
export const cacheFolder = resolve(process.env['KEYROOM_CACHE'] ?? join(projectFolder, '.cache'));

/** Results of tests and tours. */
export const outFolder = join(projectFolder, 'out');

/** The demo's data; KEYROOM_DEMO_DATA moves it. */
export const demoFolder = resolve(process.env['KEYROOM_DEMO_DATA'] ?? join(projectFolder, '.keyroom'));
