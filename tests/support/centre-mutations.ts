import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { v7 } from 'uuid';
import type { CentreMutation } from '../../shared/domain/centre-mutation';
import type { Epoch } from '../../shared/domain/epoch';
import type { Item } from '../../shared/domain/item';
import { mutationHash, type Mutation } from '../../shared/domain/mutation';
import type { MoveEnvelope } from '../../shared/domain/mutations/move';
import type { SubmitMutation } from '../../shared/domain/mutations/submit';
import { decideCentreMutations } from '../../server/decide/decide-centre-mutations';
import type { EntryCheck } from '../../server/decide/decide-submit';
import type { PushDecision } from '../../server/decide/decide-push';
import { readMutation, type RawMutation } from '../../server/decide/read-mutation';
import type { DeskRow } from '../../server/store/rows';
import type { Store } from '../../server/store/store';
import { judgedIdsOf } from '../../server/work/judged-entries';
import { storePush } from '../../server/work/store-push';

export const RECEIVED_AT_UTC = '2026-11-21T08:00:00.000Z';
export const FORM_HASH = bytesToHex(sha256(utf8ToBytes('form')));
const BOOT_ID = '0b5ff2a4-6c1c-4a52-9d3b-6a2b8a4f4b11';

/** A submit whose body is no real seal: for tests below the sealing. */
export function bareSubmit(item: Item, operatorId: string, seq: number, changed: Partial<SubmitMutation> = {}): SubmitMutation {
  const content = {
    id: v7(), v: 1, kind: 'submit' as const, operatorId, itemId: item.id, epoch: item.epoch, pass: 'key' as const,
    formHash: item.formHash, capturedAt: { wallUtc: RECEIVED_AT_UTC, monotonicMs: 1, bootId: BOOT_ID }, body: 'sealed', ...changed,
  };
  return { ...content, seq, hash: changed.hash ?? mutationHash(content) };
}

/** A lead's move of these items, each from where it stands. */
export function moveOf(items: readonly Item[], leadId: string, toOperatorId: string | null, seq: number, changed: Partial<MoveEnvelope> = {}): Extract<Mutation, { kind: 'move' }> {
  const content = {
    id: v7(), v: 1, kind: 'move' as const, operatorId: leadId, gestureId: v7(), toOperatorId, hard: false, reason: 'deadline' as const,
    items: items.map((item) => ({ itemId: item.id, fromOperatorId: item.assignedTo, epoch: item.epoch })),
    capturedAt: { wallUtc: RECEIVED_AT_UTC, monotonicMs: 1, bootId: BOOT_ID }, ...changed,
  };
  return { ...content, seq, hash: changed.hash ?? mutationHash(content) };
}

type Sent = Readonly<{ desk: DeskRow; streamId: string; mutations: readonly RawMutation[]; entryCheck?: EntryCheck; receivedAtUtc?: string }>;

/** Pushes through a store as the route does, with every entry checked to the same end. */
export async function pushTo(
  store: Store,
  { desk, streamId, mutations, entryCheck = 'fits', receivedAtUtc = RECEIVED_AT_UTC }: Sent,
): Promise<Pick<PushDecision, 'outcomes'>> {
  const read = mutations.map(readMutation);
  const judged = await store.work.ledgerByMutation(desk.siteId, judgedIdsOf(read));
  const entryChecks = new Map([...read.map((each) => each.id), ...judged.keys()].map((id) => [id, entryCheck]));
  return { outcomes: await storePush(store.work, desk, { streamId, mutations: read, entryChecks, receivedAtUtc }) };
}

/** Gives an item to an operator by the centre's own mutation, as a lead's move would. */
export async function assignIn(store: Store, item: Item, toOperatorId: string, epoch: Epoch, minEpoch: Epoch): Promise<Item> {
  const assign: CentreMutation = { id: v7(), kind: 'assign', itemId: item.id, toOperatorId, epoch, minEpoch };
  return store.work.atSite(item.siteId, async (tx) => {
    const change = decideCentreMutations([assign], await tx.items([item.id]), RECEIVED_AT_UTC);
    await tx.apply(change);
    const [moved] = change.items;
    if (moved === undefined) throw new Error('the assignment changed nothing');
    return moved;
  });
}
