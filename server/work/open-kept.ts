import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Shown } from '../../shared/domain/centre-mutation';
import type { OpenKeptRequest, OpenKeptResponse, Resealed } from '../../shared/protocol/open-kept';
import { openEntry, sealEntry } from '../../shared/seals/entry-seal';
import type { Centre } from '../centre';
import { nowUtc } from '../clock';
import { mayLead } from '../decide/may-lead';
import { done, failed, type Result } from '../result';
import type { DeskRow, StoredLedgerRow } from '../store/rows';
import { sealedForOf } from './check-entries';
import { submitOf } from './judged-entries';

type Parts = Pick<Centre, 'store' | 'clock' | 'keys' | 'mintId'>;

/** A shift and its overtime: whoever signed on longer ago signs on again before anything is shown to them. */
const SIGN_ON_HOLDS_MS = 16 * 60 * 60_000;

/**
 * Shows a lead a kept entry and the winner, sealed anew to their desk, and writes down that it did.
 *
 * That somebody signed on at this desk is taken from the centre's own record, not from what the desk says.
 */
export async function openKept(centre: Parts, desk: DeskRow, { operatorId, itemId, keptId }: OpenKeptRequest): Promise<Result<OpenKeptResponse>> {
  const refusal = await refusalOf(centre, desk, operatorId);
  if (refusal !== null) return refusal;
  const item = await centre.store.work.item(itemId);
  if (item === null || item.siteId !== desk.siteId) return failed('notFound', 'There is no such item at this site.');
  const winnerId = item.settledBy?.mutationId ?? null;
  const known = item.kept.includes(keptId) || winnerId === keptId;
  const rows = await centre.store.work.ledgerByMutation(desk.siteId, [keptId, ...(winnerId === null ? [] : [winnerId])]);
  const kept = known ? await resealed(centre, rows.get(keptId), desk) : null;
  if (kept === null) return failed('notFound', 'No such entry of this item is kept.');
  const winner = winnerId === null || winnerId === keptId ? null : await resealed(centre, rows.get(winnerId), desk);
  await noteShown(centre, desk, { itemId, mutationIds: [kept, winner].flatMap((each) => (each === null ? [] : [each.mutationId])), toOperatorId: operatorId });
  return done({ item, kept, winner });
}

async function refusalOf({ store, clock }: Parts, desk: DeskRow, operatorId: string): Promise<ReturnType<typeof failed> | null> {
  const lead = (await store.accounts.operators(desk.siteId)).find(({ id }) => id === operatorId);
  if (lead === undefined || !mayLead(lead, desk)) return failed('forbidden', 'Only a lead or a manager of this site may look at kept entries.');
  const lastUtc = await store.accounts.lastSignOn(desk.id, operatorId);
  if (lastUtc !== null && clock.nowMs() - Date.parse(lastUtc) < SIGN_ON_HOLDS_MS) return null;
  return failed('signOnNeeded', 'This lead has not signed on at this desk with the centre in reach, or too long ago.');
}

async function resealed({ keys }: Parts, row: StoredLedgerRow | undefined, desk: DeskRow): Promise<Resealed | null> {
  const submit = row === undefined ? null : submitOf(row);
  if (submit === null) return null;
  const { id: mutationId, operatorId, formHash } = submit;
  const entry = await openEntry(submit.body, sealedForOf(submit), keys.sealKey);
  return { mutationId, operatorId, formHash, sealed: entry === null ? null : await sealEntry(entry, sealedForOf(submit), [desk.sealKey]) };
}

/** Before the answer: what was shown is in the ledger, even when the answer is lost on its way. */
async function noteShown({ store, clock, mintId }: Parts, desk: DeskRow, what: Pick<Shown, 'itemId' | 'mutationIds' | 'toOperatorId'>): Promise<void> {
  const shown: Shown = { id: mintId(), kind: 'shown', deskId: desk.id, ...what };
  const raw = JSON.stringify(shown);
  const row = {
    mutationId: shown.id, streamId: null, seq: null, kind: shown.kind, itemId: shown.itemId, operatorId: shown.toOperatorId, deskId: desk.id,
    envelope: shown, hash: bytesToHex(sha256(utf8ToBytes(raw))), outcome: { kind: 'accepted' as const }, receivedAtUtc: nowUtc(clock), raw,
  };
  await store.work.atSite(desk.siteId, (tx) => tx.apply({ ledger: [row], places: [], stream: null, items: [], sessions: [], feed: [] }));
}
