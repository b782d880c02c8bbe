import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { CompactSign, exportJWK, generateKeyPair, importJWK } from 'jose';
import { projectFolder } from './project-folders.mjs';
import { runScript } from './run-program.mjs';

const USAGE = `Releases are signed where they are built, never at a centre.

  npm run release -- keys --out FOLDER [--channel stable]
      makes release-key.json (private: keep it offline) and release-keys.json (public: for KEYROOM_RELEASE_KEYS at packaging)

  npm run release -- sign --key FILE --version 1.2.3 --out FILE.jws [--channel stable] [--ring all] [--sites ID,ID] [--critical]
      [--not-before UTC] [--valid-days 60] [--oldest-from 1.0.0] [--lowest-index N] ARTIFACT…
      signs what the artifacts are and who may have them`;

/**
 * The build that an artifact's file name tells: keyroom-VERSION-SYSTEM-ARCH.EXTENSION.
 * @type {readonly (readonly [RegExp, Readonly<{ platform: string, arch: string, target: string }>])[]}
 */
const NAMES = [
  [/-linux-(x64|x86_64|amd64)\.AppImage$/, { platform: 'linux', arch: 'x64', target: 'AppImage' }],
  [/-linux-(arm64|aarch64)\.AppImage$/, { platform: 'linux', arch: 'arm64', target: 'AppImage' }],
  [/-linux-(x64|amd64)\.deb$/, { platform: 'linux', arch: 'x64', target: 'deb' }],
  [/-linux-(arm64)\.deb$/, { platform: 'linux', arch: 'arm64', target: 'deb' }],
  [/-win-(x64)\.exe$/, { platform: 'win32', arch: 'x64', target: 'nsis' }],
  [/-win-(arm64)\.exe$/, { platform: 'win32', arch: 'arm64', target: 'nsis' }],
  [/-mac-(x64)\.zip$/, { platform: 'darwin', arch: 'x64', target: 'zip' }],
  [/-mac-(arm64)\.zip$/, { platform: 'darwin', arch: 'arm64', target: 'zip' }],
];

const DAY_MS = 24 * 60 * 60_000;

async function release() {
  const [command, ...args] = process.argv.slice(2);
  if (command === 'keys') return makeKeys(args);
  if (command === 'sign') return signRelease(args);
  throw new Error(USAGE);
}

/** @param {string[]} args */
async function makeKeys(args) {
  const { values: { out, channel } } = parseArgs({ args, options: { out: { type: 'string' }, channel: { type: 'string', default: 'stable' } } });
  if (out === undefined) throw new Error(USAGE);
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const kid = `release-${randomBytes(6).toString('hex')}`;
  const { d, ...publicHalf } = await exportJWK(privateKey);
  await writeFile(`${out}/release-key.json`, `${JSON.stringify({ ...publicHalf, d, kid }, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await writeFile(`${out}/release-keys.json`, `${JSON.stringify({ channel, keys: [{ ...publicHalf, kid }] }, null, 2)}\n`, { flag: 'wx' });
  console.log(`${out}/release-key.json signs; keep it where no centre and no desk can read it.`);
  console.log(`${out}/release-keys.json is what desks trust: give it as KEYROOM_RELEASE_KEYS when the app is packaged.`);
}

/** @param {string[]} args */
async function signRelease(args) {
  const { values, positionals } = parseArgs({
    args, allowPositionals: true,
    options: {
      key: { type: 'string' }, version: { type: 'string' }, out: { type: 'string' }, channel: { type: 'string', default: 'stable' }, ring: { type: 'string', default: 'all' },
      sites: { type: 'string' }, critical: { type: 'boolean', default: false }, 'not-before': { type: 'string' }, 'valid-days': { type: 'string', default: '60' },
      'oldest-from': { type: 'string', default: '0.0.0' }, 'lowest-index': { type: 'string', default: String(leastFormat()) },
    },
  });
  if (values.key === undefined || values.version === undefined || values.out === undefined || positionals.length === 0) throw new Error(USAGE);
  refuseOtherVersions(values.version, positionals);
  const nowMs = Date.now();
  const manifest = {
    format: 1, product: 'keyroom', version: values.version, channel: values.channel, sites: values.sites?.split(',') ?? 'all', ring: values.ring,
    critical: values.critical, issuedAtUtc: utc(nowMs), notBeforeUtc: values['not-before'] ?? utc(nowMs), expiresAtUtc: utc(nowMs + Number(values['valid-days']) * DAY_MS),
    oldestFrom: values['oldest-from'], lowestIndexVersion: Number(values['lowest-index']), artifacts: await Promise.all(positionals.map(describe)),
  };
  const key = JSON.parse(await readFile(values.key, 'utf8'));
  const signed = await new CompactSign(new TextEncoder().encode(JSON.stringify(manifest)))
    .setProtectedHeader({ alg: 'ES256', kid: key.kid }).sign(await importJWK(key, 'ES256'));
  await writeFile(values.out, `${signed}\n`);
  for (const { fileName, sizeBytes, sha256 } of manifest.artifacts) console.log(`${fileName}  ${sizeBytes} bytes  ${sha256}`);
  console.log(`${values.out}: ${values.version}, ${values.channel}, ring ${values.ring} at most, good until ${manifest.expiresAtUtc}.`);
}

/**
 * A slip here would put the files of one version on every desk under the name of another.
 * @param {string} version
 * @param {string[]} paths
 */
function refuseOtherVersions(version, paths) {
  const others = paths.map((path) => basename(path)).filter((fileName) => !fileName.startsWith(`keyroom-${version}-`));
  if (others.length > 0) throw new Error(`Not signed: --version says ${version}, but not so the name of ${others.join(', ')}; artifacts are named keyroom-VERSION-SYSTEM-ARCH.`);
}

/** @param {string} path */
async function describe(path) {
  const fileName = basename(path);
  const build = NAMES.find(([pattern]) => pattern.test(fileName))?.[1];
  if (build === undefined) throw new Error(`${fileName} does not tell for which system it is; artifacts are named as \`npm run package\` names them.`);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { ...build, fileName, sizeBytes: (await stat(path)).size, sha256: hash.digest('hex') };
}

/** As this build says of itself; what is signed elsewhere says it by --lowest-index. */
function leastFormat() {
  const least = /LEAST_FORMAT_TO_GO_BACK_TO = (\d+);/.exec(readFileSync(join(projectFolder, 'main/profile-format.ts'), 'utf8'))?.[1];
  if (least === undefined) throw new Error('main/profile-format.ts does not say which format can be gone back to.');
  return Number(least);
}

/** @param {number} ms */
function utc(ms) {
  return new Date(ms).toISOString();
}

runScript(release);
