import type { MemoryTables } from '../../server/store/memory/memory-tables';
import type { StoredLedgerRow } from '../../server/store/rows';
import type { Epoch } from '../../shared/domain/epoch';
import type { Outcome } from '../../shared/domain/outcome';
import { compareEpochsByRule } from './epoch-order';
import { Violation } from './violation';

type ItemStory = { minEpoch: Epoch; readonly holders: Map<string, string | null>; isDone: boolean };

/**
 * Whether the centre has decided by the design's rule 5, written here apart from the product's own: of entries of whoever held
 * the item under the epoch that they name, the first at or above `minEpoch` wins, and each other is kept.
 *
 * @param isHonest whether a sound page made a mutation and nothing spoilt it: what is said of others is not looked at.
 */
export function checkFirstEntryRule(tables: MemoryTables, isHonest: (mutationId: string) => boolean, wasRestored: boolean): void {
  const stories = new Map<string, ItemStory>();
  for (const row of tables.ledger) {
    const story = row.itemId === null ? undefined : stories.get(row.itemId);
    if (row.streamId === null) tell(stories, row);
    else if (story !== undefined) follow(story, row, isHonest, wasRestored);
  }
}

/** What the centre itself has done with an item. */
function tell(stories: Map<string, ItemStory>, { itemId, envelope }: StoredLedgerRow): void {
  if (itemId === null || envelope === null) return;
  if (envelope.kind === 'admit') stories.set(itemId, { minEpoch: { term: 1, seq: 1 }, holders: new Map(), isDone: false });
  const story = stories.get(itemId);
  if (envelope.kind === 'judged' && envelope.verdict === 'promote' && story !== undefined) story.isDone = true;
  if (envelope.kind !== 'assign' || story === undefined) return;
  story.holders.set(nameOf(envelope.epoch), envelope.toOperatorId);
  if (compareEpochsByRule(envelope.minEpoch, story.minEpoch) > 0) story.minEpoch = envelope.minEpoch;
}

function follow(story: ItemStory, row: StoredLedgerRow, isHonest: (mutationId: string) => boolean, wasRestored: boolean): void {
  const { outcome, mutationId } = row;
  if (row.kind === 'judge') return;
  const isDeciding = outcome.kind !== 'fork' && !(outcome.kind === 'refused' && outcome.reason === 'idReused');
  if (!isDeciding) return;
  const said = sayOf(outcome);
  const due = isHonest(mutationId) ? dueOutcomes(story, row, wasRestored) : [said];
  if (!due.includes(said)) throw new Violation('the first entry that counts wins', `${mutationId} is ${said}, and is due to be ${due.join(' or ')}`);
  if (outcome.kind === 'accepted') story.isDone = true;
}

/** Whoever was revoked when it arrived is told so instead: the ledger has no other record of that. */
function dueOutcomes(story: ItemStory, { envelope, operatorId }: StoredLedgerRow, wasRestored: boolean): readonly string[] {
  if (envelope?.kind !== 'submit') return [];
  const isBelow = compareEpochsByRule(envelope.epoch, story.minEpoch) < 0;
  const wasTheirs = story.holders.get(nameOf(envelope.epoch)) === operatorId;
  // A centre that was restored may have lost the assignment.
  if (!wasTheirs) return wasRestored ? ['refused (notAssigned)', 'kept (belowMinEpoch)', 'kept (revoked)'] : [];
  if (isBelow) return ['kept (belowMinEpoch)', 'kept (revoked)'];
  return [story.isDone ? 'kept (alreadyDone)' : 'accepted', 'kept (revoked)'];
}

function sayOf(outcome: Outcome): string {
  return 'reason' in outcome ? `${outcome.kind} (${outcome.reason})` : outcome.kind;
}

function nameOf({ term, seq }: Epoch): string {
  return `${term}.${seq}`;
}
