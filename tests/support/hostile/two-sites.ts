import pg from 'pg';
import type { Item } from '../../../shared/domain/item';
import { addedOperatorSchema, addedSiteSchema, deskStateResponseSchema } from '../../../shared/protocol/admin';
import { queueScope } from '../../../shared/protocol/pull';
import type { CentreDesk } from '../centre-desk';
import { importPages, tinyReceipts } from '../centre-delivery';
import { CentreInstance } from '../centre-instance';

export const PIN = '481516';

/** One site as a stranger would like to know it. */
export type SiteParts = Readonly<{ desk: CentreDesk; operatorIds: readonly string[]; logins: readonly string[]; items: readonly Item[] }>;

/** A centre with two sites that know nothing of each other, and a desk that was revoked. */
export class TwoSites {
  private constructor(
    readonly centre: CentreInstance,
    readonly databaseUrl: string,
    readonly cebu: SiteParts,
    readonly manila: SiteParts,
    readonly revoked: CentreDesk,
  ) {}

  static async open(databaseUrl: string): Promise<TwoSites> {
    const centre = await CentreInstance.open(databaseUrl);
    const cebu = await siteOf(centre, 'Cebu', ['maria', 'jun']);
    const manila = await siteOf(centre, 'Manila', ['liza', 'dino']);
    const revoked = await centre.enrolDesk('Cebu', 'Revoked');
    await centre.admin.send('PUT', '/v1/admin/desks/state', { site: 'Cebu', desk: revoked.place.deskId, state: 'revoked' }, deskStateResponseSchema);
    return new TwoSites(centre, databaseUrl, cebu, manila, revoked);
  }

  /** How many rows each table has and what they say: the same before and after means that nothing was written. */
  async digestOfTables(): Promise<ReadonlyMap<string, string>> {
    const client = new pg.Client({ connectionString: this.databaseUrl });
    await client.connect();
    try {
      const tables = await client.query<{ name: string }>("select table_name as name from information_schema.tables where table_schema = 'public' order by 1");
      const digests = new Map<string, string>();
      for (const { name } of tables.rows) {
        const { rows } = await client.query<{ digest: string }>(`select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from "${name}" t`);
        digests.set(name, rows[0]?.digest ?? '');
      }
      return digests;
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    await this.centre.close();
  }
}

async function siteOf(centre: CentreInstance, name: string, logins: readonly string[]): Promise<SiteParts> {
  await centre.admin.send('POST', '/v1/admin/sites', { name }, addedSiteSchema);
  const operatorIds: string[] = [];
  for (const login of logins) {
    const person = { site: name, login, name: login, pin: PIN, role: 'operator' };
    operatorIds.push((await centre.admin.send('POST', '/v1/admin/operators', person, addedOperatorSchema)).operatorId);
  }
  const desk = await centre.enrolDesk(name, `Desk ${name}`);
  await importPages(centre.admin, tinyReceipts(6, name), { site: name, client: `Client of ${name}` });
  return { desk, operatorIds, logins, items: await itemsOf(desk, operatorIds) };
}

async function itemsOf(desk: CentreDesk, operatorIds: readonly string[]): Promise<readonly Item[]> {
  const cursors = Object.fromEntries(operatorIds.map((id) => [queueScope(id), 0]));
  const { rows } = await desk.pull({ feedId: null, cursors, streamIds: [], limit: 1000 });
  return rows.flatMap((row) => (row.kind === 'item' ? [row.row] : []));
}
