/**
 * Pages worth having ahead of need: those mentioned last, as many as fit, in the order of mention.
 *
 * Rows do not say when a page is needed no longer, but what was mentioned long ago and still is not mentioned again is
 * seldom open; so what is wanted never outgrows the cache, and new pages always are.
 */
export function wantedOf(mentioned: ReadonlyMap<string, number>, aheadBytes: number): ReadonlyMap<string, number> {
  const wanted: [string, number][] = [];
  let bytes = 0;
  for (const [hash, sizeBytes] of [...mentioned].toReversed()) {
    bytes += sizeBytes;
    if (bytes > aheadBytes) break;
    wanted.push([hash, sizeBytes]);
  }
  return new Map(wanted.toReversed());
}
