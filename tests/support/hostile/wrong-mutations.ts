import { v7 } from 'uuid';
import { mutationSchema, type Mutation } from '../../../shared/domain/mutation';
import type { SubmitMutation } from '../../../shared/domain/mutations/submit';
import { entryOf } from '../entry-of';
import type { Random } from '../random';
import type { TwoSites } from './two-sites';

const ENTRY = entryOf({ company: 'Kopi', date: '2026-11-20', address: '', total: '12.50' });

/** Ways for a mutation that fits the schema to be wrong by one field; each with the change, hashed anew so that only it is wrong. */
const WAYS = [
  'unknown item', "another site's item", 'unknown operator', "another site's operator", "a colleague's item", 'an epoch from before', 'an epoch to come',
  'another form', 'a hash that does not fit', 'a body that nobody sealed', 'a body bound to another id', 'an entry that does not fit its form', 'a later version',
] as const;
export type Way = (typeof WAYS)[number];

/** A submit at a place of a stream that is wrong by one field. */
export async function wrongMutation({ cebu, manila }: TwoSites, random: Random, seq: number): Promise<Readonly<{ way: Way; mutation: Mutation }>> {
  const way = random.pick(WAYS);
  const item = random.pick(cebu.items.filter(({ assignedTo }) => assignedTo !== null));
  const holder = item.assignedTo ?? '';
  const sealed = (changed: Partial<SubmitMutation>, entry = ENTRY): Promise<SubmitMutation> => cebu.desk.submit(item, holder, seq, entry, changed);
  const mutation = await sealed(await changeOf(way));
  return { way, mutation: mutationSchema.parse(mutation) };

  async function changeOf(chosen: Way): Promise<Partial<SubmitMutation>> {
    switch (chosen) {
      case 'unknown item':
        return { itemId: v7() };
      case "another site's item":
        return { itemId: random.pick(manila.items).id };
      case 'unknown operator':
        return { operatorId: v7() };
      case "another site's operator":
        return { operatorId: random.pick(manila.operatorIds) };
      case "a colleague's item":
        return { operatorId: cebu.operatorIds.find((id) => id !== holder) ?? '' };
      case 'an epoch from before':
        return { epoch: { term: 1, seq: 0 } };
      case 'an epoch to come':
        return { epoch: { term: 1 + random.int(9), seq: item.epoch.seq + 1 + random.int(1e6) } };
      case 'another form':
        return { formHash: 'f'.repeat(64) };
      case 'a hash that does not fit':
        return { hash: 'e'.repeat(64) };
      case 'a body that nobody sealed':
        return { body: random.uuidV4().repeat(1 + random.int(40)) };
      case 'a body bound to another id':
        return { body: (await sealed({})).body };
      case 'an entry that does not fit its form':
        return sealedMisfit();
      case 'a later version':
        return { v: 2 };
      default:
        return chosen satisfies never;
    }
  }

  /** Sealed soundly, for its own id. */
  async function sealedMisfit(): Promise<Partial<SubmitMutation>> {
    const id = v7();
    const { body } = await sealed({ id }, { ...ENTRY, values: { ...ENTRY.values, total: '1,5' } });
    return { id, body };
  }
}
