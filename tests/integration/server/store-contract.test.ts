import { v7 } from 'uuid';
import { openPool } from '../../../server/store/postgres/postgres-pool';
import { openPostgresStore } from '../../../server/store/postgres/postgres-store';
import { freshDatabase } from '../../support/centre-database';
import { storeContract } from '../../support/centre-store-contract';

storeContract('PostgreSQL', async () => openPostgresStore(openPool(await freshDatabase(), () => undefined), () => v7()));
