import { MUTATION_VERSION, mutationHash, type Mutation, type MutationDraft } from '../../shared/domain/mutation';
import { journalRecordSchema, type Draft, type JournalRecord } from '../../shared/domain/journal-record';
import type { CapturedAt } from '../../shared/domain/primitives';
import type { SegmentedLog } from '../log/segmented-log';

type Placed = Readonly<{ mutation: Mutation; streamId: string; index: number }>;
type LiveDraft = Readonly<{ draft: Draft; index: number }>;

/** Compacting is worth a few copied drafts only when the journal has grown past this. */
const COMPACT_ABOVE_BYTES = 4 * 1024 * 1024;

/** The journal: what was done here and is not settled yet (design, rules 1 and 3). */
export class Journal {
  private streamId: string | null = null;
  private lastSeq = 0;
  private readonly settledOf = new Map<string, Readonly<{ foldedUpTo: number; freeUpTo: number }>>();
  private readonly mutations = new Map<string, Placed>();
  private readonly drafts = new Map<string, LiveDraft>();
  private turns: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly log: SegmentedLog,
    private readonly newStreamId: () => string,
    private readonly capturedAt: () => CapturedAt,
    private readonly compactAboveBytes: number,
  ) {}

  /** Reads the journal back; starts its stream when it has none, and another one when a record of the stream is lost. */
  static async open(
    log: SegmentedLog,
    newStreamId: () => string,
    capturedAt: () => CapturedAt,
    compactAboveBytes: number = COMPACT_ABOVE_BYTES,
  ): Promise<Journal> {
    const journal = new Journal(log, newStreamId, capturedAt, compactAboveBytes);
    await journal.replay();
    if (journal.streamId === null || journal.hasHole()) await journal.moveToNewStream();
    else await journal.takeInStrays();
    return journal;
  }

  /** The stream that new mutations go to. */
  get currentStreamId(): string {
    if (this.streamId === null) throw new Error('the journal has no stream yet');
    return this.streamId;
  }

  /** The streams that a pull must answer for: the current one, and earlier ones of which something is still held. */
  get streamIds(): readonly string[] {
    const held = new Set([...this.mutations.values()].map((p) => p.streamId));
    held.delete(this.currentStreamId);
    return [this.currentStreamId, ...held];
  }

  /** Mutations that no pull has yet said to be in the centre's rows. */
  get unsettledCount(): number {
    return this.unsettled().length;
  }

  /** The stream's mutations above `seq`, in order. */
  above(seq: number): readonly Mutation[] {
    return this.ofStream().filter((m) => m.seq > seq);
  }

  /** Whether this id has been appended, as a mutation. */
  holds(mutationId: string): boolean {
    return this.mutations.has(mutationId);
  }

  /**
   * Appends a mutation and answers once it is durable. The same id again gives the first answer and appends nothing.
   *
   * Commits follow each other: a `seq` is given out only when the one before it is on disk, so a failed append leaves
   * no gap. Rejects with `DiskFailure`; nothing is saved then.
   */
  commit(draft: MutationDraft): Promise<Readonly<{ streamId: string; seq: number }>> {
    return this.inTurn(() => this.commitNow(draft));
  }

  /** Appends a draft and answers once it is durable; one that is older than what stands, or of a committed id, is passed over. */
  saveDraft(draft: Draft): Promise<void> {
    return this.inTurn(async () => {
      if (this.mutations.has(draft.mutationId)) return;
      const standing = this.drafts.get(draft.mutationId);
      if (standing !== undefined && standing.draft.revision >= draft.revision) return;
      await this.write([{ t: 'draft', draft }]);
    });
  }

  /** The highest revision of a draft that stands; 0 for none. */
  draftRevision(mutationId: string): number {
    return this.drafts.get(mutationId)?.draft.revision ?? 0;
  }

  discardDraft(mutationId: string): Promise<void> {
    return this.inTurn(async () => {
      if (this.drafts.has(mutationId)) await this.write([{ t: 'draftDiscarded', mutationId }]);
    });
  }

  /** A pull said so. Answers for a stream of which nothing is held are passed over. */
  settle(streamId: string, foldedUpTo: number, freeUpTo: number): Promise<void> {
    return this.inTurn(async () => {
      if (!this.streamIds.includes(streamId) || !this.isNews(streamId, foldedUpTo, freeUpTo)) return;
      await this.write([{ t: 'settled', streamId, foldedUpTo, freeUpTo }]);
      await this.takeInStrays();
      await this.compact();
    });
  }

  /** After a fork or a loss: unsettled mutations go to a new stream in their order, ids kept. All of it is saved, or nothing. */
  moveToNewStream(): Promise<void> {
    return this.inTurn(() => {
      const streamId = this.newStreamId();
      return this.write([{ t: 'stream', streamId }, ...this.copiesFor(streamId, 0)]);
    });
  }

  /** One change after the other, so that what is written fits what was known when it was decided. */
  private inTurn<T>(change: () => Promise<T>): Promise<T> {
    const result = this.turns.then(change);
    this.turns = result.catch(() => undefined);
    return result;
  }

  /** Appends to the current stream what is unsettled in earlier ones: what a crash left, or a restored centre lost. */
  private takeInStrays(): Promise<void> {
    return this.write(this.copiesFor(this.currentStreamId, this.lastSeq));
  }

  private copiesFor(streamId: string, lastSeq: number): readonly JournalRecord[] {
    const strays = this.unsettled().filter((p) => p.streamId !== streamId);
    return strays.map(({ mutation }, i) => ({ t: 'mutation', streamId, mutation: { ...mutation, seq: lastSeq + 1 + i } }));
  }

  private async commitNow(draft: MutationDraft): Promise<Readonly<{ streamId: string; seq: number }>> {
    const known = this.mutations.get(draft.id);
    if (known !== undefined) return { streamId: known.streamId, seq: known.mutation.seq };
    const said = { ...draft, v: MUTATION_VERSION, capturedAt: this.capturedAt() };
    const mutation: Mutation = { ...said, seq: this.lastSeq + 1, hash: mutationHash(said) };
    await this.write([{ t: 'mutation', streamId: this.currentStreamId, mutation }]);
    return { streamId: this.currentStreamId, seq: mutation.seq };
  }

  /** Appends records as one, and takes them for done once they are durable. */
  private async write(records: readonly JournalRecord[]): Promise<void> {
    if (records.length === 0) return;
    const first = await this.log.append(records.map((r) => JSON.stringify(r)));
    for (const [i, record] of records.entries()) this.apply(record, first + i);
  }

  private async replay(): Promise<void> {
    for (let from = this.log.firstIndex; from < this.log.nextIndex; ) {
      const records = await this.log.read(from, COMPACT_ABOVE_BYTES);
      for (const { index, text } of records) {
        const record = journalRecordSchema.safeParse(JSON.parse(text));
        if (record.success) this.apply(record.data, index);
      }
      from = (records.at(-1)?.index ?? this.log.nextIndex) + 1;
    }
  }

  private apply(record: JournalRecord, index: number): void {
    switch (record.t) {
      case 'stream':
        this.enterStream(record.streamId);
        return;
      case 'draft':
        this.applyDraft(record.draft, index);
        return;
      case 'draftDiscarded':
        this.drafts.delete(record.mutationId);
        return;
      case 'mutation':
        // Its stream's own record may be damaged, or dropped with what was freed.
        this.enterStream(record.streamId);
        this.mutations.set(record.mutation.id, { mutation: record.mutation, streamId: record.streamId, index });
        this.drafts.delete(record.mutation.id);
        this.lastSeq = Math.max(this.lastSeq, record.mutation.seq);
        return;
      case 'settled':
        this.applySettled(record);
        return;
      default:
        unreachable(record);
    }
  }

  private enterStream(streamId: string): void {
    if (streamId === this.streamId) return;
    this.streamId = streamId;
    this.lastSeq = 0;
  }

  /** A copy made by compacting may stand behind a newer draft: the revision decides. */
  private applyDraft(draft: Draft, index: number): void {
    const standing = this.drafts.get(draft.mutationId);
    if (this.mutations.has(draft.mutationId) || (standing?.draft.revision ?? 0) > draft.revision) return;
    this.drafts.set(draft.mutationId, { draft, index });
  }

  private applySettled({ streamId, foldedUpTo, freeUpTo }: Extract<JournalRecord, { t: 'settled' }>): void {
    this.settledOf.set(streamId, { foldedUpTo, freeUpTo });
    if (streamId === this.streamId) this.lastSeq = Math.max(this.lastSeq, foldedUpTo);
    for (const [id, placed] of this.mutations) {
      if (placed.streamId === streamId && placed.mutation.seq <= freeUpTo) this.mutations.delete(id);
    }
  }

  private isNews(streamId: string, foldedUpTo: number, freeUpTo: number): boolean {
    const known = this.settledOf.get(streamId);
    return known?.foldedUpTo !== foldedUpTo || known.freeUpTo !== freeUpTo;
  }

  private foldedUpTo(streamId: string): number {
    return this.settledOf.get(streamId)?.foldedUpTo ?? 0;
  }

  private unsettled(): readonly Placed[] {
    return [...this.mutations.values()].filter((p) => p.mutation.seq > this.foldedUpTo(p.streamId));
  }

  private ofStream(): Mutation[] {
    return [...this.mutations.values()]
      .filter((p) => p.streamId === this.streamId)
      .map((p) => p.mutation)
      .toSorted((a, b) => a.seq - b.seq);
  }

  private hasHole(): boolean {
    const folded = this.foldedUpTo(this.currentStreamId);
    return this.above(folded).some((m, i) => m.seq !== folded + 1 + i);
  }

  /** Copies what is live out of the oldest segments forward, then deletes those segments whole. */
  private async compact(): Promise<void> {
    if (this.log.sizeBytes < this.compactAboveBytes) return;
    const streamId = this.currentStreamId;
    const boundary = [...this.mutations.values()].reduce((least, { index }) => Math.min(least, index), this.log.nextIndex);
    const settled = this.settledOf.get(streamId);
    const drafts = [...this.drafts.values()].filter(({ index }) => index < boundary);
    await this.write([
      { t: 'stream', streamId },
      ...(settled === undefined ? [] : [{ t: 'settled', streamId, ...settled } as const]),
      ...drafts.map(({ draft }) => ({ t: 'draft', draft }) as const),
    ]);
    await this.log.dropBefore(boundary);
  }
}

function unreachable(value: never): never {
  throw new Error(`unknown journal record ${JSON.stringify(value)}`);
}
