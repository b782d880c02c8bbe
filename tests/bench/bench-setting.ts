import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchCentre } from '../support/bench-centre';
import { interrupted } from './interrupted';
import type { Report } from './report';

export type Setting = Readonly<{ centre: BenchCentre; url: string; folder: string; report: Report; rounds: number; items: number }>;

/** A centre that serves, and a folder on the same disk; both are gone afterwards. */
export async function withCentre(report: Report, options: Pick<Setting, 'rounds' | 'items'>, run: (setting: Setting) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'keyroom-bench-'));
  const centre = await BenchCentre.open(join(folder, 'centre'));
  try {
    await Promise.race([run({ ...options, centre, folder, report, url: await centre.startServer() }), interrupted]);
  } finally {
    await centre.close();
    await rm(folder, { recursive: true, force: true });
  }
}
