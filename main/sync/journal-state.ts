import type { Draft, JournalRecord } from '../../shared/domain/journal-record';
import { formForCentre } from '../../shared/domain/form-for-centre';
import type { Mutation } from '../../shared/domain/mutation';
import { PROTOCOL_VERSION } from '../../shared/protocol/version';

type Placed = Readonly<{ mutation: Mutation; streamId: string; index: number }>;
/** Where a mutation stands whose place was taken by another one. */
const NO_STREAM = '';

type LiveDraft = Readonly<{ draft: Draft; index: number }>;

/** What a journal's records come to: its stream, and the mutations and drafts that are live. Touches no disk. */
export class JournalState {
  streamId: string | null = null;
  lastSeq = 0;
  /** What the centre knows; what it does not is left where it is. */
  centreVersion = PROTOCOL_VERSION;
  private readonly settledOf = new Map<string, Readonly<{ foldedUpTo: number; freeUpTo: number }>>();
  private readonly mutations = new Map<string, Placed>();
  /** The mutation that was written last at each place; what has left the place or the journal may still be named. */
  private readonly idAt = new Map<string, string>();
  private readonly drafts = new Map<string, LiveDraft>();
  private firstUnread = Number.POSITIVE_INFINITY;
  private unread = 0;

  /** The current stream, and earlier ones of which something is still held. */
  get heldStreamIds(): readonly string[] {
    const held = new Set([...this.mutations.values()].map((p) => p.streamId));
    held.delete(NO_STREAM);
    if (this.streamId === null) return [...held];
    held.delete(this.streamId);
    return [this.streamId, ...held];
  }

  get unreadRecords(): number {
    return this.unread;
  }

  /** Drafts that stand. */
  get draftCount(): number {
    return this.drafts.size;
  }

  mutationOf(id: string): Placed | undefined {
    return this.mutations.get(id);
  }

  /** The revision of the draft that stands; 0 when there is none. */
  revisionOf(mutationId: string): number {
    return this.drafts.get(mutationId)?.draft.revision ?? 0;
  }

  /** The stream's mutations above `seq`, in order. */
  above(seq: number): readonly Mutation[] {
    const ours = [...this.mutations.values()].filter((p) => p.streamId === this.streamId && p.mutation.seq > seq);
    return ours.map((p) => p.mutation).toSorted((a, b) => a.seq - b.seq);
  }

  unsettled(): readonly Placed[] {
    return [...this.mutations.values()].filter((p) => p.mutation.seq > this.foldedUpTo(p.streamId));
  }

  /** Whether a record of the stream is lost. */
  get hasHole(): boolean {
    const folded = this.streamId === null ? 0 : this.foldedUpTo(this.streamId);
    return this.above(folded).some((m, i) => m.seq !== folded + 1 + i);
  }

  foldedUpTo(streamId: string): number {
    return this.settledOf.get(streamId)?.foldedUpTo ?? 0;
  }

  isNews(streamId: string, foldedUpTo: number, freeUpTo: number): boolean {
    const known = this.settledOf.get(streamId);
    return known?.foldedUpTo !== foldedUpTo || known.freeUpTo !== freeUpTo;
  }

  /** What is unsettled in other streams than this one and known to the centre, in its form, as records that count on in it. */
  copiesFor(streamId: string, lastSeq: number): readonly JournalRecord[] {
    const strays = this.unsettled().filter((p) => p.streamId !== streamId);
    return copies(strays.flatMap(({ mutation }) => formForCentre(mutation, this.centreVersion) ?? []), streamId, lastSeq);
  }

  /** Unsettled mutations of kinds that the centre does not know. */
  get waiting(): readonly Placed[] {
    return this.unsettled().filter(({ mutation }) => formForCentre(mutation, this.centreVersion) === null);
  }

  /** Unsettled mutations of the stream above `seq` that the centre takes in another form only, restated where they stand. */
  restated(above: number): readonly JournalRecord[] {
    const { streamId } = this;
    if (streamId === null) return [];
    return this.above(Math.max(above, this.foldedUpTo(streamId))).flatMap((mutation): readonly JournalRecord[] => {
      const form = formForCentre(mutation, this.centreVersion);
      return form === null || form === mutation ? [] : [{ t: 'mutation', streamId, mutation: form }];
    });
  }

  /**
   * Leaves to the present stream what waits, with what waits in earlier ones, and goes on in a new stream with the rest: a stream
   * has no gaps, so what waits in it would hold up what stands behind it.
   */
  parted(newStreamId: () => string): readonly JournalRecord[] {
    const { streamId, lastSeq } = this;
    if (streamId === null || this.waiting.every((p) => p.streamId !== streamId)) return [];
    const next = newStreamId();
    const strays = this.waiting.filter((p) => p.streamId !== streamId).map(({ mutation }) => mutation);
    return [...copies(strays, streamId, lastSeq), { t: 'stream', streamId: next }, ...this.copiesFor(next, 0)];
  }

  /** Takes back what pulls have said of mutations that are still held: what was freed stays with the centre. */
  unsettling(): readonly JournalRecord[] {
    const told = this.heldStreamIds.flatMap((streamId) => {
      const { foldedUpTo, freeUpTo } = this.settledOf.get(streamId) ?? { foldedUpTo: 0, freeUpTo: 0 };
      return foldedUpTo > freeUpTo ? [{ streamId, freeUpTo }] : [];
    });
    return told.map(({ streamId, freeUpTo }) => ({ t: 'settled', streamId, foldedUpTo: freeUpTo, freeUpTo }));
  }

  /** All before `boundary` may go once these records stand: they say again what is live there. */
  forward(nextIndex: number): Readonly<{ boundary: number; records: readonly JournalRecord[] }> {
    // What cannot be read may be live: nothing from there on goes.
    const least = Math.min(nextIndex, this.firstUnread);
    const boundary = [...this.mutations.values()].reduce((lowest, { index }) => Math.min(lowest, index), least);
    const { streamId } = this;
    const settled = streamId === null ? undefined : this.settledOf.get(streamId);
    const drafts = [...this.drafts.values()].filter(({ index }) => index < boundary);
    return {
      boundary,
      records: [
        ...(streamId === null ? [] : [{ t: 'stream', streamId } as const]),
        ...(streamId === null || settled === undefined ? [] : [{ t: 'settled', streamId, ...settled } as const]),
        ...drafts.map(({ draft }) => ({ t: 'draft', draft }) as const),
      ],
    };
  }

  /** Notes a record that this version cannot read. */
  passOver(index: number): void {
    this.firstUnread = Math.min(this.firstUnread, index);
    this.unread += 1;
  }

  apply(record: JournalRecord, index: number): void {
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
        this.displace(record);
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

  /**
   * An older desk that could not read a mutation has given its place to one of its own: what the centre says of the place
   * is of that one, and the first is sent again.
   */
  private displace({ streamId, mutation: { id, seq } }: Extract<JournalRecord, { t: 'mutation' }>): void {
    const place = placeOf(streamId, seq);
    const overlooked = this.mutations.get(this.idAt.get(place) ?? id);
    this.idAt.set(place, id);
    if (overlooked === undefined || overlooked.mutation.id === id || placeOf(overlooked.streamId, overlooked.mutation.seq) !== place) return;
    this.mutations.set(overlooked.mutation.id, { ...overlooked, streamId: NO_STREAM });
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
      if (placed.streamId !== streamId || placed.mutation.seq > freeUpTo) continue;
      this.mutations.delete(id);
      this.idAt.delete(placeOf(streamId, placed.mutation.seq));
    }
  }
}

function placeOf(streamId: string, seq: number): string {
  return `${streamId} ${seq}`;
}

function copies(mutations: readonly Mutation[], streamId: string, lastSeq: number): readonly JournalRecord[] {
  return mutations.map((mutation, i) => ({ t: 'mutation', streamId, mutation: { ...mutation, seq: lastSeq + 1 + i } }));
}

function unreachable(value: never): never {
  throw new Error(`unknown journal record ${JSON.stringify(value)}`);
}
