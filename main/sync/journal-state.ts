import type { Draft, JournalRecord } from '../../shared/domain/journal-record';
import type { Mutation } from '../../shared/domain/mutation';

type Placed = Readonly<{ mutation: Mutation; streamId: string; index: number }>;
type LiveDraft = Readonly<{ draft: Draft; index: number }>;

/** What a journal's records come to: its stream, and the mutations and drafts that are live. Touches no disk. */
export class JournalState {
  streamId: string | null = null;
  lastSeq = 0;
  private readonly settledOf = new Map<string, Readonly<{ foldedUpTo: number; freeUpTo: number }>>();
  private readonly mutations = new Map<string, Placed>();
  private readonly drafts = new Map<string, LiveDraft>();
  private firstUnread = Number.POSITIVE_INFINITY;
  private unread = 0;

  /** The current stream, and earlier ones of which something is still held. */
  get heldStreamIds(): readonly string[] {
    const held = new Set([...this.mutations.values()].map((p) => p.streamId));
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

  /** What is unsettled in other streams than this one, as records that count on in it. */
  copiesFor(streamId: string, lastSeq: number): readonly JournalRecord[] {
    const strays = this.unsettled().filter((p) => p.streamId !== streamId);
    return strays.map(({ mutation }, i) => ({ t: 'mutation', streamId, mutation: { ...mutation, seq: lastSeq + 1 + i } }));
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

}

function unreachable(value: never): never {
  throw new Error(`unknown journal record ${JSON.stringify(value)}`);
}
