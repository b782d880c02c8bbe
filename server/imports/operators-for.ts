import type { Operator } from '../../shared/domain/operator';
import { listed } from '../accounts/find-site';
import type { Centre } from '../centre';
import { done, failed, type Result } from '../result';
import type { SiteRow } from '../store/rows';

/** Whom a batch is shared out over: the logins asked for, or the site's active operators. */
export async function operatorsFor(
  centre: Centre,
  site: SiteRow,
  logins: readonly string[] | undefined,
): Promise<Result<readonly Operator[]>> {
  const active = (await centre.store.accounts.operators(site.id)).filter((each) => each.state === 'active');
  if (logins === undefined) return done(active.filter((each) => each.role === 'operator'));
  const named = [...new Set(logins)].map((login) => ({ login, operator: active.find((each) => each.login === login) }));
  const unknown = named.filter((each) => each.operator === undefined).map((each) => `“${each.login}”`);
  if (unknown.length > 0) {
    const known = active.map((each) => each.login);
    return failed('notFound', `There is no active login ${unknown.join(', ')} at ${site.name}. ${listed('logins', known)}`);
  }
  return done(named.flatMap((each) => each.operator ?? []));
}
