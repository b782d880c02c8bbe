import type { TestProject } from 'vitest/node';
import { buildFormerVersion, buildPresentVersion } from '../../scripts/former-version.mjs';

/** The programs of one version. */
export type Version = Readonly<{ server: string; desk: string }>;

/** The last commit that spoke each former version of the protocol; both called it 1. */
const FORMER = { one: '3ec6f1c9638721fca0bf0aea44ffb987e13a0ac3', two: '75859cb4cf047aaf8917bed456a3b0a026311aab' } as const;

declare module 'vitest' {
  interface ProvidedContext {
    versions: Readonly<Record<keyof typeof FORMER | 'today', Version>>;
  }
}

/** Builds the former versions from this repository's history, and what stands here. */
export default async function setUp(project: TestProject): Promise<void> {
  project.provide('versions', { one: await buildFormerVersion(FORMER.one), two: await buildFormerVersion(FORMER.two), today: await buildPresentVersion() });
}
