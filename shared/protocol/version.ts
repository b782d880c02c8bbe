/** The versions of the protocol, the oldest first, and what each brought. A new one gets a line here, and the next number. */
export const VERSION_HISTORY = [
  { version: 1, since: '2026-11', brought: 'enrol, challenge, token, signOn, push of submits, pull, document, news' },
  { version: 2, since: '2026-11', brought: 'the scope floor, moves of leads, notices passedOver; it called itself 1' },
  { version: 3, since: '2026-11', brought: 'sessions and effort in submits, asks and the pool, policies and shifts, kept entries and verdicts; updates; the headers that tell versions apart' },
] as const;

/** What this build speaks. */
export const PROTOCOL_VERSION = 3;

/** The oldest that this build still speaks, at either end. */
export const OLDEST_PROTOCOL_VERSION = 1;

/** A desk's requests say here which version they are in; a centre's answers which is its own. */
export const PROTOCOL_HEADER = 'keyroom-protocol';

/** A centre's answers say here which versions it takes, such as `1-3`. Version 1 and 2 did not say. */
export const ACCEPTS_HEADER = 'keyroom-protocol-accepts';

/** What a centre takes that says so; both ends included. */
export type VersionRange = Readonly<{ oldest: number; newest: number }>;

export const ACCEPTED_VERSIONS: VersionRange = { oldest: OLDEST_PROTOCOL_VERSION, newest: PROTOCOL_VERSION };

export function rangeText({ oldest, newest }: VersionRange): string {
  return `${oldest}-${newest}`;
}

/** The versions that a centre's answer names; null where it names none, so that it may be anybody's. */
export function rangeOf(headers: Readonly<{ get: (name: string) => string | null }>): VersionRange | null {
  const [, oldest, newest] = /^(\d{1,6})-(\d{1,6})$/.exec(headers.get(ACCEPTS_HEADER) ?? '') ?? [];
  if (oldest !== undefined && newest !== undefined) return { oldest: Number(oldest), newest: Number(newest) };
  const own = versionOf(headers.get(PROTOCOL_HEADER));
  return own === null ? null : { oldest: own, newest: own };
}

/** A version as a header names it; null where that is none. */
export function versionOf(header: unknown): number | null {
  return typeof header === 'string' && /^[1-9]\d{0,5}$/.test(header) ? Number(header) : null;
}

/** The newest version that both ends speak; null when there is none. */
export function commonVersion(a: VersionRange, b: VersionRange): number | null {
  const newest = Math.min(a.newest, b.newest);
  return newest >= Math.max(a.oldest, b.oldest) ? newest : null;
}
