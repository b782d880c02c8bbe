import type { PlantedFault } from '../planted-fault';

/** Mistakes about what leads decide of kept entries. */
export const VERDICTS_FAULTS: readonly PlantedFault[] = [
  {
    name: 'a kept entry does not get into the tray',
    file: 'server/decide/decide-mutation.ts',
    find: "  if (outcome.kind === 'kept') rows.tell(",
    replace: "  if (outcome.kind === 'kept' && outcome.reason !== 'belowMinEpoch') rows.tell(",
  },
  {
    name: 'a verdict is carried out though another entry has won meanwhile',
    file: 'shared/domain/judge-kept.ts',
    find: "  if ((item.settledBy?.mutationId ?? null) !== judge.winnerId) return 'winnerChanged';\n",
    replace: '',
  },
  {
    name: 'the second of two verdicts counts',
    file: 'shared/domain/judge-kept.ts',
    find: "?? null) !== judge.standing) return 'judgedSince';\n",
    replace: "?? null) !== judge.standing && judge.verdict === 'promote') return 'judgedSince';\n",
  },
  {
    name: 'who is replaced by a promoted entry is forgotten',
    file: 'shared/domain/transition.ts',
    find: '  return { ...won, kept: [...kept, before], standings:',
    replace: '  return { ...won, kept, standings:',
  },
  {
    name: 'whoever keyed a replaced entry is not told',
    file: 'server/decide/feed-of-kept.ts',
    find: "    ...(replaced === null ? [] : tell(after, replaced, { verdict: 'replaced', byOperatorId, atUtc })),\n",
    replace: "    ...(replaced === null ? [] : tell(after, replaced, { verdict: 'replaced', byOperatorId, atUtc }).slice(0, 1)),\n",
  },
  {
    name: 'a lead is not told that a verdict was not carried out',
    file: 'server/decide/decide-mutation.ts',
    find: "    rows.tell(feedOfNotJudged(",
    replace: "    if (judge.verdict === 'close') rows.tell(feedOfNotJudged(",
  },
  {
    name: 'an entry under another form is promoted',
    file: 'shared/domain/judge-kept.ts',
    find: "  if (formHash !== item.formHash) return 'otherForm';\n",
    replace: '',
  },
];
