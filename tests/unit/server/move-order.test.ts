import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { decideMove } from '../../../server/decide/decide-move';
import { idSchema } from '../../../shared/domain/primitives';
import { compareEpochs } from '../../../shared/domain/epoch';
import type { Item } from '../../../shared/domain/item';
import type { MoveEnvelope } from '../../../shared/domain/mutations/move';
import type { SubmitEnvelope } from '../../../shared/domain/mutations/submit';
import { DEFAULT_ABILITIES, type Operator } from '../../../shared/domain/operator';
import { transition } from '../../../shared/domain/transition';
import { bareSubmit, FORM_HASH, moveOf, RECEIVED_AT_UTC } from '../../support/centre-mutations';

const siteId = v7();
const [ana, ben, cora] = [v7(), v7(), v7()];
const lead: Operator = { id: v7(), siteId, login: 'lead', name: 'Lead', role: 'lead', state: 'active', ...DEFAULT_ABILITIES };
const other: Operator = { ...lead, id: v7(), login: 'other' };
const person = (id: string): Operator => ({ id, siteId, login: id.slice(0, 8), name: id, role: 'operator', state: 'active', ...DEFAULT_ABILITIES });
const desk = { id: v7(), siteId, name: 'desk', state: 'active', signKey: {}, sealKey: {} } as never;
const held: Item = {
  id: v7(), siteId, batchId: v7(), position: 1, source: '1.jpg', formHash: FORM_HASH, dueAtUtc: RECEIVED_AT_UTC,
  pages: [{ hash: FORM_HASH, sizeBytes: 9, mediaType: 'image/jpeg', name: '1.jpg', widthPx: 3, heightPx: 4 }],
  state: 'open', pass: 'key', assignedTo: ana, epoch: { term: 1, seq: 2 }, minEpoch: { term: 1, seq: 1 }, holders: [], settledBy: null, kept: [], standings: [],
};

type Step = Readonly<{ name: string; mutation: MoveEnvelope | SubmitEnvelope }>;
type Played = Readonly<{ item: Item; outcomes: ReadonlyMap<string, string> }>;

function play(steps: readonly Step[]): Played {
  let item = held;
  const outcomes = new Map<string, string>();
  for (const { name, mutation } of steps) {
    if (mutation.kind === 'move') {
      const target = mutation.toOperatorId === null ? null : person(mutation.toOperatorId);
      const decision = decideMove(mutation, { items: new Map([[item.id, item]]), lead, target, desk });
      if (decision.kind === 'refused') throw new Error(decision.reason);
      for (const assign of decision.assigns) item = applied(item, assign);
      outcomes.set(name, decision.passedOver[0]?.reason ?? 'moved');
      continue;
    }
    const result = transition(item, mutation, { deskId: v7(), deskState: 'active', operatorState: 'active' });
    outcomes.set(name, result.kind);
    if (result.kind !== 'refused') item = result.item;
  }
  return { item, outcomes };
}

function applied(item: Item, assign: Parameters<typeof transition>[1]): Item {
  const result = transition(item, assign, { deskId: '', deskState: 'active', operatorState: 'active' });
  if (result.kind !== 'applied') throw new Error(result.kind);
  return result.item;
}

/** A move to Ben, its undo, and what Ana had keyed before she heard of either. */
function story(hard: boolean, hardUndo: boolean): readonly Step[] {
  const move = moveOf([held], lead.id, ben, 1, { hard });
  const undo = moveOf([{ ...held, assignedTo: ben, epoch: { term: 1, seq: 3 } }], lead.id, ana, 2, { hard: hardUndo, reason: 'undo' });
  return [{ name: 'move', mutation: move }, { name: 'undo', mutation: undo }, { name: 'submit', mutation: bareSubmit(held, ana, 3) }];
}


describe('a lead’s move', () => {
  test('with its undo and an entry that was under way, in every order: the entry is used or kept, never refused', () => {
    fc.assert(fc.property(fc.boolean(), fc.boolean(), (hard, hardUndo) => {
      for (const order of permutations(story(hard, hardUndo))) {
        const { item, outcomes } = play(order);
        const entry = order.find((step) => step.name === 'submit')?.mutation.id;
        expect(outcomes.get('submit')).not.toBe('refused');
        expect([item.settledBy?.mutationId, ...item.kept]).toContain(entry);
        expect(compareEpochs(item.epoch, held.epoch)).toBeGreaterThanOrEqual(0);
        const names = order.map((step) => step.name);
        const calledBack = (hard && names.indexOf('move') < names.indexOf('submit'))
          || (hardUndo && outcomes.get('undo') === 'moved' && names.indexOf('undo') < names.indexOf('submit'));
        expect(outcomes.get('submit')).toBe(calledBack ? 'kept' : 'applied');
        if (item.settledBy !== null) expect(item.settledBy.operatorId).toBe(ana);
      }
    }));
  });

  test('soft, and its undo behind it, leave the item with whom it was; what they had keyed counts', () => {
    const { item, outcomes } = play(story(false, false));
    expect([...outcomes.values()]).toEqual(['moved', 'moved', 'applied']);
    expect(item).toMatchObject({ assignedTo: ana, state: 'done', settledBy: { operatorId: ana } });
  });

  test('of an item that another lead has moved meanwhile passes it over, and so does whatever was done on top of it', () => {
    fc.assert(fc.property(fc.constantFrom(ana, ben, cora, null), fc.boolean(), (to, hard) => {
      const first = moveOf([held], other.id, to, 1, { hard });
      const [move, undo] = story(false, false);
      if (move === undefined || undo === undefined) throw new Error('no story');
      const { item, outcomes } = play([{ name: 'first', mutation: first }, move, undo]);
      expect(outcomes.get('first')).toBe('moved');
      expect(outcomes.get('move')).toBe('movedSince');
      // Had the other lead done just the same, to take it back would mean the same, too.
      if (to !== ben) expect([outcomes.get('undo'), item.assignedTo]).toEqual(['movedSince', to]);
    }));
  });

  test('of a settled item leaves it as it is', () => {
    const [move, , submit] = story(true, false);
    if (move === undefined || submit === undefined) throw new Error('no story');
    const { item, outcomes } = play([submit, move]);
    expect(outcomes.get('move')).toBe('alreadyDone');
    expect(item).toMatchObject({ state: 'done', assignedTo: ana, kept: [] });
  });

  test('gives each assignment the same id each time, a UUIDv7 of the move’s time, another for every item', () => {
    const second = { ...held, id: v7() };
    const move = moveOf([held, second], lead.id, ben, 1);
    const decide = () => decideMove(move, { items: new Map([[held.id, held], [second.id, second]]), lead, target: person(ben), desk });
    const decision = decide();
    if (decision.kind === 'refused') throw new Error(decision.reason);
    expect(decide()).toEqual(decision);
    const ids = decision.assigns.map((each) => idSchema.parse(each.id));
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id.slice(0, 13)).toBe(move.id.slice(0, 13));
  });

  test('is refused of an operator, of a revoked lead, at a revoked desk, and to nobody who is there', () => {
    const move = moveOf([held], lead.id, ben, 1);
    const context = { items: new Map([[held.id, held]]), lead, target: person(ben), desk };
    expect(decideMove(move, { ...context, lead: person(ana) })).toEqual({ kind: 'refused', reason: 'notAllowed' });
    expect(decideMove(move, { ...context, lead: { ...lead, state: 'revoked' } })).toEqual({ kind: 'refused', reason: 'notAllowed' });
    expect(decideMove(move, { ...context, desk: { ...(desk as object), state: 'revoked' } as never })).toEqual({ kind: 'refused', reason: 'notAllowed' });
    expect(decideMove(move, { ...context, target: null })).toEqual({ kind: 'refused', reason: 'unknownOperator' });
    expect(decideMove(move, { ...context, lead: null })).toEqual({ kind: 'refused', reason: 'unknownOperator' });
  });
});

function permutations<T>(all: readonly T[]): readonly (readonly T[])[] {
  if (all.length <= 1) return [all];
  return all.flatMap((first, i) => permutations(all.filter((_, j) => j !== i)).map((rest) => [first, ...rest]));
}
