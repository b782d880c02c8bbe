import { strict as assert } from 'node:assert';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CompactSign, generateKeyPair, importJWK, type CryptoKey } from 'jose';
import type { Manifest } from '../../shared/updates/manifest';
import { manifestSchema } from '../../shared/updates/manifest';
import type { Scenario } from './scenario';
import { OLD } from './update-setting';
import type { UpdatedDesk } from './updated-desk';

const DAY_MS = 24 * 60 * 60_000;
const OTHER_SITE = '01890000-0000-7000-8000-000000000001';

/** Everything that a desk must refuse, told to it by a centre that would have it installed. */
export const refusals: Scenario = async ({ programs, centre, desk: makeDesk }) => {
  const desk = await makeDesk();
  const file = await programs.make('1.0.5', 'none');
  const good = manifestOf(await readFile(await centre.sign(file, '1.0.5'), 'utf8'));
  const sign = await signer(centre.keysFolder);
  await centre.centre.command('release', 'add', await centre.sign(file, '1.0.5'), file);
  const tell = async (due: string, line: RegExp, more: Readonly<Record<string, unknown>> = {}): Promise<void> => {
    centre.says = (answer) => ({ ...answer, due, ...more });
    await refusedWith(desk, line);
  };
  await desk.start();
  await desk.version();
  const signed = await sign(good);
  await tell(tampered(signed), /refused, badSignature: /);
  await tell(await sign(good, 'other key'), /refused, unknownKey: /);
  await tell(await sign(good, 'other key under our name'), /refused, badSignature: .*release-/);
  await tell(`${Buffer.from('{"alg":"none"}').toString('base64url')}.${signed.split('.')[1]}.`, /refused, unsigned: /);
  const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
  await tell(await sign({ ...good, issuedAtUtc: ago(3 * DAY_MS), notBeforeUtc: ago(3 * DAY_MS), expiresAtUtc: ago(DAY_MS) }), /refused, expired: /);
  await tell(await sign({ ...good, notBeforeUtc: ago(-DAY_MS) }), /refused, notYet: /);
  await tell('not a manifest', /refused, unsigned: /);
  await tell(await sign({ ...good, ring: 'everyone' }), /refused, malformed: ring/);
  await tell(await sign({ ...good, surprise: true }), /refused, malformed: /);
  await tell(signed, /refused, unreadable: /, { ring: 'everyone' });
  await tell(await sign({ ...good, ring: 'lab' }), /refused, ringTooWide: /);
  await tell(await sign({ ...good, sites: [OTHER_SITE] }), /refused, otherSite: /);
  await tell(await sign({ ...good, channel: 'beta' }), /refused, otherChannel: /);
  await tell(await sign({ ...good, oldestFrom: '1.0.1' }), /refused, tooOldToStart: /);
  await tell(await sign({ ...good, lowestIndexVersion: 999_999 }), /refused, noWayBack: /);
  await tell(await sign({ ...good, artifacts: good.artifacts.map((each) => ({ ...each, arch: 'arm64' })) }), /refused, noArtifact: /);
  centre.tampers = true;
  await tell(signed, /refused, artifactTampered: the bytes of .* are not those that were signed/);
  centre.tampers = false;
  await frozen(desk, (due) => (centre.says = (answer) => ({ ...answer, due })), async (validMs) => sign({ ...good, issuedAtUtc: ago(0), expiresAtUtc: ago(-validMs) }));
  await tell(await sign({ ...good, version: '1.0.4', issuedAtUtc: ago(DAY_MS), notBeforeUtc: ago(DAY_MS) }), /refused, replayed: 1\.0\.4 .* came after 1\.0\.5/);
  await tell(await sign({ ...good, issuedAtUtc: ago(60_000) }), /refused, replayed: 1\.0\.5 /);
  await changedOnDisk(desk, async () => tellQuietly(await sign({ ...good, issuedAtUtc: ago(0) })));
  assert.equal(await desk.version(), OLD, 'nothing was installed');
  assert.equal((await desk.record()).trial, null);
  const lines = (await desk.log()).split('\n').filter((line) => line.includes('update refused'));
  await desk.kill();
  return `${lines.length} refusals, each with its line:\n${lines.map((line) => `    ${line}`).join('\n')}`;

  async function tellQuietly(due: string): Promise<void> {
    centre.says = (answer) => ({ ...answer, due });
    await desk.checkNow();
  }
};

async function refusedWith(desk: UpdatedDesk, line: RegExp): Promise<void> {
  const before = (await desk.log()).length;
  for (const untilMs = Date.now() + 60_000; ; ) {
    await desk.checkNow();
    const text = (await desk.log()).slice(before);
    if (line.test(text)) return;
    assert.ok(Date.now() < untilMs, `the log does not say ${String(line)} but ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** A centre that goes on telling what was good once: fetched in time, and not installed after its time. */
async function frozen(desk: UpdatedDesk, say: (due: string) => void, signFor: (validMs: number) => Promise<string>): Promise<void> {
  const validMs = 45_000;
  const untilMs = Date.now() + validMs;
  say(await signFor(validMs));
  // The tampered transfers of before are forgotten with the next start.
  await desk.kill();
  await desk.start();
  await desk.statusSays('it lies ready', ({ kind }) => kind === 'waiting');
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, untilMs - Date.now())));
  const before = (await desk.log()).length;
  await desk.installByLead();
  for (const patienceMs = Date.now() + 30_000; !/refused, expired: /.test((await desk.log()).slice(before)); ) {
    assert.ok(Date.now() < patienceMs, 'what is past its time is refused when it is to be installed');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** What was fetched whole and changed on the disk afterwards is found out before it is installed. */
async function changedOnDisk(desk: UpdatedDesk, tell: () => Promise<void>): Promise<void> {
  await tell();
  await desk.statusSays('it lies ready again', ({ kind }) => kind === 'waiting');
  const folder = join(desk.deskFolder, 'updates');
  const name = (await readdir(folder)).find((each) => /^[0-9a-f]{64}$/.test(each)) ?? '';
  const bytes = await readFile(join(folder, name));
  bytes[bytes.length - 10] = (bytes.at(-10) ?? 0) ^ 1;
  await writeFile(join(folder, name), bytes);
  const before = (await desk.log()).length;
  await desk.installByLead();
  for (const untilMs = Date.now() + 30_000; !/refused, artifactTampered: .* was changed on this disk/.test((await desk.log()).slice(before)); ) {
    assert.ok(Date.now() < untilMs, 'a file that was changed on the disk is refused');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

type Signer = (manifest: unknown, by?: 'our key' | 'other key' | 'other key under our name') => Promise<string>;

async function signer(keysFolder: string): Promise<Signer> {
  const ours = JSON.parse(await readFile(join(keysFolder, 'release-key.json'), 'utf8')) as { kid: string };
  const other = (await generateKeyPair('ES256')).privateKey;
  const our = (await importJWK(ours, 'ES256')) as CryptoKey;
  return async (manifest, by = 'our key') => new CompactSign(new TextEncoder().encode(JSON.stringify(manifest)))
    .setProtectedHeader({ alg: 'ES256', kid: by === 'other key' ? 'release-of-others' : ours.kid }).sign(by === 'our key' ? our : other);
}

function manifestOf(signed: string): Manifest {
  return manifestSchema.parse(JSON.parse(Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString('utf8')));
}

/** One character of what is signed is another. */
function tampered(signed: string): string {
  const [header, payload = '', signature] = signed.split('.');
  const text = Buffer.from(payload, 'base64url').toString('utf8').replace('"critical":false', '"critical":true');
  return `${header}.${Buffer.from(text).toString('base64url')}.${signature}`;
}
