import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CompactSign } from 'jose';
import { loadTypeScript } from '../load-typescript.mjs';
import { projectFolder } from '../project-folders.mjs';
import { describeFiles, sortFiles } from './artifact-files.mjs';
import { readPrivateReleaseKey } from './private-release-key.mjs';
import { signArguments, signedFields } from './sign-options.mjs';

/**
 * Signs what the artifacts of a release are and who may have them. Everything is checked first: what is wrong in a signed
 * manifest is refused at the centre, or worse, by desks.
 * @param {readonly string[]} args
 */
export async function signRelease(args) {
  const { values, files } = signArguments(args);
  const { manifestSchema } = /** @type {typeof import('../../shared/updates/manifest')} */ (await loadTypeScript('shared/updates/manifest.ts'));
  const fields = signedFields(values, manifestSchema.shape, { nowMs: Date.now(), leastFormat: leastFormat() });
  await refuseNewerBase(fields);
  const { kid, key } = await readPrivateReleaseKey(values.key);
  const { wanted, leftOut } = sortFiles(files);
  for (const line of leftOut) console.log(line);
  if (wanted.length === 0) throw new Error('Not signed: there is no artifact that desks install.');
  const manifest = { format: 1, product: 'keyroom', ...fields, artifacts: await describeFiles(fields.version, wanted) };
  await refuseMistakes(manifest);
  const signed = await new CompactSign(new TextEncoder().encode(JSON.stringify(manifest))).setProtectedHeader({ alg: 'ES256', kid }).sign(key);
  await write(values.out, signed);
  for (const { fileName, sizeBytes, sha256 } of manifest.artifacts) console.log(`${fileName}  ${sizeBytes} bytes  ${sha256}`);
  console.log(`${values.out}: ${fields.version}, ${fields.channel}, ring ${fields.ring} at most, good until ${fields.expiresAtUtc}.`);
}

/**
 * It would be for no desk at all.
 * @param {Readonly<{version: string, oldestFrom: string}>} fields
 */
async function refuseNewerBase({ version, oldestFrom }) {
  const { compareVersions } = /** @type {typeof import('../../shared/updates/version-number')} */ (await loadTypeScript('shared/updates/version-number.ts'));
  if (compareVersions(oldestFrom, version) >= 0) throw new Error(`Not signed: --oldest-from says “${oldestFrom}”; allowed: a version older than ${version}, which is installed over it.`);
}

/** What no option says alone, such as a file without a byte. @param {unknown} manifest */
async function refuseMistakes(manifest) {
  const { manifestMistakes } = /** @type {typeof import('../../shared/updates/manifest-mistakes')} */ (await loadTypeScript('shared/updates/manifest-mistakes.ts'));
  const mistakes = manifestMistakes(manifest);
  if (mistakes.length > 0) throw new Error(`Not signed: the manifest does not hold.\n${mistakes.map((each) => `  ${each}`).join('\n')}`);
}

/**
 * @param {string} path
 * @param {string} signed
 */
async function write(path, signed) {
  await writeFile(path, `${signed}\n`).catch((error) => {
    throw new Error(`--out: ${path} cannot be written (${error.code}).`);
  });
}

/** As this build says of itself; what is signed elsewhere says it by --lowest-index. */
function leastFormat() {
  const least = /LEAST_FORMAT_TO_GO_BACK_TO = (\d+);/.exec(readFileSync(join(projectFolder, 'main/profile-format.ts'), 'utf8'))?.[1];
  if (least === undefined) throw new Error('main/profile-format.ts does not say which format can be gone back to.');
  return Number(least);
}
