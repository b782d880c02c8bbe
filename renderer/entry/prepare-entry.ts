import { v7 as uuidV7 } from 'uuid';
import type { Item } from '../../shared/domain/item';
import { emptyKeyed, keyedFrom } from '../../shared/forms/keying/keyed';
import { openEntry } from '../../shared/seals/entry-seal';
import { decodedPage } from '../source/decoded-pages';
import { keyRing } from '../store/key-ring';
import { planOf } from '../store/form-plans';
import { refusedBody, workOf } from '../store/queries';
import { languageNow } from '../ui/messages';
import type { EntryInProgress, KeyableWork } from './entry-state';
import { parkedOf } from './saving-state';

export type PreparedEntry =
  /** `isFresh`: nothing was keyed of it yet. */
  | Readonly<{ kind: 'ready'; work: KeyableWork; entry: EntryInProgress; isFresh: boolean }>
  /** The item is not this operator's any more, or its batch has not arrived. */
  | Readonly<{ kind: 'gone' }>
  /** Its form is not here or not readable by this version. */
  | Readonly<{ kind: 'formUnknown'; source: string }>;

/** Gets an item ready to be keyed: its form, what was keyed of it before, and the first page decoded ahead. */
export async function prepareEntry(operatorId: string, itemId: string): Promise<PreparedEntry> {
  const found = await workOf(operatorId, itemId);
  if (found === null) return { kind: 'gone' };
  const plan = planOf(found.item.formHash, found);
  if (plan === null) return { kind: 'formUnknown', source: found.item.source };
  const work = { ...found, plan };
  const [first] = work.item.pages;
  if (first !== undefined) void decodedPage(work.batch, first);
  const before = parkedOf(itemId)?.entry ?? (await draftedBefore(work)) ?? (await refusedBefore(work));
  return { kind: 'ready', work, entry: before ?? fresh(), isFresh: before === null };
}

function fresh(): EntryInProgress {
  return { mutationId: uuidV7(), keyed: emptyKeyed(languageNow()), effort: null, revision: 0 };
}

/** The latest draft that opens. */
async function draftedBefore({ drafts, plan }: KeyableWork): Promise<EntryInProgress | null> {
  for (const draft of drafts) {
    const entry = await openEntry(draft.body, draft, keyRing().deskKey);
    if (entry !== null) return { mutationId: draft.mutationId, keyed: keyedFrom(plan, entry, languageNow()), effort: entry.effort, revision: draft.revision };
  }
  return null;
}

/** What was refused of this item, to be keyed on under a new id. */
async function refusedBefore({ item, plan }: KeyableWork): Promise<EntryInProgress | null> {
  const refused = await refusedBody(item.assignedTo ?? '', item.id);
  const entry = refused && (await openEntry(refused.body, sealedForOf(refused, item), keyRing().deskKey));
  return entry && { mutationId: uuidV7(), keyed: keyedFrom(plan, entry, languageNow()), effort: entry.effort, revision: 0 };
}

function sealedForOf(refused: Readonly<{ mutationId: string; operatorId: string }>, item: Item): Parameters<typeof openEntry>[1] {
  return { mutationId: refused.mutationId, itemId: item.id, operatorId: refused.operatorId, formHash: item.formHash };
}
