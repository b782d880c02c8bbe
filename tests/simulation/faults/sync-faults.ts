import type { PlantedFault } from '../planted-fault';

/** Mistakes in journal, inbox, sync and the centre’s decisions about entries. */
export const SYNC_FAULTS: readonly PlantedFault[] = [
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
    find: 'return copies(strays.flatMap(',
    replace: 'return copies(strays.slice(1).flatMap(',
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
];
