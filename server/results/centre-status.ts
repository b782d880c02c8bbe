import type { z } from 'zod';
import type { statusSchema } from '../../shared/protocol/admin';
import { PROTOCOL_VERSION } from '../../shared/protocol/version';
import type { Centre } from '../centre';

export type Status = z.infer<typeof statusSchema>;

/** How the centre stands, in figures. */
export async function centreStatus(centre: Centre): Promise<Status> {
  const { accounts, batches, work } = centre.store;
  const sites = await accounts.sites();
  const siteNames = new Map(sites.map((site) => [site.id, site.name]));
  const counts = await batches.batchCounts();
  return {
    version: centre.version,
    protocol: PROTOCOL_VERSION,
    feedId: await work.feedId(),
    sites: await Promise.all(sites.map(async ({ id, name }) => ({
      name, desks: (await accounts.desks(id)).length, operators: (await accounts.operators(id)).length,
    }))),
    batches: (await batches.batches()).map(({ batch, client, project }) => ({
      id: batch.id, name: batch.name, client: client.name, project: project.name, site: siteNames.get(batch.siteId) ?? batch.siteId,
      dueAtUtc: batch.dueAtUtc, ...(counts.get(batch.id) ?? { items: 0, done: 0, kept: 0 }),
    })),
    mutations: { ...(await work.mutationCounts()) },
  };
}
