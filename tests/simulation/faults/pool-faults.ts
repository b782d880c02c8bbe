import type { PlantedFault } from '../planted-fault';

/** Mistakes about work that operators ask for, and about work that comes back. */
export const POOL_FAULTS: readonly PlantedFault[] = [
  {
    name: 'an ask that comes in another stream is answered again',
    file: 'server/decide/decide-push.ts',
    find: '    if (first === undefined) return decideMutation(',
    replace: "    if (first === undefined || read.kind === 'ask') return decideMutation(",
  },
  {
    name: 'what one ask was given another one in the push is given, too',
    file: 'server/decide/pool-fold.ts',
    find: "if (item.state === 'open' && item.assignedTo === null) itemsOf",
    replace: "if (item.state === 'open') itemsOf",
  },
  {
    name: 'what somebody holds does not count to the limit of who asks',
    file: 'server/decide/pool-shares.ts',
    find: ' - heldOf(project.id) - given;',
    replace: ' - given;',
  },
  {
    name: 'who asks is given the oldest batch, not the most urgent',
    file: 'server/decide/pool-shares.ts',
    find: '.sort(([, a], [, b]) => compareWork(a, b))',
    replace: '',
  },
  {
    name: 'who asks is given sensitive work without a clearance',
    file: 'shared/domain/may-have.ts',
    find: " && (policy.riskClass === 'normal' || clearedFor === 'sensitive')",
    replace: " && (policy.riskClass === 'normal' || clearedFor !== null)",
  },
  {
    name: 'a revoked operator is given work',
    file: 'shared/domain/may-have.ts',
    find: "operator.state === 'active' && ",
    replace: '',
  },
  {
    name: 'an ask that comes late gives as much as when it was made',
    file: 'server/decide/decide-ask.ts',
    find: 'ask.count - Math.max(0, held() - ask.heldCount)',
    replace: 'ask.count',
  },
  {
    name: 'work that was just given to somebody silent is taken back at once',
    file: 'server/decide/decide-abandoned.ts',
    find: 'return heardAtUtc !== null && heardAtUtc > assignedAtUtc ? heardAtUtc : assignedAtUtc;',
    replace: 'return heardAtUtc ?? assignedAtUtc;',
  },
  {
    name: 'who had abandoned work is not told that it went',
    file: 'server/decide/decide-centre-mutations.ts',
    find: "if (abandoned !== undefined) return { byOperatorId: null, reason: 'abandoned', atUtc };",
    replace: 'if (abandoned !== undefined) return null;',
  },
  {
    name: 'an empty pool goes on being told of',
    file: 'server/store/pool.ts',
    find: 'assignedTo === null || byCentre.has(id)',
    replace: 'assignedTo === null',
  },
];
