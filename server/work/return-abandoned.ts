import type { Centre } from '../centre';
import { utcOf } from '../clock';
import { decideAbandoned, MAX_ABANDONED_AT_ONCE } from '../decide/decide-abandoned';
import { decideCentreMutations } from '../decide/decide-centre-mutations';

type Parts = Pick<Centre, 'store' | 'clock' | 'mintId'>;

/**
 * Takes abandoned work back into the pool, at every site whose projects want it; gives how many items. Several servers may do it at
 * the same time: each piece is read and written under its site's lock.
 */
export async function returnAbandoned(centre: Parts): Promise<number> {
  const projects = await centre.store.batches.projects();
  if (projects.every(({ project }) => project.policy.abandonedAfterHours === null)) return 0;
  let returned = 0;
  for (const { id } of await centre.store.accounts.sites()) {
    for (let piece = await returnPiece(centre, id); piece > 0; piece = piece < MAX_ABANDONED_AT_ONCE ? 0 : await returnPiece(centre, id)) returned += piece;
  }
  return returned;
}

async function returnPiece({ store, clock, mintId }: Parts, siteId: string): Promise<number> {
  return store.work.atSite(siteId, async (tx) => {
    const nowMs = clock.nowMs();
    const rows = await tx.abandoned(utcOf(nowMs), MAX_ABANDONED_AT_ONCE);
    const assigns = decideAbandoned(rows, nowMs, mintId);
    if (assigns.length > 0) await tx.apply(decideCentreMutations(assigns, new Map(rows.map(({ item }) => [item.id, item])), utcOf(nowMs)));
    return assigns.length;
  });
}
