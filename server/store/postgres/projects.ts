import type { Transaction } from 'kysely';
import type { Client, Project } from '../../../shared/domain/batch';
import type { Policy } from '../../../shared/domain/policy';
import type { ProjectRow } from '../rows';
import type { Database } from './postgres-pool';
import { lockSite, type PostgresSiteTransaction } from './site-transaction';
import type { Tables } from './tables';

const PROJECT_COLUMNS = ['project.id', 'project.clientId', 'project.name', 'project.workType', 'project.policy'] as const;

export async function projectNamed(db: Database, client: string, project: string): Promise<Project | undefined> {
  return db.selectFrom('project').innerJoin('client', 'client.id', 'project.clientId').select(PROJECT_COLUMNS)
    .where('client.name', '=', client).where('project.name', '=', project).executeTakeFirst();
}

export async function allProjects(db: Database): Promise<readonly ProjectRow[]> {
  const rows = await db.selectFrom('project').innerJoin('client', 'client.id', 'project.clientId')
    .select([...PROJECT_COLUMNS, 'client.name as clientName']).orderBy('client.name').orderBy('project.name').execute();
  return rows.map(({ clientName, ...project }) => ({ client: { id: project.clientId, name: clientName }, project }));
}

/** See `BatchStore.addProject`. */
export async function addProject(db: Database, client: Client, project: Project): Promise<Project> {
  return db.transaction().execute(async (tx) => {
    await tx.insertInto('client').values(client).onConflict((oc) => oc.column('name').doNothing()).execute();
    const { id: clientId } = await tx.selectFrom('client').select('id').where('name', '=', client.name).executeTakeFirstOrThrow();
    await tx.insertInto('project').values({ ...project, clientId, policy: JSON.stringify(project.policy) })
      .onConflict((oc) => oc.columns(['clientId', 'name']).doNothing()).execute();
    return tx.selectFrom('project').select(PROJECT_COLUMNS).where('clientId', '=', clientId).where('name', '=', project.name).executeTakeFirstOrThrow();
  });
}

/** A batch of the project has come to another site meanwhile. */
class OtherSites extends Error {}

/** See `BatchStore.setPolicy`. */
export async function setPolicy(db: Database, projectId: string, change: (before: Policy) => Policy | null): Promise<Policy | null> {
  for (;;) {
    try {
      return await db.transaction().execute(async (tx) => writePolicy(tx, projectId, change));
    } catch (error) {
      if (!(error instanceof OtherSites)) throw error;
    }
  }
}

/** Takes the locks of all sites in the order of their ids, before the project's, as publishing does. */
async function writePolicy(tx: Transaction<Tables>, projectId: string, change: (before: Policy) => Policy | null): Promise<Policy | null> {
  const locked = new Map<string, PostgresSiteTransaction>();
  for (const siteId of await sitesOf(tx, projectId)) locked.set(siteId, await lockSite(tx, siteId));
  const before = await tx.selectFrom('project').select('policy').where('id', '=', projectId).forUpdate().executeTakeFirstOrThrow();
  const policy = change(before.policy);
  if (policy === null) return null;
  const row = await tx.updateTable('project').set({ policy: JSON.stringify(policy) }).where('id', '=', projectId)
    .returning(PROJECT_COLUMNS).executeTakeFirstOrThrow();
  if ((await sitesOf(tx, projectId)).some((siteId) => !locked.has(siteId))) throw new OtherSites();
  for (const site of locked.values()) await site.writeFeed([{ scope: 'reference', kind: 'project', key: projectId, row }]);
  return policy;
}

async function sitesOf(tx: Transaction<Tables>, projectId: string): Promise<readonly string[]> {
  const rows = await tx.selectFrom('batch').select('siteId').distinct().where('projectId', '=', projectId).orderBy('siteId').execute();
  return rows.map(({ siteId }) => siteId);
}
