import type { Centre } from '../centre';
import { done, failed, type Result } from '../result';
import type { SiteRow } from '../store/rows';

/** A site by its name, or a refusal that names the sites there are. */
export async function siteNamed(centre: Centre, name: string): Promise<Result<SiteRow>> {
  const site = await centre.store.accounts.siteByName(name);
  if (site !== null) return done(site);
  const known = (await centre.store.accounts.sites()).map((each) => each.name);
  return failed('notFound', `There is no site “${name}”. ${listed('sites', known)}`);
}

/** A sentence that names what there is. */
export function listed(what: string, names: readonly string[]): string {
  return names.length === 0 ? `There are no ${what} yet.` : `The ${what} are: ${names.join(', ')}.`;
}
