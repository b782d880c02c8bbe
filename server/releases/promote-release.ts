import type { AddedRelease, HaltedRelease, PromotedRelease, PromoteRelease, ReleaseStanding } from '../../shared/protocol/admin-releases';
import { filesOfOthers, MAX_SIGNED_MANIFEST_CHARS } from '../../shared/updates/manifest';
import { reaches, type Ring } from '../../shared/updates/ring';
import type { Centre } from '../centre';
import { siteNamed } from '../accounts/find-site';
import { nowUtc } from '../clock';
import { done, failed, type Result } from '../result';
import type { ReleaseRow } from '../store/release-rows';
import type { SiteRow } from '../store/rows';
import { areHere, missingArtifacts } from './missing-artifacts';
import { notProvedBy } from './not-proved-by';
import { mistakesOfSigned, peekManifest } from './peek-manifest';
import { releaseNamed } from './release-named';
import { siteDesks } from './site-desks';

/** Adds a release whose artifacts are all here. It is due nowhere until it is promoted. The same one again changes nothing. */
export async function addRelease({ store, clock, artifacts }: Centre, signed: string): Promise<Result<AddedRelease>> {
  if (signed.length > MAX_SIGNED_MANIFEST_CHARS) return failed('badRequest', 'This is no signed manifest of a release.');
  const manifest = peekManifest(signed);
  if (manifest === null) return failed('badRequest', 'This is no signed manifest of a release.', { details: mistakesOfSigned(signed) });
  const others = filesOfOthers(manifest);
  if (others.length > 0) return failed('badRequest', `The manifest is of ${manifest.version}, but names files of another version.`, { details: [...others] });
  const missing = await missingArtifacts(artifacts, manifest);
  if (missing.length > 0) return failed('notFound', 'Artifacts that the manifest names are not here.', { details: missing });
  const added = await store.releases.addRelease({ version: manifest.version, signed, addedAtUtc: nowUtc(clock) });
  const there = (await store.releases.releases()).find(({ version }) => version === manifest.version);
  if (added === 'exists' && there?.signed !== signed) return failed('conflict', `There is another release ${manifest.version} already; a version is never used twice; build and sign it under a newer version.`);
  return done({ version: manifest.version, isNew: added === 'added' });
}

/** Makes a release due in a ring. A wider ring has to wait until the narrower one has proved it, unless told otherwise. */
export async function promoteRelease(centre: Centre, { version, ring, site: siteName, unproved, resume }: PromoteRelease): Promise<Result<PromotedRelease>> {
  const release = await releaseNamed(centre, version);
  if (!release.ok) return release;
  const site = siteName === undefined ? null : await siteNamed(centre, siteName);
  if (site !== null && !site.ok) return site;
  const refusal = await whyNot(centre, release.value, ring, site?.value ?? null, { unproved, resume });
  if (refusal !== null) return failed('conflict', refusal.message, { details: refusal.details });
  const { releases } = centre.store;
  await releases.promote({ version, ring, siteId: site?.value.id ?? null, atUtc: nowUtc(centre.clock) });
  if (resume) await releases.setHalted(version, null);
  const isLabEmpty = ring === 'lab' && !(await siteDesks(centre)).some((desk) => desk.ring === 'lab' && (site === null || desk.siteId === site.value.id));
  return done({ version, ring, isLabEmpty, keptAt: site === null ? await keptAt(centre, version, ring) : [] });
}

/** Sites of which something else was said by name: that goes before what is said of all. */
async function keptAt({ store }: Centre, version: string, ring: Ring): Promise<PromotedRelease['keptAt']> {
  const [promotions, sites] = await Promise.all([store.releases.promotions(), store.accounts.sites()]);
  const own = promotions.filter((each) => each.version === version && each.siteId !== null && each.ring !== ring);
  return own.map((each) => ({ ring: each.ring, site: sites.find(({ id }) => id === each.siteId)?.name ?? each.siteId ?? '' }));
}

/** Stops a release everywhere: desks that have not installed it stay as they are. One that is halted takes a new reason, and keeps its time. */
export async function haltRelease(centre: Centre, version: string, why: string | undefined): Promise<Result<HaltedRelease>> {
  const release = await releaseNamed(centre, version);
  if (!release.ok) return release;
  const { halted: before } = release.value;
  const { releases } = centre.store;
  if (before === null) await releases.setHalted(version, { atUtc: nowUtc(centre.clock), why: why ?? 'by hand' });
  if (why !== undefined) await releases.setHaltedWhy(version, why);
  return done({ version, before });
}

/** Releases with where they stand, the newest last. */
export async function releaseStandings({ store, artifacts }: Centre): Promise<readonly ReleaseStanding[]> {
  const [releases, promotions, sites] = await Promise.all([store.releases.releases(), store.releases.promotions(), store.accounts.sites()]);
  return Promise.all(releases.map(async ({ version, signed, addedAtUtc, halted }) => ({
    version, addedAtUtc, halted, isHere: await areHere(artifacts, signed), signedAs: signedAs(signed),
    promotions: promotions.filter((each) => each.version === version).map(({ siteId, ring, atUtc }) => ({
      ring, atUtc, site: siteId === null ? null : (sites.find(({ id }) => id === siteId)?.name ?? siteId),
    })),
  })));
}

function signedAs(signed: string): ReleaseStanding['signedAs'] {
  const manifest = peekManifest(signed);
  return manifest === null ? null : { channel: manifest.channel, issuedAtUtc: manifest.issuedAtUtc };
}

type Refusal = Readonly<{ message: string; details: string[] }>;

async function whyNot(centre: Centre, release: ReleaseRow, ring: Ring, site: SiteRow | null, force: Readonly<{ unproved: boolean; resume: boolean }>): Promise<Refusal | null> {
  const { version, halted } = release;
  if (halted !== null && !force.resume) return { message: `${version} was halted: ${halted.why}. --resume lets it go out again.`, details: [] };
  const manifest = peekManifest(release.signed);
  if (manifest === null || !reaches(manifest.ring, ring)) return { message: `${version} is signed for the ring ${manifest?.ring ?? 'none'} at most.`, details: [] };
  if (manifest.sites !== 'all' && site !== null && !manifest.sites.includes(site.id)) return { message: `${version} is not signed for ${site.name}.`, details: [] };
  if (!(await areHere(centre.artifacts, release.signed))) return { message: `The artifacts of ${version} were removed; add it again first.`, details: [] };
  if (force.unproved || ring === 'lab') return null;
  const unproved = notProvedBy(manifest, ring, site?.id ?? null, await siteDesks(centre));
  return unproved.length === 0 ? null : { message: `${version} has not proved itself yet where it has to first; --unproved does without.`, details: unproved };
}
