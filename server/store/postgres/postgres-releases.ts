import type { DeskReportRow, NamedRing, PromotionRow, ReleaseRow, ReleaseStore } from '../release-rows';
import type { Database } from './postgres-pool';

/** Releases in PostgreSQL. */
export class PostgresReleases implements ReleaseStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async addRelease({ version, signed, addedAtUtc }: Omit<ReleaseRow, 'halted'>): Promise<'added' | 'exists'> {
    const added = await this.#db.insertInto('release').values({ version, signed, addedAt: addedAtUtc, haltedAt: null, haltedWhy: null })
      .onConflict((oc) => oc.column('version').doNothing()).returning('version').executeTakeFirst();
    return added === undefined ? 'exists' : 'added';
  }

  async releases(): Promise<readonly ReleaseRow[]> {
    const rows = await this.#db.selectFrom('release').selectAll().orderBy('addedAt').execute();
    return rows.map(({ version, signed, addedAt, haltedAt, haltedWhy }) => ({
      version, signed, addedAtUtc: addedAt, halted: haltedAt === null ? null : { atUtc: haltedAt, why: haltedWhy ?? '' },
    }));
  }

  async setHalted(version: string, halted: ReleaseRow['halted']): Promise<void> {
    const change = this.#db.updateTable('release').set({ haltedAt: halted?.atUtc ?? null, haltedWhy: halted?.why ?? null }).where('version', '=', version);
    await (halted === null ? change : change.where('haltedAt', 'is', null)).execute();
  }

  async setHaltedWhy(version: string, why: string): Promise<void> {
    await this.#db.updateTable('release').set({ haltedWhy: why }).where('version', '=', version).where('haltedAt', 'is not', null).execute();
  }

  async promote({ version, siteId, ring, atUtc }: PromotionRow): Promise<void> {
    await this.#db.insertInto('promotion').values({ version, site: siteId ?? EVERYWHERE, ring, at: atUtc })
      .onConflict((oc) => oc.columns(['version', 'site']).doUpdateSet({ ring, at: atUtc })).execute();
  }

  async promotions(): Promise<readonly PromotionRow[]> {
    const rows = await this.#db.selectFrom('promotion').selectAll().execute();
    return rows.map(({ version, site, ring, at }) => ({ version, siteId: site === EVERYWHERE ? null : site, ring, atUtc: at }));
  }

  async report({ deskId, version, sinceUtc, heardAtUtc, ...told }: DeskReportRow): Promise<void> {
    const row = { version, since: sinceUtc, heardAt: heardAtUtc, told: JSON.stringify(told) };
    await this.#db.insertInto('deskReport').values({ deskId, ...row }).onConflict((oc) => oc.column('deskId').doUpdateSet(row)).execute();
  }

  async reports(deskIds?: readonly string[]): Promise<readonly DeskReportRow[]> {
    if (deskIds?.length === 0) return [];
    const every = this.#db.selectFrom('deskReport').selectAll();
    const rows = await (deskIds === undefined ? every : every.where('deskId', 'in', deskIds)).execute();
    return rows.map(({ deskId, version, since, heardAt, told }) => ({ deskId, version, sinceUtc: since, heardAtUtc: heardAt, ...told }));
  }

  async setDeskRing(deskId: string, ring: NamedRing | null): Promise<void> {
    if (ring === null) await this.#db.deleteFrom('deskRing').where('deskId', '=', deskId).execute();
    else await this.#db.insertInto('deskRing').values({ deskId, ring }).onConflict((oc) => oc.column('deskId').doUpdateSet({ ring })).execute();
  }

  async deskRings(): Promise<ReadonlyMap<string, NamedRing>> {
    const rows = await this.#db.selectFrom('deskRing').selectAll().execute();
    return new Map(rows.map(({ deskId, ring }) => [deskId, ring]));
  }

  async setBudget(siteId: string, bytesPerS: number | null): Promise<void> {
    await this.#db.insertInto('linkBudget').values({ siteId, bytesPerS }).onConflict((oc) => oc.column('siteId').doUpdateSet({ bytesPerS })).execute();
  }

  async budget(siteId: string): Promise<number | null | undefined> {
    return (await this.#db.selectFrom('linkBudget').select('bytesPerS').where('siteId', '=', siteId).executeTakeFirst())?.bytesPerS;
  }
}

/** Where a promotion holds for all sites: no site's id. */
const EVERYWHERE = '';
