import type { PlantedFault } from '../planted-fault';

/** Mistakes about what leads move. */
export const MOVES_FAULTS: readonly PlantedFault[] = [
  {
    name: 'a move does not look whether the item is as the lead saw it',
    file: 'shared/domain/move-item.ts',
    find: "  return isAsSeen ? null : 'movedSince';\n",
    replace: '  return isAsSeen ? null : null;\n',
  },
  {
    name: 'a move looks whose an item is, and not since when',
    file: 'shared/domain/move-item.ts',
    find: ' && compareEpochs(item.epoch, seen.epoch) === 0;\n',
    replace: ';\n',
  },
  {
    name: 'a hard move calls nothing back',
    file: 'shared/domain/move-item.ts',
    find: 'minEpoch: move.hard ? epoch : item.minEpoch }',
    replace: 'minEpoch: item.minEpoch }',
  },
  {
    name: 'a soft move calls back what is under way',
    file: 'shared/domain/move-item.ts',
    find: 'minEpoch: move.hard ? epoch : item.minEpoch }',
    replace: 'minEpoch: epoch }',
  },
  {
    name: 'a move takes items that are done',
    file: 'shared/domain/move-item.ts',
    find: "  if (item.state === 'done') return 'alreadyDone';\n",
    replace: '',
  },
  {
    name: 'who held an item before a move is forgotten',
    file: 'shared/domain/transition.ts',
    find: '.filter((each) => compareEpochs(each.epoch, minEpoch) >= 0);',
    replace: '.filter((each) => compareEpochs(each.epoch, item.epoch) > 0);',
  },
  {
    name: 'one item that stays holds the whole move back',
    file: 'server/decide/decide-move.ts',
    find: "  return { kind: 'moved', assigns, passedOver };\n",
    replace: "  return { kind: 'moved', assigns: passedOver.length > 0 ? [] : assigns, passedOver };\n",
  },
  {
    name: 'an item that a move names twice moves twice',
    file: 'server/decide/decide-move.ts',
    find: '    named.add(seen.itemId);\n',
    replace: '',
  },
  {
    name: 'a revoked lead moves items',
    file: 'server/decide/may-lead.ts',
    find: "  return role !== 'operator' && state === 'active' && desk.state === 'active';\n",
    replace: "  return role !== 'operator' && state !== undefined && desk.state === 'active';\n",
  },
  {
    name: 'a move that comes in another stream is carried out again',
    file: 'server/decide/decide-push.ts',
    find: '    if (first === undefined) return decideMutation(',
    replace: "    if (first === undefined || read.kind === 'move') return decideMutation(",
  },
  {
    name: 'a lead is not told what was passed over',
    file: 'server/decide/decide-mutation.ts',
    find: '  rows.tell(feedOfPassedOver(move, decision.passedOver, receivedAtUtc));\n',
    replace: '  rows.tell(feedOfPassedOver(move, [], receivedAtUtc));\n',
  },
  {
    name: 'what follows a move in a push does not see what it moved',
    file: 'server/decide/push-rows.ts',
    find: '    for (const item of items) this.#put(item);\n',
    replace: '    for (const item of items) this.#changed.add(item.id);\n',
  },
  {
    name: 'a former holder is not told where an item went',
    file: 'server/decide/feed-changes.ts',
    find: 'changes.push(move === null ? tombstone : {',
    replace: 'changes.push(move === null || after.assignedTo === null ? tombstone : {',
  },
  {
    name: 'who has an item taken by a lead keeps its row',
    file: 'server/decide/feed-changes.ts',
    find: 'if (former !== null && former !== after.assignedTo) {',
    replace: 'if (former !== null && former !== after.assignedTo && (move === null || after.assignedTo !== null)) {',
  },
  {
    name: 'the floor is not told of what is done',
    file: 'server/decide/feed-changes.ts',
    find: '  return [...changes, { scope: FLOOR_SCOPE,',
    replace: "  if (after.state === 'done') return changes;\n  return [...changes, { scope: FLOOR_SCOPE,",
  },
  {
    name: 'a forecast of the floor is taken for the centre’s word',
    file: 'renderer/lead/floor-model.ts',
    find: 'entry.forecast = result.to;',
    replace: 'entry.item = { ...entry.item, ...result.to };',
  },
];
