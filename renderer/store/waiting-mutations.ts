import type { Envelope } from '../../shared/domain/mutation';
import { byPlace } from './by-place';
import type { StoredMutation } from './database';
import { index } from './index-client';
import { foldedUpTo } from './index-meta';

const FOLDED = 'folded:journal:';

/** How far the centre's rows contain each stream of this desk. */
export async function foldedStreams(): Promise<ReadonlyMap<string, number>> {
  const folded = new Map<string, number>();
  for (const name of await index.meta.where('name').startsWith(FOLDED).primaryKeys()) {
    const streamId = name.slice(FOLDED.length);
    folded.set(streamId, await foldedUpTo(index, streamId));
  }
  return folded;
}

/** Mutations of this desk of some kinds that the centre has not answered for, in the order in which it will decide them. */
export async function waitingMutations(kinds: readonly Envelope['kind'][], folded: ReadonlyMap<string, number>): Promise<readonly StoredMutation[]> {
  const stored = await index.mutations.where('envelope.kind').anyOf(kinds).toArray();
  return stored.filter(({ streamId, seq }) => seq > (folded.get(streamId) ?? 0)).toSorted(byPlace);
}
