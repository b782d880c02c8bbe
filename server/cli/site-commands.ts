import type { Command } from 'commander';
import { nameSchema } from '../../shared/domain/primitives';
import { addedSiteSchema, sitesSchema } from '../../shared/protocol/admin';
import { argument } from './argument';
import { CentreClient, type CentreAddress } from './centre-client';
import { withCentre } from './centre-options';

/** `site`: the offices where desks stand. */
export function addSiteCommands(program: Command): void {
  const site = program.command('site').description('Sites: the offices where desks stand.');
  withCentre(site.command('add').description('Add a site.'))
    .argument('<NAME>', 'name of the site', argument(nameSchema))
    .action(async (name: string, address: CentreAddress) => {
      const { siteId } = await (await CentreClient.find(address)).send('POST', '/v1/admin/sites', { name }, addedSiteSchema);
      console.log(`Site ${name} added (${siteId}).`);
    });
  withCentre(site.command('list').description('Print every site: its id, then its name.')).action(async (address: CentreAddress) => {
    const { sites } = await (await CentreClient.find(address)).get('/v1/admin/sites', sitesSchema);
    for (const { siteId, name } of sites) console.log(`${siteId}  ${name}`);
    if (sites.length === 0) console.error('There are no sites yet.');
  });
}
