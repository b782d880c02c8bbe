import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { utcSchema } from '../../shared/domain/primitives';
import { parseJson } from '../../shared/protocol/parse-json';
import { rolledBackForSchema, updateOutcomeSchema, type RolledBackFor } from '../../shared/protocol/update';
import { ringSchema } from '../../shared/updates/ring';
import { versionSchema } from '../../shared/updates/version-number';
import { KeptFile } from '../security/kept-file';
import { deadlineSchema } from './deadline';
import { journalDigestSchema } from './journal-digest';

/** A new version that runs and has not proved itself yet. */
export const trialSchema = z.object({
  from: versionSchema,
  to: versionSchema,
  /** What is started by whoever starts Keyroom here. */
  installedPath: z.string(),
  /** What runs on trial. */
  trialPath: z.string(),
  digest: journalDigestSchema,
  beganAtUtc: utcSchema,
  /** The process of the version before, which goes on where this one does not prove itself. */
  watchedByPid: z.int(),
  /** It has read the journal as the version before did, and may have written to it since. */
  hasReadJournal: z.boolean().optional(),
});
export type Trial = Readonly<z.infer<typeof trialSchema>>;

const updateRecordSchema = z.object({
  v: z.literal(1),
  running: z.object({ version: versionSchema, sinceUtc: utcSchema }).nullable(),
  newest: z.object({ version: versionSchema, issuedAtUtc: utcSchema }).nullable(),
  failedVersions: z.array(versionSchema),
  outcome: updateOutcomeSchema.nullable(),
  ring: ringSchema,
  budgetBytesPerS: z.int().nullable(),
  /** What is due here: being fetched, or lying ready. */
  due: z.object({ version: versionSchema }).nullable(),
  deadline: deadlineSchema.nullable().default(null),
  trial: trialSchema.nullable(),
  /** A version that went back for a reason that may have been the link's: whether it was is found out by the version before. */
  suspected: z.object({ version: versionSchema, for: rolledBackForSchema }).nullable(),
  /** How often the trial of a version was cut short by what is not its fault, such as a loss of power. */
  interrupted: z.object({ version: versionSchema, times: z.int() }).nullable(),
});
export type UpdateRecord = Readonly<z.infer<typeof updateRecordSchema>>;
export type RecordChange = Readonly<Partial<Omit<UpdateRecord, 'v'>>>;

const EMPTY: UpdateRecord = {
  v: 1, running: null, newest: null, failedVersions: [], outcome: null, ring: 'all', budgetBytesPerS: null, due: null, deadline: null, trial: null, suspected: null, interrupted: null,
};

/** A trial that keeps being cut short is not tried for ever. */
const INTERRUPTED_AT_MOST = 5;

/** Failed versions that are remembered. */
const FAILED_AT_MOST = 100;

/** Where a desk keeps its updates. */
export function updatesFolderOf(deskFolder: string): string {
  return join(deskFolder, 'updates');
}

/** What a desk knows of its updates, on disk: both the version before and the one on trial read and write it, never at once. */
export class UpdateRecordFile {
  private constructor(private readonly file: KeptFile, private latest: UpdateRecord) {}

  static async open(folder: string): Promise<UpdateRecordFile> {
    // A disk that takes nothing is told of by the first change.
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => undefined);
    const file = new KeptFile(join(folder, 'record.json'));
    return new UpdateRecordFile(file, (await read(file)) ?? EMPTY);
  }

  get record(): UpdateRecord {
    return this.latest;
  }

  /** Whether it is on disk: what is begun afterwards may be cut short at any time. */
  async change(change: RecordChange): Promise<boolean> {
    this.latest = { ...this.latest, ...change };
    await this.file.write(JSON.stringify(updateRecordSchema.parse(this.latest)));
    return this.file.failure === null;
  }

  /** What another process has written meanwhile; what is known stays where the disk does not give it. */
  async reread(): Promise<UpdateRecord> {
    this.latest = (await read(this.file)) ?? this.latest;
    return this.latest;
  }

  /** What it says once a version has gone back for good: that version is never tried again here. */
  wentBack(version: string, rolledBackFor: RolledBackFor, nowMs: number): RecordChange {
    const outcome = { version, atUtc: new Date(nowMs).toISOString(), rolledBackFor };
    return { trial: null, suspected: null, outcome, ...this.givenUp(version) };
  }

  /**
   * What it says once a version's trial was cut short, which need not be its fault. One that keeps being cut short is taken for one that
   * crashes: whoever waits for what does not come closes it.
   */
  cutShort(version: string, nowMs: number): RecordChange {
    const times = this.timesCut(version) + 1;
    return { interrupted: { version, times }, ...(times >= INTERRUPTED_AT_MOST ? this.wentBack(version, 'crashed', nowMs) : { trial: null, suspected: null }) };
  }

  /** How often the trial of a version was cut short. */
  timesCut(version: string): number {
    const { interrupted } = this.latest;
    return interrupted?.version === version ? interrupted.times : 0;
  }

  private givenUp(version: string): RecordChange {
    const failedVersions = [...this.latest.failedVersions.filter((each) => each !== version), version].slice(-FAILED_AT_MOST);
    return { failedVersions, due: null };
  }
}

async function read(file: KeptFile): Promise<UpdateRecord | null> {
  return updateRecordSchema.safeParse(parseJson((await file.read()) ?? '')).data ?? null;
}
