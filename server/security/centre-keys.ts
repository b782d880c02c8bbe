import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makeKey } from '../../shared/seals/make-key';
import { privateKeySchema, type PrivateKey } from '../../shared/seals/sealed-key';
import { secretFile } from './secret-file';

/** The secrets that the centre itself holds. Losing the folder means losing every entry: it belongs into the backup. */
export type CentreKeys = Readonly<{
  /** The recipient of every entry. */
  sealKey: PrivateKey;
  tokenSecret: Uint8Array;
  /** Enrolment codes are stored only as HMACs under this. */
  codeKey: Uint8Array;
  /** What the command line signs in with. */
  adminToken: string;
}>;

const ADMIN_TOKEN_FILE = 'admin-token';

/** Reads the keys of a data folder, or makes them there the first time. */
export async function openCentreKeys(dataDir: string): Promise<CentreKeys> {
  const dir = keysDir(dataDir);
  return {
    sealKey: privateKeySchema.parse(
      JSON.parse(await secretFile(join(dir, 'centre-seal-key.json'), async () => JSON.stringify(await makeKey('seal')))),
    ),
    tokenSecret: Buffer.from(await secretFile(join(dir, 'token-secret'), randomSecret), 'base64url'),
    codeKey: Buffer.from(await secretFile(join(dir, 'code-key'), randomSecret), 'base64url'),
    adminToken: await secretFile(join(dir, ADMIN_TOKEN_FILE), randomSecret),
  };
}

/** Where the command line finds its token. */
export function adminTokenFile(dataDir: string): string {
  return join(keysDir(dataDir), ADMIN_TOKEN_FILE);
}

function keysDir(dataDir: string): string {
  return join(dataDir, 'keys');
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
