import { MOVES_FAULTS } from './faults/moves-faults';
import { POOL_FAULTS } from './faults/pool-faults';
import { SESSIONS_FAULTS } from './faults/sessions-faults';
import { SYNC_FAULTS } from './faults/sync-faults';
import { VERDICTS_FAULTS } from './faults/verdicts-faults';
import type { PlantedFault } from './planted-fault';

/** Mistakes that somebody might make, each of which some promise must notice. */
export const PLANTED_FAULTS: readonly PlantedFault[] = [...SYNC_FAULTS, ...MOVES_FAULTS, ...VERDICTS_FAULTS, ...SESSIONS_FAULTS, ...POOL_FAULTS];
