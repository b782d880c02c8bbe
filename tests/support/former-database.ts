import pg from 'pg';
import { MIGRATIONS } from '../../server/store/postgres/migrations';

/** What undoes each migration, as a database stands that has never seen it. */
const UNDO: Readonly<Record<string, string>> = {
  '0003-floor': "delete from feed_row where kind = 'floorItem'",
  '0004-sessions': 'drop table session; drop table shift_plan',
  '0005-policies': "delete from feed_row where kind = 'pool'; drop index item_pool, item_held, ledger_heard; alter table project drop column policy; alter table operator drop column skills, drop column cleared_for",
  '0006-kept': "delete from feed_row where kind = 'keptEntry'; update item set row = row - 'standings'; drop table sign_on",
  '0007-releases': 'drop table link_budget; drop table desk_ring; drop table desk_report; drop table promotion; drop table release',
};

/** Takes a database back to where it stood after a migration. Throws for a later one that nobody has said how to undo. */
export async function takeBackTo(databaseUrl: string, last: string): Promise<void> {
  for (const name of Object.keys(MIGRATIONS).filter((each) => each > last).toSorted().toReversed()) {
    const undo = UNDO[name];
    if (undo === undefined) throw new Error(`nobody has said how to undo ${name}`);
    await query(databaseUrl, `${undo}; delete from kysely_migration where name = '${name}'`);
  }
}

export async function query(databaseUrl: string, text: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return ((await client.query(text)) as { rows?: Record<string, unknown>[] }).rows ?? [];
  } finally {
    await client.end();
  }
}
