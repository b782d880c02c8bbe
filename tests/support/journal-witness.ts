import fc from 'fast-check';
import { Journal, JournalConflict } from '../../main/sync/journal';
import { journalRecordSchema, type JournalRecord } from '../../shared/domain/journal-record';
import { CAPTURED_AT, counting, draftOf, idOf, mutationDraft } from './desk-fixtures';
import type { ForgetfulDisk } from './forgetful-disk';
import { openLog, readAll } from './log-script';

/** What an operator, a centre and a bad day may do to a journal. Shares are of what there is at that moment. */
export type Deed =
  | Readonly<{ kind: 'commit'; n: number }>
  | Readonly<{ kind: 'draft'; n: number; revision: number }>
  | Readonly<{ kind: 'discard'; n: number }>
  | Readonly<{ kind: 'settle'; foldShare: number; freeShare: number }>
  | Readonly<{ kind: 'settleEarlier' }>
  | Readonly<{ kind: 'fork' }>
  | Readonly<{ kind: 'reopen' }>
  /** The power goes during the next deed. */
  | Readonly<{ kind: 'cut'; afterOperations: number; surviving: number }>;

const share = fc.double({ min: 0, max: 1, noNaN: true });
const n = fc.integer({ min: 1, max: 12 });

export const deedArbitrary: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('commit' as const), n }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('draft' as const), n, revision: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('discard' as const), n }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('settle' as const), foldShare: fc.constantFrom(0, 0.5, 1, 1), freeShare: fc.constantFrom(0, 0.5, 1, 1) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'settleEarlier' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'fork' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reopen' } as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cut' as const), afterOperations: fc.nat({ max: 6 }), surviving: share }) },
);

export type JournalSizes = Readonly<{ segmentBytes: number; compactAboveBytes: number }>;

type Known = { state: 'unsettled' | 'folded' | 'freed'; streamId: string; seq: number };

/** Does deeds to a journal and remembers what was acknowledged: what the journal must still know. */
export class JournalWitness {
  private readonly known = new Map<string, Known>();
  private readonly drafts = new Map<string, number>();
  private folded = { streamId: '', upTo: 0 };
  private readonly newStreamId = counting();
  private journal!: Journal;

  private constructor(private readonly disk: ForgetfulDisk, private readonly sizes: JournalSizes) {}

  static async begin(disk: ForgetfulDisk, sizes: JournalSizes): Promise<JournalWitness> {
    const witness = new JournalWitness(disk, sizes);
    await witness.reopen();
    return witness;
  }

  async do(deeds: readonly Deed[]): Promise<void> {
    let cut: Extract<Deed, { kind: 'cut' }> | null = null;
    for (const deed of deeds) {
      if (deed.kind === 'cut') {
        cut = deed;
        this.disk.cutPowerAt(this.disk.operationCount + deed.afterOperations);
        continue;
      }
      const done = await this.doOne(deed).then(() => true, () => false);
      if (!done && cut === null) throw new Error(`${JSON.stringify(deed)} failed on a sound disk`);
      if (cut !== null) {
        const { surviving } = cut;
        this.disk.restart((_name, bytes) => Math.round(bytes * surviving));
        cut = null;
        await this.reopen();
        if (!done) await this.lookWhatBecameOf(deed);
      }
      await this.check();
    }
    this.disk.restart(() => 0);
    await this.reopen();
    await this.check();
  }

  private async reopen(): Promise<void> {
    const log = await openLog(this.disk, { segmentBytes: this.sizes.segmentBytes });
    this.journal = await Journal.open(log, this.newStreamId, () => CAPTURED_AT, this.sizes.compactAboveBytes);
  }

  private async doOne(deed: Exclude<Deed, { kind: 'cut' }>): Promise<void> {
    switch (deed.kind) {
      case 'commit':
        if (this.stateOf(deed.n) === 'freed') return;
        await this.journal.commit(mutationDraft(deed.n));
        this.noteCommit(deed.n);
        return;
      case 'draft':
        if (this.stateOf(deed.n) === 'freed') return;
        if (this.journal.holds(idOf('mutation', deed.n))) return this.expectConflict(deed);
        await this.journal.saveDraft(draftOf(deed.n, deed.revision));
        this.noteDraft(deed.n, deed.revision);
        return;
      case 'discard':
        await this.journal.discardDraft(idOf('mutation', deed.n));
        this.drafts.delete(idOf('mutation', deed.n));
        return;
      case 'settle': {
        const { streamId, foldedUpTo, freeUpTo } = this.answerFor(deed);
        await this.journal.settle(streamId, foldedUpTo, freeUpTo);
        this.noteSettled(streamId, foldedUpTo, freeUpTo);
        return;
      }
      case 'settleEarlier':
        for (const streamId of this.journal.streamIds.slice(1)) {
          await this.journal.settle(streamId, 1000, 1000);
          this.noteSettled(streamId, 1000, 1000);
        }
        return;
      case 'fork':
        await this.journal.moveToNewStream();
        return;
      case 'reopen':
        await this.reopen();
        return;
      default:
        deed satisfies never;
    }
  }

  /** What is committed can be changed no more, neither by a draft nor by another commit. */
  private async expectConflict({ n: number, revision }: Extract<Deed, { kind: 'draft' }>): Promise<void> {
    const another = { ...mutationDraft(number), body: 'another body' };
    for (const change of [this.journal.saveDraft(draftOf(number, revision)), this.journal.commit(another)]) {
      const kind = await change.then(() => 'saved', (error: unknown) => (error instanceof JournalConflict ? 'conflict' : 'failed'));
      if (kind !== 'conflict') throw new Error(`${kind}, though ${number} is committed`);
    }
  }

  private answerFor({ foldShare, freeShare }: Extract<Deed, { kind: 'settle' }>) {
    const streamId = this.journal.currentStreamId;
    const before = this.folded.streamId === streamId ? this.folded.upTo : 0;
    const last = this.journal.above(0).at(-1)?.seq ?? before;
    const foldedUpTo = before + Math.round(Math.max(0, last - before) * foldShare);
    return { streamId, foldedUpTo, freeUpTo: Math.round(foldedUpTo * freeShare) };
  }

  private stateOf(number: number): Known['state'] | undefined {
    return this.known.get(idOf('mutation', number))?.state;
  }

  private noteCommit(number: number): void {
    const id = idOf('mutation', number);
    if (!this.known.has(id)) this.known.set(id, { state: 'unsettled', streamId: '', seq: 0 });
    this.drafts.delete(id);
  }

  private noteDraft(number: number, revision: number): void {
    const id = idOf('mutation', number);
    if (!this.known.has(id)) this.drafts.set(id, Math.max(revision, this.drafts.get(id) ?? 0));
  }

  private noteSettled(streamId: string, foldedUpTo: number, freeUpTo: number): void {
    if (streamId === this.journal.currentStreamId) this.folded = { streamId, upTo: foldedUpTo };
    for (const known of this.known.values()) {
      if (known.streamId !== streamId || known.state === 'freed') continue;
      if (known.seq <= freeUpTo) known.state = 'freed';
      else if (known.seq <= foldedUpTo) known.state = 'folded';
    }
  }

  /** A deed that was not acknowledged may have been done or not; the log says which. */
  private async lookWhatBecameOf(deed: Exclude<Deed, { kind: 'cut' }>): Promise<void> {
    const records = await this.records();
    switch (deed.kind) {
      case 'commit':
        if (this.journal.holds(idOf('mutation', deed.n))) this.noteCommit(deed.n);
        return;
      case 'draft':
        if (records.some((r) => r.t === 'draft' && r.draft.mutationId === idOf('mutation', deed.n) && r.draft.revision === deed.revision)) {
          this.noteDraft(deed.n, deed.revision);
        }
        return;
      case 'discard':
        if (!standingDrafts(records).has(idOf('mutation', deed.n))) this.drafts.delete(idOf('mutation', deed.n));
        return;
      case 'settle':
      case 'settleEarlier':
        for (const r of records) if (r.t === 'settled') this.noteSettled(r.streamId, r.foldedUpTo, r.freeUpTo);
        return;
      case 'fork':
      case 'reopen':
        return;
      default:
        deed satisfies never;
    }
  }

  private async records(): Promise<readonly JournalRecord[]> {
    return (await readAll(this.journal.log)).map((r) => journalRecordSchema.parse(JSON.parse(r.text)));
  }

  private async check(): Promise<void> {
    const folded = this.folded.streamId === this.journal.currentStreamId ? this.folded.upTo : 0;
    const unsettled = this.journal.above(folded);
    const expected = [...this.known].filter(([, k]) => k.state === 'unsettled').map(([id]) => id);
    const found = unsettled.map((m) => m.id);
    if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(`unsettled are ${found.join()}, not ${expected.join()}`);
    if (unsettled.some((m, i) => m.seq !== folded + 1 + i)) throw new Error(`a gap in ${unsettled.map((m) => m.seq).join()}`);
    if (this.journal.unsettledCount !== expected.length) throw new Error('miscounted');
    for (const { id, seq } of unsettled) Object.assign(this.known.get(id) ?? {}, { streamId: this.journal.currentStreamId, seq });
    for (const [id, { state }] of this.known) if (state === 'folded' && !this.journal.holds(id)) throw new Error(`${id} left before its time`);
    this.checkRecords(await this.records());
  }

  private checkRecords(records: readonly JournalRecord[]): void {
    const places = records.filter((r) => r.t === 'mutation').map((r) => `${r.streamId} ${r.mutation.id}`);
    if (new Set(places).size !== places.length) throw new Error('a mutation was appended twice to a stream');
    const standing = standingDrafts(records);
    for (const [id, revision] of this.drafts) {
      if (standing.get(id) !== revision) throw new Error(`draft ${id}: ${standing.get(id)} stands, ${revision} was acknowledged`);
    }
    for (const id of standing.keys()) if (!this.drafts.has(id)) throw new Error(`draft ${id} is back from the dead`);
  }
}

/** Drafts as a reader of the journal finds them: the highest revision that was neither discarded nor committed. */
function standingDrafts(records: readonly JournalRecord[]): ReadonlyMap<string, number> {
  const standing = new Map<string, number>();
  for (const r of records) {
    if (r.t === 'draft') standing.set(r.draft.mutationId, Math.max(r.draft.revision, standing.get(r.draft.mutationId) ?? 0));
    if (r.t === 'draftDiscarded') standing.delete(r.mutationId);
    if (r.t === 'mutation') standing.delete(r.mutation.id);
  }
  return standing;
}
