import type { Centre } from '../centre';
import { done, failed, type Result } from '../result';
import type { DeskRow, SiteRow } from '../store/rows';

/** A site by its name, or a refusal that names the sites there are. */
export async function siteNamed(centre: Centre, name: string): Promise<Result<SiteRow>> {
  const site = await centre.store.accounts.siteByName(name);
  if (site !== null) return done(site);
  const known = (await centre.store.accounts.sites()).map((each) => each.name);
  return failed('notFound', `There is no site “${name}”. ${listed('sites', known)}`);
}

/** A desk of a site by its id or its name; who is there instead where there is none, and the ids where there are several. */
export async function deskNamed(centre: Centre, { site: siteName, desk: which }: Readonly<{ site: string; desk: string }>): Promise<Result<DeskRow>> {
  const site = await siteNamed(centre, siteName);
  if (!site.ok) return site;
  const desks = await centre.store.accounts.desks(site.value.id);
  const named = desks.filter((each) => each.id === which || each.name === which);
  const [desk] = named;
  if (desk === undefined) return failed('notFound', `There is no desk “${which}” at ${site.value.name}. ${listed('desks', desks.map((each) => each.name))}`);
  if (named.length > 1) return failed('conflict', `Several desks are named “${which}”; give an id.`, { details: named.map((each) => each.id) });
  return done(desk);
}

/** A sentence that names what there is. */
export function listed(what: string, names: readonly string[]): string {
  return names.length === 0 ? `There are no ${what} yet.` : `The ${what} are: ${names.join(', ')}.`;
}
