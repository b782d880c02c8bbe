import { DEFAULT_ABILITIES, type Abilities, type Operator, type Role } from '../../shared/domain/operator';
import type { Centre } from '../centre';
import { done, failed, type Result } from '../result';
import { makeSiteKey } from '../security/site-keys';
import type { StandingState } from '../store/rows';
import { deskNamed, listed, siteNamed } from './find-site';

/** Adds a site with its key. */
export async function addSite(centre: Centre, name: string): Promise<Result<{ siteId: string }>> {
  const siteId = centre.mintId();
  const key = await makeSiteKey(siteId, centre.keys.sealKey);
  const added = await centre.store.accounts.addSite({ id: siteId, name }, key);
  return added === 'added' ? done({ siteId }) : failed('conflict', `There is a site “${name}” already.`);
}

type NewOperator = Readonly<{ site: string; login: string; name: string; pin: string; role: Role }>;

/** Adds an operator to a site. */
export async function addOperator(centre: Centre, { site: siteName, pin, ...who }: NewOperator): Promise<Result<{ operatorId: string }>> {
  const site = await siteNamed(centre, siteName);
  if (!site.ok) return site;
  const operator: Operator = { id: centre.mintId(), siteId: site.value.id, ...who, state: 'active', ...DEFAULT_ABILITIES };
  const added = await centre.store.accounts.addOperator(operator, await centre.pins.hash(pin));
  if (added === 'added') return done({ operatorId: operator.id });
  return failed('conflict', `There is a login “${who.login}” at ${site.value.name} already.`);
}

/** Revokes an operator, or takes that back. What they have keyed may still be pushed, and is kept. */
export async function setOperatorState(
  centre: Centre,
  request: Readonly<{ site: string; login: string; state: StandingState }>,
): Promise<Result<{ operatorId: string }>> {
  const found = await operatorNamed(centre, request);
  if (!found.ok) return found;
  await centre.store.accounts.setOperatorState(found.value.id, request.state);
  return done({ operatorId: found.value.id });
}

type ChangedAbilities = Readonly<{ site: string; login: string; skills?: Abilities['skills'] | undefined; clearedFor?: Abilities['clearedFor'] | undefined }>;

/** Says what work an operator may be given. What they hold already stays theirs. */
export async function setOperatorAbilities(centre: Centre, request: ChangedAbilities): Promise<Result<Abilities>> {
  const found = await operatorNamed(centre, request);
  if (!found.ok) return found;
  const known = (await centre.store.batches.currentForms()).map((each) => each.form.workType);
  const unknown = (request.skills ?? []).filter((workType) => !known.includes(workType));
  if (unknown.length > 0) return failed('notFound', `There is no work type ${unknown.map((each) => `“${each}”`).join(', ')}. ${listed('work types', known)}`);
  const { skills = found.value.skills, clearedFor = found.value.clearedFor } = request;
  await centre.store.accounts.setOperatorAbilities(found.value.id, { skills, clearedFor });
  return done({ skills, clearedFor });
}

/** The operator of this login at a site; who is there instead where there is none. */
export async function operatorNamed(centre: Centre, { site: siteName, login }: Readonly<{ site: string; login: string }>): Promise<Result<Operator>> {
  const site = await siteNamed(centre, siteName);
  if (!site.ok) return site;
  const found = await centre.store.accounts.operatorByLogin(site.value.id, login);
  if (found !== null) return done(found.operator);
  const logins = (await centre.store.accounts.operators(site.value.id)).map((each) => each.login);
  return failed('notFound', `There is no login “${login}” at ${site.value.name}. ${listed('logins', logins)}`);
}

/** Revokes a desk, by its id or its name, or takes that back. */
export async function setDeskState(
  centre: Centre,
  request: Readonly<{ site: string; desk: string; state: StandingState }>,
): Promise<Result<{ deskId: string }>> {
  const desk = await deskNamed(centre, request);
  if (!desk.ok) return desk;
  await centre.store.accounts.setDeskState(desk.value.id, request.state);
  return done({ deskId: desk.value.id });
}
