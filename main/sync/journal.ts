import { formForCentre } from '../../shared/domain/form-for-centre';
import { mutationHash, type Mutation, type MutationDraft, type UnplacedMutation } from '../../shared/domain/mutation';
import { MUTATION_VERSION } from '../../shared/domain/mutations/signed';
import { journalRecordSchema, type Draft, type JournalRecord } from '../../shared/domain/journal-record';
import type { CapturedAt } from '../../shared/domain/primitives';
import { parseJson } from '../../shared/protocol/parse-json';
import { OLDEST_PROTOCOL_VERSION } from '../../shared/protocol/version';
import type { SegmentedLog } from '../log/segmented-log';
import { JournalState } from './journal-state';

/** Compacting is worth a few copied drafts only when the journal has grown past this. */
const COMPACT_ABOVE_BYTES = 4 * 1024 * 1024;

/** What a change fails with whose id stands for something else already: nothing was saved. */
export class JournalConflict extends Error {
  readonly kind = 'conflict';
}

/** The journal: what was done here and is not settled yet (design, rules 1 and 3). */
export class Journal {
  private readonly state = new JournalState();
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
    if (journal.state.streamId === null || journal.state.hasHole) await journal.moveToNewStream();
    else await journal.takeInStrays();
    return journal;
  }

  /** The stream that new mutations go to. */
  get currentStreamId(): string {
    if (this.state.streamId === null) throw new Error('the journal has no stream yet');
    return this.state.streamId;
  }

  /** The streams that a pull must answer for: the current one, and earlier ones of which something is still held. */
  get streamIds(): readonly string[] {
    return this.state.heldStreamIds;
  }

  /** Mutations that no pull has yet said to be in the centre's rows. */
  get unsettledCount(): number {
    return this.state.unsettled().length;
  }

  /** Of these, work: that somebody has begun, paused or asked for more is not what they wait for. */
  get unsettledWorkCount(): number {
    return this.state.unsettled().filter(({ mutation }) => isWork(mutation.kind)).length;
  }

  /** Of these, such as wait for a centre that knows their kind. */
  get waitingCount(): number {
    return this.state.waiting.length;
  }

  /** Records of a kind that this version does not know: kept as they are for the one that wrote them. */
  get unreadRecords(): number {
    return this.state.unreadRecords;
  }

  /** The stream's mutations above `seq`, in order. */
  above(seq: number): readonly Mutation[] {
    return this.state.above(seq);
  }

  /** Up to where the stream is in the centre's rows, as far as a pull has said so. */
  foldedUpTo(streamId: string): number {
    return this.state.foldedUpTo(streamId);
  }

  /** Whether this id has been appended, as a mutation. */
  holds(mutationId: string): boolean {
    return this.state.mutationOf(mutationId) !== undefined;
  }

  /**
   * Appends a mutation and answers once it is durable. The same again gives the first answer and appends nothing; another
   * content under the same id is a `JournalConflict`: it must not count as saved.
   *
   * Commits follow each other: a `seq` is given out only when the one before it is on disk, so a failed append leaves
   * no gap. Rejects with `DiskFailure`; nothing is saved then.
   */
  commit(draft: MutationDraft): Promise<Readonly<{ streamId: string; seq: number }>> {
    return this.inTurn(() => this.commitNow(draft));
  }

  /** Appends a draft and answers once it is durable. One older than what stands is passed over; one of a committed id is a `JournalConflict`. */
  saveDraft(draft: Draft): Promise<void> {
    return this.inTurn(async () => {
      if (this.holds(draft.mutationId)) throw new JournalConflict(`${draft.mutationId} is committed already`);
      if (this.state.revisionOf(draft.mutationId) >= draft.revision) return;
      await this.write([{ t: 'draft', draft }]);
    });
  }

  /** The highest revision of a draft that stands; 0 for none. */
  draftRevision(mutationId: string): number {
    return this.state.revisionOf(mutationId);
  }

  discardDraft(mutationId: string): Promise<void> {
    return this.inTurn(async () => {
      if (this.state.revisionOf(mutationId) > 0) await this.write([{ t: 'draftDiscarded', mutationId }]);
    });
  }

  /** A pull said so. Answers for a stream of which nothing is held are passed over. */
  settle(streamId: string, foldedUpTo: number, freeUpTo: number): Promise<void> {
    return this.inTurn(async () => {
      if (!this.streamIds.includes(streamId) || !this.state.isNews(streamId, foldedUpTo, freeUpTo)) return;
      await this.write([{ t: 'settled', streamId, foldedUpTo, freeUpTo }]);
      await this.takeInStrays();
      await this.compact();
    });
  }

  /** The centre is another one, or was restored: of what is held here nothing counts as settled until it says so again. */
  unsettle(): Promise<void> {
    return this.inTurn(async () => {
      await this.write(this.state.unsettling());
      await this.takeInStrays();
    });
  }

  /**
   * Makes ready what is to be sent to a centre of this protocol version: restates what it takes in an older form only, and
   * sets apart what it does not know. Durable before anything is sent, so that an id never goes out with two contents. What
   * was answered in the stream, up to `answeredUpTo`, has been sent as it stands.
   */
  suit(version: number, answeredUpTo: number): Promise<void> {
    return this.inTurn(async () => {
      this.state.centreVersion = version;
      await this.write(this.state.restated(answeredUpTo));
      await this.write(this.state.parted(this.newStreamId));
      await this.takeInStrays();
    });
  }

  /** After a fork or a loss: unsettled mutations go to a new stream in their order, ids kept. All of it is saved, or nothing. */
  moveToNewStream(): Promise<void> {
    return this.inTurn(() => {
      const streamId = this.newStreamId();
      return this.write([{ t: 'stream', streamId }, ...this.state.copiesFor(streamId, 0)]);
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
    return this.write(this.state.copiesFor(this.currentStreamId, this.state.lastSeq));
  }

  private async commitNow(draft: MutationDraft): Promise<Readonly<{ streamId: string; seq: number }>> {
    const known = this.state.mutationOf(draft.id);
    if (known !== undefined) {
      if (!saysTheSame(known.mutation, draft)) throw new JournalConflict(`${draft.id} was committed with another content`);
      return { streamId: known.streamId, seq: known.mutation.seq };
    }
    const mutation = placed({ ...draft, v: MUTATION_VERSION, capturedAt: this.capturedAt() }, this.state.lastSeq + 1);
    await this.write([{ t: 'mutation', streamId: this.currentStreamId, mutation }]);
    return { streamId: this.currentStreamId, seq: mutation.seq };
  }

  /** Appends records as one, and takes them for done once they are durable. */
  private async write(records: readonly JournalRecord[]): Promise<void> {
    if (records.length === 0) return;
    const first = await this.log.append(records.map((r) => JSON.stringify(r)));
    for (const [i, record] of records.entries()) this.state.apply(record, first + i);
  }

  private async replay(): Promise<void> {
    for (let from = this.log.firstIndex; from < this.log.nextIndex; ) {
      const records = await this.log.read(from, COMPACT_ABOVE_BYTES);
      for (const { index, text } of records) {
        const record = journalRecordSchema.safeParse(parseJson(text));
        if (record.success) this.state.apply(record.data, index);
        else this.state.passOver(index);
      }
      from = (records.at(-1)?.index ?? this.log.nextIndex) + 1;
    }
  }

  /** Copies what is live out of the oldest segments forward, then deletes those segments whole. */
  private async compact(): Promise<void> {
    if (this.log.sizeBytes < this.compactAboveBytes) return;
    const { boundary, records } = this.state.forward(this.log.nextIndex);
    await this.write(records);
    await this.log.dropBefore(boundary);
  }
}

function isWork(kind: Mutation['kind']): boolean {
  switch (kind) {
    case 'submit':
    case 'move':
    case 'judge':
      return true;
    case 'session':
    case 'ask':
      return false;
    default:
      return kind satisfies never;
  }
}

function placed(said: UnplacedMutation, seq: number): Mutation {
  return { ...said, seq, hash: mutationHash(said) };
}

/** Whether a mutation is what the draft would become, perhaps restated for an older centre; when it was captured is the journal's own. */
function saysTheSame(mutation: Mutation, draft: MutationDraft): boolean {
  const { v, capturedAt, seq } = mutation;
  const said = placed({ ...draft, v, capturedAt }, seq);
  return said.hash === mutation.hash || formForCentre(said, OLDEST_PROTOCOL_VERSION)?.hash === mutation.hash;
}
