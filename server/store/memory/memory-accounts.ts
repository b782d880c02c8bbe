import type { Shift } from '../../../shared/domain/floor/shift';
import type { Abilities, Operator } from '../../../shared/domain/operator';
import { operatorRow } from '../operator-row';
import type { CountedTry, DeskRow, EnrolmentCodeRow, OperatorWithPin, SiteKeyRow, SiteRow, StandingState } from '../rows';
import { shiftRow } from '../shift-row';
import { countedTry } from '../sign-on-tries';
import type { AccountStore } from '../store';
import { writeFeed } from './memory-site-transaction';
import type { MemoryTables } from './memory-tables';

/** Sites, operators and desks in memory. */
export class MemoryAccounts implements AccountStore {
  readonly #tables: MemoryTables;
  readonly #onFeed: (siteId: string) => void;

  constructor(tables: MemoryTables, onFeed: (siteId: string) => void) {
    this.#tables = tables;
    this.#onFeed = onFeed;
  }

  async addSite(site: SiteRow, key: SiteKeyRow): Promise<'added' | 'exists'> {
    if ((await this.siteByName(site.name)) !== null) return 'exists';
    this.#tables.sites.set(site.id, site);
    this.#tables.heads.set(site.id, { head: 0, ledgerHead: 0 });
    this.#tables.siteKeys.push(key);
    return 'added';
  }

  async sites(): Promise<readonly SiteRow[]> {
    return [...this.#tables.sites.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async site(siteId: string): Promise<SiteRow | null> {
    return this.#tables.sites.get(siteId) ?? null;
  }

  async siteByName(name: string): Promise<SiteRow | null> {
    const sites = [...this.#tables.sites.values()];
    return sites.find((each) => each.name.toLowerCase() === name.toLowerCase()) ?? null;
  }

  async siteKeys(siteId: string): Promise<readonly SiteKeyRow[]> {
    return this.#tables.siteKeys.filter((key) => key.siteId === siteId);
  }

  async addOperator(operator: Operator, pinHash: string): Promise<'added' | 'exists'> {
    if ((await this.operatorByLogin(operator.siteId, operator.login)) !== null) return 'exists';
    this.#putOperator({ operator, pinHash });
    return 'added';
  }

  async operators(siteId: string): Promise<readonly Operator[]> {
    const found = [...this.#tables.operators.values()].map((each) => each.operator).filter((each) => each.siteId === siteId);
    return found.sort((a, b) => (a.login < b.login ? -1 : 1));
  }

  async operatorByLogin(siteId: string, login: string): Promise<OperatorWithPin | null> {
    const all = [...this.#tables.operators.values()];
    return all.find(({ operator }) => operator.siteId === siteId && operator.login === login) ?? null;
  }

  async setOperatorState(operatorId: string, state: StandingState): Promise<Operator | null> {
    return this.#changeOperator(operatorId, { state });
  }

  async setOperatorAbilities(operatorId: string, abilities: Abilities): Promise<Operator | null> {
    return this.#changeOperator(operatorId, abilities);
  }

  #changeOperator(operatorId: string, change: Partial<Operator>): Operator | null {
    const found = this.#tables.operators.get(operatorId);
    if (found === undefined) return null;
    const operator = { ...found.operator, ...change };
    this.#putOperator({ ...found, operator });
    return operator;
  }

  async shiftPlans(siteId: string): Promise<ReadonlyMap<string, readonly Shift[]>> {
    return new Map([...this.#tables.shiftPlans].filter(([id]) => this.#tables.operators.get(id)?.operator.siteId === siteId));
  }

  async replan({ id, siteId }: Pick<Operator, 'id' | 'siteId'>, change: (before: readonly Shift[]) => readonly Shift[]): Promise<readonly Shift[]> {
    const shifts = change(this.#tables.shiftPlans.get(id) ?? []);
    if (shifts.length === 0) this.#tables.shiftPlans.delete(id);
    else this.#tables.shiftPlans.set(id, shifts);
    writeFeed(this.#tables, siteId, [shiftRow(id, shifts)]);
    this.#onFeed(siteId);
    return shifts;
  }

  async addEnrolmentCode(code: EnrolmentCodeRow): Promise<void> {
    this.#tables.codes.set(code.mac, { ...code, used: false });
  }

  async enrolDesk(mac: string, desk: Omit<DeskRow, 'siteId' | 'state'>, nowUtc: string): Promise<DeskRow | null> {
    const code = this.#tables.codes.get(mac);
    if (code === undefined || code.used || code.validUntilUtc <= nowUtc) return null;
    const enrolled: DeskRow = { ...desk, siteId: code.siteId, state: 'active' };
    this.#tables.codes.set(mac, { ...code, used: true });
    this.#tables.desks.set(desk.id, enrolled);
    return enrolled;
  }

  async desk(deskId: string): Promise<DeskRow | null> {
    return this.#tables.desks.get(deskId) ?? null;
  }

  async desks(siteId: string): Promise<readonly DeskRow[]> {
    return [...this.#tables.desks.values()].filter((desk) => desk.siteId === siteId);
  }

  async setDeskState(deskId: string, state: StandingState): Promise<DeskRow | null> {
    const found = this.#tables.desks.get(deskId);
    if (found === undefined) return null;
    this.#tables.desks.set(deskId, { ...found, state });
    return { ...found, state };
  }

  async countTry(deskId: string, login: string, nowMs: number, lockMsFor: (wrong: number) => number): Promise<CountedTry> {
    const key = `${deskId}:${login}`;
    const before = this.#tables.tries.get(key) ?? { wrong: 0, lockedUntilUtc: null };
    const { counted, tries } = countedTry(before, nowMs, lockMsFor);
    if (tries !== null) this.#tables.tries.set(key, tries);
    return counted;
  }

  async clearWrongPins(deskId: string, login: string): Promise<void> {
    this.#tables.tries.delete(`${deskId}:${login}`);
  }

  async noteSignOn(deskId: string, operatorId: string, atUtc: string): Promise<void> {
    for (const key of this.#tables.signOns.keys()) if (key.startsWith(`${deskId}:`)) this.#tables.signOns.delete(key);
    this.#tables.signOns.set(`${deskId}:${operatorId}`, atUtc);
  }

  async lastSignOn(deskId: string, operatorId: string): Promise<string | null> {
    return this.#tables.signOns.get(`${deskId}:${operatorId}`) ?? null;
  }

  #putOperator(row: OperatorWithPin): void {
    this.#tables.operators.set(row.operator.id, row);
    writeFeed(this.#tables, row.operator.siteId, [operatorRow(row.operator)]);
    this.#onFeed(row.operator.siteId);
  }
}
