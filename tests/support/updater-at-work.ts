import { join } from 'node:path';
import { ArtifactFolder } from '../../main/updates/artifact-folder';
import { BandwidthBudget } from '../../main/updates/bandwidth-budget';
import type { UpdateRecord, UpdateRecordFile } from '../../main/updates/update-record';
import { Updater } from '../../main/updates/updater';
import type { ReadyUpdate, UpdatedDesk } from '../../main/updates/updater-parts';
import { CentreLink } from '../../main/sync/centre-link';
import type { UpdateStatus } from '../../shared/ipc/update-status';
import type { UpdateResponse } from '../../shared/protocol/update';
import { makeKey } from '../../shared/seals/make-key';
import type { Manifest } from '../../shared/updates/manifest';
import { HandClock, idOf, sha256Of } from './desk-fixtures';
import { ScriptedCentre, type Asked } from './scripted-centre';
import { artifactOf, LINUX, manifestFor, releaseSigner, SITE_ID, type ReleaseSigner } from './signed-release';
import { OLD, recordWith } from './update-records';

const LOOK_MS = 10_000;

/** How the desk around an updater is; a test changes it as it goes. */
export type Around = { -readonly [Key in keyof ReturnType<UpdatedDesk['status']>]: ReturnType<UpdatedDesk['status']>[Key] } & {
  isItemOpen: boolean;
  isSignedOn: boolean;
  quietMs: number;
  freeBytes: number;
};

/** An updater over a real folder and a link to a scripted centre, whose time moves by hand. */
export class UpdaterAtWork {
  readonly clock = new HandClock();
  readonly lines: string[] = [];
  /** Each status that was told of. */
  readonly told: UpdateStatus[] = [];
  readonly installed: ReadyUpdate[] = [];
  readonly around: Around = { link: 'online', unsettledCount: 0, documentsWanted: 0, disk: 'ok', isItemOpen: false, isSignedOn: true, quietMs: 0, freeBytes: 1e9 };
  /** What the centre says is due; a function answers itself. */
  answer: Partial<UpdateResponse> | (() => Response) = {};
  /** What comes for each hash. */
  readonly served = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Called before a piece is served. */
  beforePiece: () => void = () => undefined;
  /** Called while a new version is copied into its place. */
  whilePlacing: () => void | Promise<void> = () => undefined;
  readonly updater: Updater;

  private constructor(readonly folder: string, readonly file: UpdateRecordFile, readonly signer: ReleaseSigner, readonly centre: ScriptedCentre, readonly link: CentreLink, needsWayBack: boolean) {
    const { around, clock } = this;
    centre.answer = (asked) => this.answerTo(asked);
    this.updater = new Updater({
      version: OLD, build: LINUX, keys: { channel: 'stable', keys: [signer.key] }, clock, file, artifacts: new ArtifactFolder(folder), budget: new BandwidthBudget(clock),
      desk: { link: () => link, siteId: () => SITE_ID, status: () => around, isSignedOn: () => around.isSignedOn, isItemOpen: () => around.isItemOpen, quietMs: () => around.quietMs },
      freeBytes: async () => around.freeBytes, needsWayBack, canInstall: async () => true, install: async (ready, mayBegin) => {
        await this.whilePlacing();
        if (await mayBegin()) this.installed.push(ready);
      },
      log: (line) => this.lines.push(line), onChange: () => this.told.push(this.updater.status),
      onBroken: (error) => {
        throw error;
      },
    });
  }

  static async open(folder: string, record: Partial<Omit<UpdateRecord, 'v'>> = {}, needsWayBack = false): Promise<UpdaterAtWork> {
    const [signKey, signer] = [await makeKey('sign'), await releaseSigner()];
    const centre = new ScriptedCentre(signKey);
    const file = await recordWith(folder, { due: null, newest: null, ...record });
    const clock = new HandClock();
    const link = new CentreLink({ serverUrl: 'https://centre.invalid', deskId: idOf('desk', 1), signKey }, centre.fetch, clock);
    return new UpdaterAtWork(folder, file, signer, centre, link, needsWayBack);
  }

  /** Has the centre say that a version is due, of these bytes. */
  async due(version: string, changed: Partial<Manifest> = {}, bytes: Uint8Array<ArrayBuffer> = new TextEncoder().encode(`the program ${version}`)): Promise<string> {
    const artifact = artifactOf(bytes);
    this.served.set(artifact.sha256, bytes);
    this.answer = { due: await this.signer.sign(manifestFor(version, { artifacts: [artifact], ...changed })) };
    return artifact.sha256;
  }

  /** Has the centre hold the release that runs here, too: what this desk would go back to. */
  async holdsWayBack(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    const artifact = artifactOf(bytes);
    this.served.set(artifact.sha256, bytes);
    this.answer = { ...(typeof this.answer === 'function' ? {} : this.answer), running: await this.signer.sign(manifestFor(OLD, { artifacts: [artifact] })) };
    return artifact.sha256;
  }

  async start(): Promise<void> {
    this.updater.start();
    await this.clock.whenSet(LOOK_MS);
  }

  /** Lets the updater look around once more; time passes by so much meanwhile. */
  async turn(ms = LOOK_MS): Promise<void> {
    this.clock.advance(Math.max(ms, LOOK_MS));
    await this.clock.whenSet(LOOK_MS);
  }

  /** Has the centre asked at once. */
  async check(): Promise<void> {
    this.updater.checkSoon();
    await this.clock.whenSet(LOOK_MS);
  }

  /** A lead says so; resolves when that was looked at. */
  async leadSays(): Promise<boolean> {
    const said = await this.updater.installNow();
    await this.clock.whenSet(LOOK_MS);
    return said.ok;
  }

  asksFor(path: string): number {
    return this.centre.pathsAsked().filter((each) => each === path).length;
  }

  path(sha256: string): string {
    return join(this.folder, sha256);
  }

  private answerTo({ path, range }: Asked): Response | undefined {
    if (path === '/v1/update') return typeof this.answer === 'function' ? this.answer() : Response.json({ ring: 'all', due: null, running: null, budgetBytesPerS: null, ...this.answer });
    if (path.startsWith('/v1/releases/')) this.beforePiece();
    const bytes = this.served.get(path.replace('/v1/releases/', ''));
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    return bytes === undefined ? undefined : new Response(bytes.slice(Number(from), Number(to) + 1), { status: 206 });
  }
}

export const hashOfProgram = (version: string): string => sha256Of(`the program ${version}`);
