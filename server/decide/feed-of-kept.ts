import type { Judged } from '../../shared/domain/centre-mutation';
import type { Item } from '../../shared/domain/item';
import type { KeptEntry } from '../../shared/domain/kept-entry';
import type { JudgeEnvelope } from '../../shared/domain/mutations/judge';
import type { NotJudged } from '../../shared/domain/judge-kept';
import type { SubmitEnvelope } from '../../shared/domain/mutations/submit';
import type { Notice } from '../../shared/domain/notice';
import type { KeptReason } from '../../shared/domain/outcome';
import { FLOOR_SCOPE, queueScope } from '../../shared/protocol/pull';
import type { FeedChange, LedgerRow } from '../store/rows';

/** Puts an entry that was kept into the tray of its site's leads. */
export function feedOfKept(item: Item, entry: SubmitEnvelope, deskId: string, receivedAtUtc: string, reason: KeptReason): readonly FeedChange[] {
  return [trayRow(item, { envelope: entry, deskId, receivedAtUtc }, reason, null)];
}

/** What a verdict changes: the entry's row in the tray, that of the winner it replaced, and a word to whose entries they are. */
export function feedOfJudged(after: Item, { judged, kept }: Readonly<{ judged: Judged; kept: LedgerRow }>, winner: LedgerRow | null, atUtc: string): readonly FeedChange[] {
  const { operatorId: byOperatorId } = judged.byLead;
  const replaced = judged.verdict === 'promote' ? winner : null;
  return [
    ...tell(after, kept, { verdict: judged.verdict, byOperatorId, atUtc }),
    ...(replaced === null ? [] : tell(after, replaced, { verdict: 'replaced', byOperatorId, atUtc })),
  ];
}

/** Tells a lead that their verdict on a kept entry was not carried out, and why. */
export function feedOfNotJudged(judge: JudgeEnvelope, source: string | null, reason: NotJudged, receivedAtUtc: string): readonly FeedChange[] {
  const { id, operatorId, itemId, keptId, verdict } = judge;
  return [noticeOf({ mutationId: id, operatorId, itemId, source, receivedAtUtc, body: null, outcome: { kind: 'notJudged', keptId, verdict, reason } })];
}

type Told = Readonly<{ verdict: 'promote' | 'secondKey' | 'close' | 'replaced'; byOperatorId: string; atUtc: string }>;

function tell(item: Item, row: LedgerRow, decided: Told): readonly FeedChange[] {
  const { envelope, deskId, receivedAtUtc, outcome } = row;
  if (envelope?.kind !== 'submit' || deskId === null) throw new Error(`${row.mutationId} is no entry`);
  const reason = outcome.kind === 'kept' ? outcome.reason : 'replaced';
  const { verdict, byOperatorId } = decided;
  return [
    trayRow(item, { envelope, deskId, receivedAtUtc }, reason, decided),
    noticeOf({
      mutationId: envelope.id, operatorId: envelope.operatorId, itemId: item.id, source: item.source, receivedAtUtc: decided.atUtc, body: null,
      outcome: { kind: 'judged', verdict, byOperatorId },
    }),
  ];
}

function trayRow(
  { batchId, source }: Item,
  { envelope, deskId, receivedAtUtc }: Readonly<{ envelope: SubmitEnvelope; deskId: string; receivedAtUtc: string }>,
  reason: KeptEntry['reason'],
  decided: KeptEntry['decided'],
): FeedChange {
  const { id, itemId, formHash, operatorId, epoch, capturedAt, rejectedFor } = envelope;
  const row: KeptEntry = {
    id, itemId, batchId, source, formHash, operatorId, deskId, epoch, capturedAt, receivedAtUtc, reason, decided,
    ...(rejectedFor === undefined ? {} : { rejectedFor }),
  };
  return { scope: FLOOR_SCOPE, key: id, kind: 'keptEntry', row };
}

function noticeOf(row: Notice): FeedChange {
  return { scope: queueScope(row.operatorId), key: row.mutationId, kind: 'notice', row };
}
