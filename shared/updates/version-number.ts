import { z } from 'zod';

/** A released version: three numbers, such as `1.4.12`. Trial builds with words behind are never released. */
export const versionSchema = z.string().regex(/^(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}$/, 'must be three numbers, such as 1.4.12');

/** Below 0 where `a` is older than `b`. Both have passed `versionSchema`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (const i of [0, 1, 2]) {
    const by = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (by !== 0) return by;
  }
  return 0;
}
