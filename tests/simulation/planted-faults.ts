/** A mistake in the shipped code, as a change of its text: `find` stands there exactly once. */
export type PlantedFault = Readonly<{
  name: string;
  file: string;
  find: string;
  replace: string;
}>;

/** Mistakes that somebody might make, each of which some promise must notice. */
export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    name: 'an acknowledgement is treated as inclusion',
    file: 'main/sync/push-journal.ts',
    find: '    answered.upTo = upTo ?? answered.upTo;\n',
    replace: '    answered.upTo = upTo ?? answered.upTo;\n    await journal.settle(journal.currentStreamId, answered.upTo, answered.upTo);\n',
  },
  {
    name: 'the cursor is moved before the rows are stored',
    file: 'main/sync/inbox.ts',
    find: '    const index = await this.log.append([page]);\n    this.note(head);\n',
    replace: '    this.note(head);\n    const index = await this.log.append([page]);\n',
  },
  {
    name: 'fsync is skipped',
    file: 'main/log/segmented-log.ts',
    find: '    await segment.file.sync();\n',
    replace: '',
  },
  {
    name: 'a segment of which a sync has failed is written on',
    file: 'main/log/segmented-log.ts',
    find: '    try {\n      return await this.write(texts);\n    } catch {\n      await this.abandon();\n    }\n',
    replace: '    try {\n      return await this.write(texts);\n    } catch {}\n',
  },
  {
    name: 'epochs are compared by seq alone',
    file: 'shared/domain/epoch.ts',
    find: 'a.term === b.term ? a.seq - b.seq : a.term - b.term',
    replace: 'a.seq - b.seq',
  },
  {
    name: 'a second entry wins over the first',
    file: 'shared/domain/transition.ts',
    find: "  if (item.state === 'done') return 'alreadyDone';\n",
    replace: '',
  },
  {
    name: 'a hard revoke is forgotten with the next soft move',
    file: 'shared/domain/transition.ts',
    find: 'const minEpoch = later(item.minEpoch, m.minEpoch);',
    replace: 'const minEpoch = m.minEpoch;',
  },
  {
    name: 'a soft move turns away what was keyed before it',
    file: 'shared/domain/transition.ts',
    find: "if (compareEpochs(m.epoch, item.minEpoch) < 0) return 'belowMinEpoch';",
    replace: "if (compareEpochs(m.epoch, item.epoch) < 0) return 'belowMinEpoch';",
  },
  {
    name: 'a losing entry is not noted at its item',
    file: 'shared/domain/transition.ts',
    find: 'item: { ...item, kept: [...item.kept, m.id] }',
    replace: 'item',
  },
  {
    name: 'the use of an id for another content is accepted',
    file: 'server/decide/decide-push.ts',
    find: '    return first.hash === read.hash ? first.outcome : this.#storeReused(read);\n',
    replace: '    return first.outcome;\n',
  },
  {
    name: 'a push that comes twice is decided twice',
    file: 'server/decide/decide-push.ts',
    find: 'const first = this.#rows.seen(read.id).find(isDeciding);',
    replace: 'const first = [...this.#rows.seen(read.id)].find(() => false);',
  },
  {
    name: 'a place that is taken is answered for, whoever asks',
    file: 'server/decide/decide-push.ts',
    find: '    this.#rest ??= this.#breakAt(read);\n',
    replace: '    const taken = this.#places.get(read.seq);\n    if (taken !== undefined) return taken.outcome;\n    this.#rest ??= this.#breakAt(read);\n',
  },
  {
    name: 'the first of the unsettled stays behind in a forked stream',
    file: 'main/sync/journal-state.ts',
    find: 'return strays.map(({ mutation }, i) => (',
    replace: 'return strays.slice(1).map(({ mutation }, i) => (',
  },
  {
    name: "a copied profile's work counts as this desk's",
    file: 'main/sync/pull-inbox.ts',
    find: 'await journal.settle(streamId, Math.min(foldedUpTo, ours), Math.min(freeUpTo, ours));',
    replace: 'await journal.settle(streamId, foldedUpTo, freeUpTo + 0 * ours);',
  },
  {
    name: 'a restored centre is taken for the one before',
    file: 'main/sync/pull-inbox.ts',
    find: '      answered.upTo = 0;\n      await journal.unsettle();\n',
    replace: '',
  },
  {
    name: 'cursors of another feed are used on',
    file: 'server/store/pull-page.ts',
    find: 'return request.feedId === snapshot.feedId && cursor <= snapshot.head ? cursor : 0;',
    replace: 'return cursor <= snapshot.head ? cursor : 0;',
  },
  {
    name: 'former holders get no tombstone',
    file: 'server/decide/feed-changes.ts',
    find: 'if (former !== null && former !== after.assignedTo) {',
    replace: 'if (former !== null && after.assignedTo === null) {',
  },
  {
    name: 'compacting leaves live drafts behind',
    file: 'main/sync/journal-state.ts',
    find: "        ...drafts.map(({ draft }) => ({ t: 'draft', draft }) as const),\n",
    replace: '',
  },
  {
    name: 'a draft ends before its mutation is durable',
    file: 'main/sync/journal.ts',
    find: '    const mutation = placed({ ...draft, ',
    replace: "    if (this.draftRevision(draft.id) > 0) await this.write([{ t: 'draftDiscarded', mutationId: draft.id }]);\n    const mutation = placed({ ...draft, ",
  },
  {
    name: 'one mutation that cannot be read blocks those behind it',
    file: 'server/decide/decide-mutation.ts',
    find: '  const { outcome } = refused(reason);\n',
    replace: "  const outcome: Outcome = read.read.kind === 'whole' ? refused(reason).outcome : { kind: 'gap', resendFrom: read.seq };\n",
  },
  {
    name: 'entries travel unsealed',
    file: 'shared/seals/entry-seal.ts',
    find: '  return JSON.stringify(await seal.encrypt());\n',
    replace: '  return JSON.stringify({ ...(await seal.encrypt()), entry });\n',
  },
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
