import { join } from 'node:path';
import { formHash } from '../shared/forms/form';
import type { Centre } from './centre';
import { mintId, systemClock } from './clock';
import { FolderDocumentStore } from './documents/folder-document-store';
import type { CompiledForm } from './forms/authored-form';
import { clearGivenUpImports, resumeImports } from './imports/resume-imports';
import { PostgresNews } from './news/postgres-news';
import { openCentreKeys } from './security/centre-keys';
import { DeskTokens } from './security/desk-tokens';
import { openPinHasher } from './security/pin-hasher';
import { ArtifactStore } from './releases/artifact-store';
import { openPool } from './store/postgres/postgres-pool';
import { openPostgresStore } from './store/postgres/postgres-store';
import { PlannedForms } from './work/planned-forms';

export type OpenCentre = Readonly<{ centre: Centre; close: () => Promise<void> }>;

export type CentreOptions = Readonly<{
  dataDir: string;
  databaseUrl: string;
  forms: readonly CompiledForm[];
  version: string;
}>;

/** Opens a centre on its data folder and its database, brings both up to date and finishes what was broken off. */
export async function openCentre({ dataDir, databaseUrl, forms, version }: CentreOptions): Promise<OpenCentre> {
  const keys = await openCentreKeys(dataDir);
  const pool = openPool(databaseUrl, () => undefined);
  const store = await openPostgresStore(pool, mintId).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const news = await PostgresNews.open(databaseUrl, (siteId) => store.work.feedHead(siteId));
  const centre: Centre = {
    store, news, keys, version, mintId, clock: systemClock, forms: new PlannedForms(store.batches),
    documents: new FolderDocumentStore(join(dataDir, 'documents')),
    artifacts: new ArtifactStore(join(dataDir, 'releases')),
    tokens: new DeskTokens(keys.tokenSecret, systemClock),
    pins: openPinHasher(),
  };
  await store.batches.addShippedForms(forms.map(({ form }) => ({ hash: formHash(form), form })), forms.flatMap(({ lists }) => lists));
  await resumeImports(centre);
  await clearGivenUpImports(centre);
  return { centre, close: async () => closeAll(centre) };
}

async function closeAll({ news, pins, store }: Centre): Promise<void> {
  await news.close();
  await pins.close();
  await store.close();
}
