import type { StoredMutation } from './database';

/** The order in which the centre decides a desk's mutations: by place in their stream. Those of two streams go by their ids, which sort by time. */
export function byPlace(a: Pick<StoredMutation, 'id' | 'streamId' | 'seq'>, b: Pick<StoredMutation, 'id' | 'streamId' | 'seq'>): number {
  if (a.streamId === b.streamId) return a.seq - b.seq;
  return a.id < b.id ? -1 : 1;
}
