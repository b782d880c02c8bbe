import { v7 as uuidV7 } from 'uuid';
import type { Entry } from '../../shared/domain/entry';
import type { Item } from '../../shared/domain/item';
import { openEntry } from '../../shared/seals/entry-seal';
import { decodedPage } from '../source/decoded-pages';
import { keyRing } from '../store/key-ring';
import { refusedBody, workOf } from '../store/queries';
import { parkedOf } from './saving-state';
import type { Keyed, KeyableWork } from './entry-state';

export type PreparedEntry =
  | Readonly<{ kind: 'ready'; work: KeyableWork; keyed: Keyed }>
  /** The item is not this operator's any more, or its batch has not arrived. */
  | Readonly<{ kind: 'gone' }>
  /** Its form is not here or not readable by this version. */
  | Readonly<{ kind: 'formUnknown'; source: string }>;

/** Gets an item ready to be keyed: its form, what was keyed of it before, and the first page decoded ahead. */
export async function prepareEntry(operatorId: string, itemId: string): Promise<PreparedEntry> {
  const work = await workOf(operatorId, itemId);
  if (work === null) return { kind: 'gone' };
  const { form } = work;
  if (form === null) return { kind: 'formUnknown', source: work.item.source };
  const [first] = work.item.pages;
  if (first !== undefined) void decodedPage(work.batch, first);
  return { kind: 'ready', work: { ...work, form }, keyed: parkedOf(itemId)?.keyed ?? (await keyedBefore({ ...work, form })) };
}

/** The latest draft that opens, else what was refused of this item, to be keyed on under a new id, else nothing. */
async function keyedBefore({ item, drafts }: KeyableWork): Promise<Keyed> {
  for (const draft of drafts) {
    const entry = await openEntry(draft.body, draft, keyRing().deskKey);
    if (entry !== null) return { mutationId: draft.mutationId, ...contentOf(entry), revision: draft.revision };
  }
  return { mutationId: uuidV7(), ...(await refusedContent(item)), revision: 0 };
}

async function refusedContent(item: Item): Promise<Pick<Keyed, 'values' | 'flags'>> {
  const refused = await refusedBody(item.assignedTo ?? '', item.id);
  const entry = refused && (await openEntry(refused.body, {
    mutationId: refused.mutationId, itemId: item.id, operatorId: refused.operatorId, formHash: item.formHash,
  }, keyRing().deskKey));
  return entry ? contentOf(entry) : { values: {}, flags: {} };
}

function contentOf({ values, flags }: Entry): Pick<Keyed, 'values' | 'flags'> {
  return { values, flags };
}
