import type { Updateable } from 'kysely';
import type { Shift } from '../../../shared/domain/floor/shift';
import type { Abilities, Operator } from '../../../shared/domain/operator';
import type { CountedTry, DeskRow, EnrolmentCodeRow, OperatorWithPin, SiteKeyRow, SiteRow, StandingState } from '../rows';
import { shiftRow } from '../shift-row';
import { countedTry } from '../sign-on-tries';
import type { AccountStore } from '../store';
import { operatorRow } from '../operator-row';
import type { Database } from './postgres-pool';
import { lockSite, OPERATOR_COLUMNS } from './site-transaction';
import type { Tables } from './tables';

const DESK_COLUMNS = ['id', 'siteId', 'name', 'state', 'signKey', 'sealKey'] as const;

/** Sites, operators and desks in PostgreSQL. */
export class PostgresAccounts implements AccountStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async addSite(site: SiteRow, key: SiteKeyRow): Promise<'added' | 'exists'> {
    return this.#db.transaction().execute(async (tx) => {
      const added = await tx.insertInto('site').values(site).onConflict((oc) => oc.doNothing()).executeTakeFirst();
      if (added.numInsertedOrUpdatedRows !== 1n) return 'exists';
      await tx.insertInto('siteKey').values({
        kid: key.publicKey.kid, siteId: key.siteId, publicKey: JSON.stringify(key.publicKey), wrappedPrivate: key.wrappedPrivate,
      }).execute();
      return 'added';
    });
  }

  async sites(): Promise<readonly SiteRow[]> {
    return this.#db.selectFrom('site').select(['id', 'name']).orderBy('name').execute();
  }

  async site(siteId: string): Promise<SiteRow | null> {
    return (await this.#db.selectFrom('site').select(['id', 'name']).where('id', '=', siteId).executeTakeFirst()) ?? null;
  }

  async siteByName(name: string): Promise<SiteRow | null> {
    const row = await this.#db.selectFrom('site').select(['id', 'name'])
      .where((eb) => eb(eb.fn<string>('lower', ['name']), '=', eb.fn<string>('lower', [eb.val(name)]))).executeTakeFirst();
    return row ?? null;
  }

  async siteKeys(siteId: string): Promise<readonly SiteKeyRow[]> {
    return this.#db.selectFrom('siteKey').select(['siteId', 'publicKey', 'wrappedPrivate'])
      .where('siteId', '=', siteId).orderBy('addedAt').execute();
  }

  async addOperator(operator: Operator, pinHash: string): Promise<'added' | 'exists'> {
    return this.#db.transaction().execute(async (tx) => {
      const site = await lockSite(tx, operator.siteId);
      const added = await tx.insertInto('operator').values({ ...operator, skills: jsonOrNull(operator.skills), pinHash })
        .onConflict((oc) => oc.columns(['siteId', 'login']).doNothing()).executeTakeFirst();
      if (added.numInsertedOrUpdatedRows !== 1n) return 'exists';
      await site.writeFeed([operatorRow(operator)]);
      return 'added';
    });
  }

  async operators(siteId: string): Promise<readonly Operator[]> {
    return this.#db.selectFrom('operator').select(OPERATOR_COLUMNS).where('siteId', '=', siteId).orderBy('login').execute();
  }

  async operatorByLogin(siteId: string, login: string): Promise<OperatorWithPin | null> {
    const row = await this.#db.selectFrom('operator').selectAll().where('siteId', '=', siteId).where('login', '=', login)
      .executeTakeFirst();
    if (row === undefined) return null;
    const { pinHash, ...operator } = row;
    return { operator, pinHash };
  }

  async setOperatorState(operatorId: string, state: StandingState): Promise<Operator | null> {
    return this.#changeOperator(operatorId, { state });
  }

  async setOperatorAbilities(operatorId: string, { skills, clearedFor }: Abilities): Promise<Operator | null> {
    return this.#changeOperator(operatorId, { skills: jsonOrNull(skills), clearedFor });
  }

  async #changeOperator(operatorId: string, change: Updateable<Tables['operator']>): Promise<Operator | null> {
    return this.#db.transaction().execute(async (tx) => {
      const found = await tx.selectFrom('operator').select('siteId').where('id', '=', operatorId).executeTakeFirst();
      if (found === undefined) return null;
      const site = await lockSite(tx, found.siteId);
      const operator = await tx.updateTable('operator').set(change).where('id', '=', operatorId)
        .returning(OPERATOR_COLUMNS).executeTakeFirstOrThrow();
      await site.writeFeed([operatorRow(operator)]);
      return operator;
    });
  }

  async shiftPlans(siteId: string): Promise<ReadonlyMap<string, readonly Shift[]>> {
    const rows = await this.#db.selectFrom('shiftPlan').innerJoin('operator', 'operator.id', 'shiftPlan.operatorId')
      .select(['shiftPlan.operatorId', 'shiftPlan.row']).where('operator.siteId', '=', siteId).execute();
    return new Map(rows.map(({ operatorId, row }) => [operatorId, row]));
  }

  async replan({ id, siteId }: Pick<Operator, 'id' | 'siteId'>, change: (before: readonly Shift[]) => readonly Shift[]): Promise<readonly Shift[]> {
    return this.#db.transaction().execute(async (tx) => {
      const site = await lockSite(tx, siteId);
      const before = await tx.selectFrom('shiftPlan').select('row').where('operatorId', '=', id).executeTakeFirst();
      const shifts = change(before?.row ?? []);
      const row = JSON.stringify(shifts);
      if (shifts.length === 0) await tx.deleteFrom('shiftPlan').where('operatorId', '=', id).execute();
      else await tx.insertInto('shiftPlan').values({ operatorId: id, row }).onConflict((oc) => oc.column('operatorId').doUpdateSet({ row })).execute();
      await site.writeFeed([shiftRow(id, shifts)]);
      return shifts;
    });
  }

  async addEnrolmentCode(code: EnrolmentCodeRow): Promise<void> {
    await this.#db.insertInto('enrolmentCode')
      .values({ mac: code.mac, siteId: code.siteId, validUntil: code.validUntilUtc, deskId: null }).execute();
  }

  async enrolDesk(mac: string, desk: Omit<DeskRow, 'siteId' | 'state'>, nowUtc: string): Promise<DeskRow | null> {
    return this.#db.transaction().execute(async (tx) => {
      const code = await tx.selectFrom('enrolmentCode').select('siteId').where('mac', '=', mac)
        .where('deskId', 'is', null).where('validUntil', '>', nowUtc).forUpdate().executeTakeFirst();
      if (code === undefined) return null;
      const added = await tx.insertInto('desk').values({
        id: desk.id, siteId: code.siteId, name: desk.name, state: 'active',
        signKey: JSON.stringify(desk.signKey), sealKey: JSON.stringify(desk.sealKey),
      }).returning(DESK_COLUMNS).executeTakeFirstOrThrow();
      await tx.updateTable('enrolmentCode').set({ deskId: desk.id }).where('mac', '=', mac).execute();
      return added;
    });
  }

  async desk(deskId: string): Promise<DeskRow | null> {
    return (await this.#db.selectFrom('desk').select(DESK_COLUMNS).where('id', '=', deskId).executeTakeFirst()) ?? null;
  }

  async desks(siteId: string): Promise<readonly DeskRow[]> {
    return this.#db.selectFrom('desk').select(DESK_COLUMNS).where('siteId', '=', siteId).orderBy('enrolledAt').execute();
  }

  async setDeskState(deskId: string, state: StandingState): Promise<DeskRow | null> {
    return this.#db.transaction().execute(async (tx) => {
      const found = await tx.selectFrom('desk').select('siteId').where('id', '=', deskId).executeTakeFirst();
      if (found === undefined) return null;
      await lockSite(tx, found.siteId);
      return tx.updateTable('desk').set({ state }).where('id', '=', deskId).returning(DESK_COLUMNS).executeTakeFirstOrThrow();
    });
  }

  async countTry(deskId: string, login: string, nowMs: number, lockMsFor: (wrong: number) => number): Promise<CountedTry> {
    return this.#db.transaction().execute(async (tx) => {
      // Locks the row, whether it was there or not: tries at the same time pass one after the other.
      const before = await tx.insertInto('wrongPin').values({ deskId, login, wrong: 0, lockedUntil: null })
        .onConflict((oc) => oc.columns(['deskId', 'login']).doUpdateSet((eb) => ({ wrong: eb.ref('wrongPin.wrong') })))
        .returning(['wrong', 'lockedUntil as lockedUntilUtc']).executeTakeFirstOrThrow();
      const { counted, tries } = countedTry(before, nowMs, lockMsFor);
      if (tries !== null) {
        await tx.updateTable('wrongPin').set({ wrong: tries.wrong, lockedUntil: tries.lockedUntilUtc })
          .where('deskId', '=', deskId).where('login', '=', login).execute();
      }
      return counted;
    });
  }

  async clearWrongPins(deskId: string, login: string): Promise<void> {
    await this.#db.deleteFrom('wrongPin').where('deskId', '=', deskId).where('login', '=', login).execute();
  }

  async noteSignOn(deskId: string, operatorId: string, atUtc: string): Promise<void> {
    await this.#db.deleteFrom('signOn').where('deskId', '=', deskId).where('operatorId', '<>', operatorId).execute();
    await this.#db.insertInto('signOn').values({ deskId, operatorId, at: atUtc })
      .onConflict((oc) => oc.columns(['deskId', 'operatorId']).doUpdateSet({ at: atUtc })).execute();
  }

  async lastSignOn(deskId: string, operatorId: string): Promise<string | null> {
    const row = await this.#db.selectFrom('signOn').select('at').where('deskId', '=', deskId).where('operatorId', '=', operatorId).executeTakeFirst();
    return row?.at ?? null;
  }
}

function jsonOrNull(value: readonly string[] | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
