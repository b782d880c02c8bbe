import { execFile } from 'node:child_process';
import { createCipheriv, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { UpdateRecordFile, updatesFolderOf, type UpdateRecord } from '../../main/updates/update-record';
import { PROJECT } from './apps';

const run = promisify(execFile);
const SERVER = resolve(PROJECT, 'dist/server/keyroom-server.mjs');
const RELEASE = resolve(PROJECT, 'scripts/release.mjs');
export const ARTIFACT_MB = 96;

/** Releases as an IT person publishes them, by the command line, and a desk that takes them. */
export class PublishedReleases {
  private count = 0;

  private constructor(private readonly folder: string, private readonly dataFolder: string, private readonly site: string, readonly deskFolder: string) {}

  static async open(folder: string, dataFolder: string, site: string, profile: string): Promise<PublishedReleases> {
    await mkdir(join(folder, 'installed'), { recursive: true });
    await writeFile(join(folder, 'installed', 'keyroom.AppImage'), '');
    await run(process.execPath, [RELEASE, 'keys', '--out', folder]);
    return new PublishedReleases(folder, dataFolder, site, join(profile, 'desk'));
  }

  /** What makes a desk in development one that updates itself. */
  get env(): Readonly<Record<string, string>> {
    return { APPIMAGE: join(this.folder, 'installed', 'keyroom.AppImage'), KEYROOM_RELEASE_KEYS: join(this.folder, 'release-keys.json') };
  }

  /** Signs the next version over bytes of its own; nobody but its builder knows of it yet. */
  async build(): Promise<Readonly<{ version: string; artifact: string; manifest: string }>> {
    this.count += 1;
    const version = `9.9.${this.count}`;
    const [artifact, manifest] = [join(this.folder, `keyroom-${version}-linux-x64.AppImage`), join(this.folder, `keyroom-${version}.jws`)];
    await pipeline(Readable.from(drawnMegabytes()), createWriteStream(artifact));
    await run(process.execPath, [RELEASE, 'sign', '--key', join(this.folder, 'release-key.json'), '--version', version, '--out', manifest, artifact]);
    return { version, artifact, manifest };
  }

  /** Adds it at the centre and makes it due everywhere. */
  async publish({ version, artifact, manifest }: Readonly<{ version: string; artifact: string; manifest: string }>): Promise<void> {
    await this.command('add', manifest, artifact);
    await this.command('promote', version, '--ring', 'all', '--unproved');
    await rm(artifact);
  }

  async halt(version: string): Promise<void> {
    await this.command('halt', version);
  }

  async setBudget(kibPerSecond: string): Promise<void> {
    await this.command('budget', '--site', this.site, '--kib-per-second', kibPerSecond);
  }

  /** What the desk has on its disk about updates; nobody asks its page. */
  async record(): Promise<UpdateRecord> {
    return (await UpdateRecordFile.open(updatesFolderOf(this.deskFolder))).record;
  }

  /** How much the desk has of what is due. */
  async heldMb(): Promise<number> {
    const folder = updatesFolderOf(this.deskFolder);
    const programs = (await readdir(folder)).filter((name) => /^[0-9a-f]{64}(?:\.part)?$/.test(name));
    const sizes = await Promise.all(programs.map((name) => stat(join(folder, name)).then(({ size }) => size, () => 0)));
    return Math.max(0, ...sizes) / (1024 * 1024);
  }

  log(): Promise<string> {
    return readFile(join(this.deskFolder, 'log', 'keyroom.log'), 'utf8');
  }

  private async command(...args: readonly string[]): Promise<void> {
    await run(process.execPath, [SERVER, 'release', ...args, '--data', this.dataFolder]);
  }
}

/** Bytes that no file system and no link makes smaller. */
function* drawnMegabytes(): Generator<Buffer> {
  const cipher = createCipheriv('aes-256-ctr', randomBytes(32), randomBytes(16));
  for (let i = 0; i < ARTIFACT_MB; i += 1) yield cipher.update(Buffer.alloc(1024 * 1024));
}
