import { basename, join } from 'node:path';
import { z } from 'zod';
import type { DeskStatus } from '../shared/ipc/status';
import { parseJson } from '../shared/protocol/parse-json';
import type { Clock } from './clock';
import { KeptFile } from './security/kept-file';

const troubleSchema = z.object({
  what: z.enum(['link', 'disk', 'enrolment', 'broken']),
  /** A failure's kind, or an error's name and place: never its text, which may hold anything. */
  kind: z.string().regex(/^[\w .:-]{1,120}$/),
  firstAtUtc: z.string(),
  lastAtUtc: z.string(),
  times: z.int(),
});
type Trouble = Readonly<z.infer<typeof troubleSchema>>;

export const lastKnownSchema = z.object({
  v: z.literal(1),
  clockOffsetMs: z.int().nullable(),
  lastSyncAtUtc: z.string().nullable(),
  /** The one that came last is the last. */
  troubles: z.array(troubleSchema),
});

const TROUBLES_AT_MOST = 40;

/** A clock that has moved by less is not worth a write. */
const CLOCK_STEP_MS = 60_000;

/** Where a desk's folder has it. */
export function lastKnownPath(deskFolder: string): string {
  return join(deskFolder, 'last-known.json');
}

/**
 * What the desk knew of itself last, for a diagnosis by another process. Written when a trouble begins, when the clock
 * is found to be another, and at the end: an idle desk does not wear its disk.
 */
export class LastKnown {
  private link: DeskStatus['failure'] = null;
  private disk: DeskStatus['disk'] = 'ok';

  private constructor(
    private readonly file: KeptFile,
    private readonly clock: Pick<Clock, 'wallMs'>,
    private troubles: readonly Trouble[],
    private clockOffsetMs: number | null,
    private lastSyncAtUtc: string | null,
  ) {}

  static async open(deskFolder: string, clock: Pick<Clock, 'wallMs'>): Promise<LastKnown> {
    const file = new KeptFile(lastKnownPath(deskFolder));
    const { data } = lastKnownSchema.safeParse(parseJson((await file.read()) ?? ''));
    return new LastKnown(file, clock, data?.troubles ?? [], data?.clockOffsetMs ?? null, data?.lastSyncAtUtc ?? null);
  }

  /** Takes from a status what has changed. */
  note({ failure, disk, clockOffsetMs, lastSyncAtUtc }: DeskStatus): void {
    this.lastSyncAtUtc = lastSyncAtUtc ?? this.lastSyncAtUtc;
    if (failure !== null && failure !== this.link) this.add('link', failure);
    if (disk !== 'ok' && disk !== this.disk) this.add('disk', disk);
    this.link = failure;
    this.disk = disk;
    if (clockOffsetMs === null) return;
    const isAnother = this.clockOffsetMs === null || Math.abs(clockOffsetMs - this.clockOffsetMs) >= CLOCK_STEP_MS;
    this.clockOffsetMs = clockOffsetMs;
    if (isAnother) void this.save();
  }

  noteEnrolment(kind: string): void {
    this.add('enrolment', kind);
  }

  noteBroken(error: unknown): void {
    this.add('broken', nameOfError(error));
  }

  /** What was not worth a write of its own. */
  save(): Promise<void> {
    const { clockOffsetMs, lastSyncAtUtc, troubles } = this;
    return this.file.write(JSON.stringify(lastKnownSchema.parse({ v: 1, clockOffsetMs, lastSyncAtUtc, troubles })));
  }

  private add(what: Trouble['what'], kind: string): void {
    const atUtc = new Date(this.clock.wallMs()).toISOString();
    const before = this.troubles.find((t) => t.what === what && t.kind === kind);
    const trouble = { what, kind, firstAtUtc: before?.firstAtUtc ?? atUtc, lastAtUtc: atUtc, times: (before?.times ?? 0) + 1 };
    this.troubles = [...this.troubles.filter((t) => t !== before), trouble].slice(-TROUBLES_AT_MOST);
    void this.save();
  }
}

/** An error's class or code, and the line of ours that it came from: its text may hold anything. */
export function nameOfError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const place = /\(?([^\s(]+:\d+):\d+\)?\s*$/m.exec(error.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '')?.[1];
  return `${error.name}${code}${place === undefined ? '' : ` ${basename(place)}`}`.replaceAll(/[^\w .:-]/g, '-').slice(0, 120);
}
