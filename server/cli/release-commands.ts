import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { nameSchema } from '../../shared/domain/primitives';
import {
  addedReleaseSchema, deskRingResponseSchema, haltedReleaseSchema, heldArtifactSchema, linkBudgetResponseSchema, promotedReleaseSchema, releasesSchema,
  removedReleaseSchema,
} from '../../shared/protocol/admin-releases';
import { filesOfOthers, MAX_SIGNED_MANIFEST_CHARS, type Artifact } from '../../shared/updates/manifest';
import { ringSchema, type Ring } from '../../shared/updates/ring';
import { versionSchema } from '../../shared/updates/version-number';
import { mistakesOfSigned, peekManifest } from '../releases/peek-manifest';
import { argument } from './argument';
import { CentreClient, type CentreAddress } from './centre-client';
import { withCentre } from './centre-options';
import { CommandRefused } from './command-refused';

const version = argument(versionSchema);

/** `release`, and what says which desk gets one when. */
export function addReleaseCommands(program: Command): void {
  const release = program.command('release').description('Releases of the desk: what is due where.');
  withCentre(release.command('add').description('Add a release: its signed manifest and its artifacts. It is due nowhere until it is promoted.'))
    .argument('<FILE...>', 'the manifest (.jws) and every artifact that it names')
    .action(addRelease);
  withCentre(release.command('list').description('Print every release and where it is due.')).action(listReleases);
  withCentre(release.command('promote').description('Make a release due in a ring: lab, then pilot (one desk of each site), then all.'))
    .argument('<VERSION>', 'the release', version)
    .addOption(new Option('--ring <RING>', 'who gets it from now on').choices(ringSchema.options).makeOptionMandatory())
    .option('--site <NAME>', 'at this site only; all sites unless told', argument(nameSchema))
    .option('--unproved', 'do not wait until the narrower ring has proved it')
    .option('--resume', 'let a release go out again that was halted')
    .action(promote);
  withCentre(release.command('halt').description('Stop a release everywhere: desks that have not installed it stay as they are.'))
    .argument('<VERSION>', 'the release', version)
    .option('--why <TEXT>', 'what is told of it; one that is halted already takes it as its new reason', argument(nameSchema))
    .action(halt);
  withCentre(release.command('remove').description('Remove the artifacts of a release that is due nowhere and that no desk runs. Its version stays taken.'))
    .argument('<VERSION>', 'the release', version)
    .action(removeRelease);
  withCentre(release.command('ring').description('Put a desk into a ring by name.'))
    .argument('<DESK>', 'name or id of the desk', argument(nameSchema))
    .requiredOption('--site <NAME>', 'its site', argument(nameSchema))
    .addOption(new Option('--ring <RING>', 'lab: tries first; pilot: tries first for its site; all: like any other').choices(ringSchema.options).makeOptionMandatory())
    .action(putIntoRing);
  withCentre(release.command('budget').description('Say what fetching ahead may take of the link of each desk of a site; 512 KiB/s unless told.'))
    .requiredOption('--site <NAME>', 'the site', argument(nameSchema))
    .requiredOption('--kib-per-second <N>', 'a number of KiB, or none for no limit', kibPerSecond)
    .action(setBudget);
}

async function addRelease(files: readonly string[], address: CentreAddress): Promise<void> {
  const manifests = files.filter((file) => file.endsWith('.jws'));
  const [file] = manifests;
  if (file === undefined || manifests.length > 1) throw new CommandRefused('Give one signed manifest, a file that ends in .jws, and the artifacts that it names.', [], 2);
  const signed = (await readFile(await sizedFile(file, MAX_SIGNED_MANIFEST_CHARS), 'utf8')).trim();
  const manifest = peekManifest(signed);
  if (manifest === null) throw new CommandRefused(`${basename(file)} is no signed manifest of a release.`, mistakesOfSigned(signed));
  const others = filesOfOthers(manifest);
  if (others.length > 0) throw new CommandRefused(`${basename(file)} is of ${manifest.version}, but names files of another version.`, others);
  const artifacts = files.filter((each) => each !== file);
  const named = await Promise.all(manifest.artifacts.map(async (artifact) => ({ artifact, path: await checkedFile(artifact, artifacts) })));
  const centre = await CentreClient.find(address);
  for (const { artifact: { sha256, fileName }, path } of named) {
    const { isHere } = await centre.get(`/v1/admin/releases/artifacts/${sha256}`, heldArtifactSchema);
    if (!isHere) await centre.sendFile(`/v1/admin/releases/artifacts/${sha256}`, path, heldArtifactSchema);
    console.log(`${fileName} ${isHere ? 'was here already' : 'sent'}.`);
  }
  const added = await centre.send('POST', '/v1/admin/releases', { signed }, addedReleaseSchema);
  console.log(`Release ${added.version} ${added.isNew ? 'added; it is due nowhere until it is promoted' : 'was here already'}.`);
}

/** The file that holds an artifact, once its bytes have been looked at. */
async function checkedFile({ fileName, sizeBytes, sha256 }: Artifact, files: readonly string[]): Promise<string> {
  const path = files.find((each) => basename(each) === fileName);
  if (path === undefined) throw new CommandRefused(`The manifest names ${fileName}; give that file too.`);
  const { size } = await stat(path);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  if (size === sizeBytes && hash.digest('hex') === sha256) return path;
  throw new CommandRefused(`${fileName} is not the file that was signed.`);
}

async function sizedFile(path: string, mostBytes: number): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() === true && found.size <= mostBytes) return path;
  throw new CommandRefused(found === null ? `There is no file ${path}.` : `${basename(path)} is no signed manifest of a release.`);
}

async function listReleases(address: CentreAddress): Promise<void> {
  const { releases } = await (await CentreClient.find(address)).get('/v1/admin/releases', releasesSchema);
  for (const { version: name, isHere, halted, signedAs, promotions } of releases) {
    const where = promotions.map(({ ring, site }) => `${ring} at ${site ?? 'all sites'}`).join(', ');
    const as = signedAs === null ? 'its manifest cannot be read' : `channel ${signedAs.channel}, signed ${signedAs.issuedAtUtc.slice(0, 10)}`;
    console.log(`${name}: ${where === '' ? 'due nowhere' : `due in ${where}`}; ${as}${halted === null ? '' : `; halted ${halted.atUtc}: ${halted.why}`}${isHere ? '' : '; its artifacts were removed'}.`);
  }
  if (releases.length === 0) console.log('There are no releases yet.');
}

type PromoteOptions = CentreAddress & Readonly<{ ring: Ring; site?: string; unproved?: boolean; resume?: boolean }>;

async function promote(which: string, { ring, site, unproved, resume, ...address }: PromoteOptions): Promise<void> {
  const asked = { version: which, ring, unproved: unproved === true, resume: resume === true, ...(site === undefined ? {} : { site }) };
  const { keptAt, isLabEmpty } = await (await CentreClient.find(address)).send('PUT', '/v1/admin/releases/promote', asked, promotedReleaseSchema);
  console.log(`${which} is due in the ring ${ring} at ${site ?? 'all sites'}${keptAt.length === 0 ? '' : ' but those of which something else was said by name'}.`);
  for (const kept of keptAt) console.log(`${kept.site} keeps the ring ${kept.ring}; to change that: release promote ${which} --ring ${ring} --site "${kept.site}"`);
  if (isLabEmpty) console.log(`No desk ${site === undefined ? '' : `at ${site} `}is in the lab yet: release ring DESK --site ${site === undefined ? 'NAME' : `"${site}"`} --ring lab`);
}

async function halt(which: string, { why, ...address }: CentreAddress & Readonly<{ why?: string }>): Promise<void> {
  const { before } = await (await CentreClient.find(address)).send('PUT', '/v1/admin/releases/halt', { version: which, why }, haltedReleaseSchema);
  if (before !== null) return console.log(`${which} was halted already at ${before.atUtc}: ${before.why}.${why === undefined ? '' : ` Its reason is now: ${why}.`}`);
  console.log(`${which} is halted. Desks that run it go on running it; to replace it, release a newer version.`);
}

async function removeRelease(which: string, address: CentreAddress): Promise<void> {
  const { freedBytes } = await (await CentreClient.find(address)).send('PUT', '/v1/admin/releases/remove', { version: which }, removedReleaseSchema);
  console.log(`The artifacts of ${which} are removed, ${(freedBytes / 1024 ** 2).toFixed(1)} MiB. The same release added again brings them back.`);
}

async function putIntoRing(desk: string, { site, ring, ...address }: CentreAddress & Readonly<{ site: string; ring: Ring }>): Promise<void> {
  const centre = await CentreClient.find(address);
  const { updatesItself } = await centre.send('PUT', '/v1/admin/desks/ring', { site, desk, ring: ring === 'all' ? null : ring }, deskRingResponseSchema);
  console.log(`${desk} at ${site} is of the ring ${ring}.`);
  if (ring !== 'all' && updatesItself === false) console.log(`It does not update itself: each release waits until it is installed there by hand. To take it out: release ring "${desk}" --site "${site}" --ring all`);
}

async function setBudget({ site, kibPerSecond: kib, ...address }: CentreAddress & Readonly<{ site: string; kibPerSecond: number | 'none' }>): Promise<void> {
  const centre = await CentreClient.find(address);
  await centre.send('PUT', '/v1/admin/sites/budget', { site, bytesPerS: kib === 'none' ? null : kib * 1024 }, linkBudgetResponseSchema);
  console.log(`Each desk at ${site} fetches ahead ${kib === 'none' ? 'without a limit' : `with ${kib} KiB/s at most`}.`);
}

function kibPerSecond(text: string): number | 'none' {
  if (text === 'none') return text;
  const kib = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (kib >= 1 && kib <= 1024 ** 2) return kib;
  throw new InvalidArgumentError('A budget is a whole number of KiB a second from 1, or none.');
}
