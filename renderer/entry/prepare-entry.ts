import { v7 as uuidV7 } from 'uuid';
import type { Entry } from '../../shared/domain/entry';
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
  return { kind: 'ready', work: { ...work, form }, keyed: parkedOf(itemId) ?? (await keyedBefore({ ...work, form })) };
}

/** A draft that stands, else what was refused of this item, to be keyed on under a new id, else nothing. */
async function keyedBefore({ item, draft }: KeyableWork): Promise<Keyed> {
  if (draft !== null) {
    const entry = await openEntry(draft.body, draft, keyRing().deskKey);
    if (entry !== null) return { mutationId: draft.mutationId, ...contentOf(entry), revision: draft.revision };
  }
  const mutationId = uuidV7();
  const refused = await refusedBody(item.assignedTo ?? '', item.id);
  const entry = refused && (await openEntry(refused.body, {
    mutationId: refused.mutationId, itemId: item.id, operatorId: refused.operatorId, formHash: item.formHash,
  }, keyRing().deskKey));
  return { mutationId, ...(entry ? contentOf(entry) : { values: {}, flags: {} }), revision: 0 };
}

function contentOf({ values, flags }: Entry): Pick<Keyed, 'values' | 'flags'> {
  return { values, flags };
}
