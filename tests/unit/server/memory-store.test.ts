import { v7 } from 'uuid';
import { openMemoryStore } from '../../../server/store/memory/memory-store';
import { storeContract } from '../../support/centre-store-contract';

storeContract('memory', async () => openMemoryStore(v7()));
