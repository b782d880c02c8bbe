import type { PlantedFault } from '../planted-fault';

/** Mistakes about sessions and their figures. */
export const SESSIONS_FAULTS: readonly PlantedFault[] = [
  {
    name: 'what a session’s row knows of is counted on top of it again',
    file: 'renderer/store/fold-sessions.ts',
    find: '    if (before !== null && seq <= (before.upTo[streamId] ?? 0)) continue;\n',
    replace: '',
  },
  {
    name: 'a session gives no credit for what was kept',
    file: 'shared/domain/session.ts',
    find: "  if (outcome === 'refused') return { ...session, refused",
    replace: "  if (outcome !== 'accepted') return { ...session, refused",
  },
  {
    name: 'a session takes no entry that arrives after its end',
    file: 'shared/domain/session.ts',
    find: '      return withEntry(session, envelope, context.outcome);\n',
    replace: "      return session.state === 'ended' ? session : withEntry(session, envelope, context.outcome);\n",
  },
  {
    name: 'a pause over a restart is measured by a clock that began anew',
    file: 'shared/domain/elapsed.ts',
    find: '  if (from.bootId === to.bootId) return',
    replace: '  if (from.bootId !== to.bootId || from.bootId === to.bootId) return',
  },
  {
    name: 'somebody else’s work counts in a session',
    file: 'shared/domain/session.ts',
    find: '(before !== null && before.operatorId !== envelope.operatorId)',
    replace: '(before !== null && before.operatorId === null)',
  },
  {
    name: 'the floor is not told of sessions',
    file: 'server/decide/decide-session.ts',
    find: '[FLOOR_SCOPE, queueScope(session.operatorId)].map(',
    replace: '[FLOOR_SCOPE, queueScope(session.operatorId)].slice(1).map(',
  },
];
