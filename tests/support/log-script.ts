import fc from 'fast-check';
import { SegmentedLog, type LogOptions, type LogRecord } from '../../main/log/segmented-log';
import type { ForgetfulDisk } from './forgetful-disk';

/** One step of a desk's life with a log. `append` begins all its appends at once. */
export type Step =
  | Readonly<{ kind: 'append'; sizes: readonly (readonly number[])[] }>
  | Readonly<{ kind: 'drop'; share: number }>
  | Readonly<{ kind: 'roll' }>
  | Readonly<{ kind: 'reopen' }>;

export const LOG_ID = '6f0c1a34-8a55-4c3e-9a53-1b8f0a3d5e11';
export const SEGMENT_BYTES = 400;

export const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('append' as const), sizes: fc.array(fc.array(fc.nat({ max: 150 }), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'roll' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reopen' } as const) },
);

export function openLog(disk: ForgetfulDisk, more: Partial<LogOptions> = {}): Promise<SegmentedLog> {
  return SegmentedLog.open({ disk, newLogId: () => LOG_ID, segmentBytes: SEGMENT_BYTES, ...more });
}

export async function readAll(log: SegmentedLog): Promise<readonly LogRecord[]> {
  const records: LogRecord[] = [];
  for (let from = log.firstIndex; from < log.nextIndex; ) {
    const some = await log.read(from, 1000);
    records.push(...some);
    from = (some.at(-1)?.index ?? log.nextIndex) + 1;
  }
  return records;
}

/** What a log was asked to do and what it said: the measure of what must be read back. */
export class LogWitness {
  private readonly acknowledged = new Map<number, string>();
  private readonly attempted = new Set<string>();
  private dropped = 0;
  private count = 0;

  /** Takes steps until one fails; answers whether all were taken. */
  async take(disk: ForgetfulDisk, steps: readonly Step[]): Promise<boolean> {
    let log = await openLog(disk);
    for (const step of steps) {
      if (!(await this.takeOne(log, step))) return false;
      if (step.kind === 'reopen') log = await openLog(disk);
    }
    return true;
  }

  /** What is wrong with what the log gives back; null when every promise holds. */
  async faultOf(log: SegmentedLog): Promise<string | null> {
    const records = await readAll(log);
    const found = new Map(records.map((r) => [r.index, r.text]));
    const lost = [...this.acknowledged].filter(([index, text]) => index >= this.dropped && found.get(index) !== text);
    const strange = records.filter((r) => !this.attempted.has(r.text));
    const texts = new Set(records.map((r) => r.text));
    if (lost.length > 0) return `lost ${JSON.stringify(lost[0])}`;
    if (strange.length > 0) return `never written: ${JSON.stringify(strange[0])}`;
    if (texts.size !== records.length) return 'a record is there twice';
    if (records.some((r, i) => i > 0 && r.index <= (records[i - 1]?.index ?? 0))) return 'out of order';
    if (log.damagedRecords > 0) return `${log.damagedRecords} damaged records, though nothing was damaged`;
    // What an earlier life was not told of may have survived; from now on it counts like the rest.
    for (const { index, text } of records) this.acknowledged.set(index, text);
    return null;
  }

  private async takeOne(log: SegmentedLog, step: Step): Promise<boolean> {
    switch (step.kind) {
      case 'append':
        return (await Promise.all(step.sizes.map((sizes) => this.append(log, sizes)))).every(Boolean);
      case 'drop': {
        const before = Math.floor(log.firstIndex + (log.nextIndex - log.firstIndex) * step.share);
        this.dropped = Math.max(this.dropped, before);
        return succeeds(log.dropBefore(before));
      }
      case 'roll':
        return succeeds(log.roll());
      case 'reopen':
        return succeeds(log.close());
      default:
        return step satisfies never;
    }
  }

  private async append(log: SegmentedLog, sizes: readonly number[]): Promise<boolean> {
    const texts = sizes.map((size) => {
      this.count += 1;
      return `{"n":${this.count},"text":"${'é'.repeat(size >> 1)}"}`;
    });
    for (const text of texts) this.attempted.add(text);
    try {
      const first = await log.append(texts);
      for (const [i, text] of texts.entries()) this.acknowledged.set(first + i, text);
      return true;
    } catch {
      return false;
    }
  }
}

async function succeeds(change: Promise<void>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch {
    return false;
  }
}
