import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { v7 } from 'uuid';
import type { CentreMutation } from '../../../shared/domain/centre-mutation';
import { compareEpochs, type Epoch } from '../../../shared/domain/epoch';
import type { Item } from '../../../shared/domain/item';
import type { SubmitEnvelope } from '../../../shared/domain/mutations/submit';
import { transition, type TransitionContext } from '../../../shared/domain/transition';
import { bareSubmit, FORM_HASH, RECEIVED_AT_UTC } from '../../support/centre-mutations';

const people = [v7(), v7(), v7()] as const;
const active: TransitionContext = { deskId: v7(), deskState: 'active', operatorState: 'active' };
const fresh: Item = {
  id: v7(), siteId: v7(), batchId: v7(), position: 1, source: '1.jpg', formHash: FORM_HASH, dueAtUtc: RECEIVED_AT_UTC,
  pages: [{ hash: FORM_HASH, sizeBytes: 9, mediaType: 'image/jpeg', name: '1.jpg', widthPx: 3, heightPx: 4 }],
  state: 'open', pass: 'key', assignedTo: null, epoch: { term: 1, seq: 1 }, minEpoch: { term: 1, seq: 1 },
  holders: [], settledBy: null, kept: [], standings: [],
};

const epochs: fc.Arbitrary<Epoch> = fc.record({ term: fc.integer({ min: 1, max: 3 }), seq: fc.integer({ min: 0, max: 4 }) });
const operators = fc.constantFrom(...people);
const assigns = fc.record({ to: fc.option(operators), epoch: epochs, minEpoch: epochs }).map(
  ({ to, epoch, minEpoch }): CentreMutation => ({ id: v7(), kind: 'assign', itemId: fresh.id, toOperatorId: to, epoch, minEpoch }),
);
const submits = fc.record({ operatorId: operators, epoch: epochs, form: fc.constantFrom(FORM_HASH, FORM_HASH, 'f'.repeat(64)) }).map(
  ({ operatorId, epoch, form }): SubmitEnvelope => bareSubmit(fresh, operatorId, 1, { epoch, formHash: form }),
);
const contexts = fc.constantFrom<TransitionContext>(active, active, active, { ...active, deskState: 'revoked' }, { ...active, operatorState: 'revoked' });
const steps = fc.array(fc.tuple(fc.oneof(assigns, submits), contexts), { maxLength: 30 });

type Step = readonly [CentreMutation | SubmitEnvelope, TransitionContext];

function play(story: readonly Step[]): readonly Item[] {
  const items: Item[] = [fresh];
  for (const [mutation, context] of story) {
    const before = items.at(-1) ?? fresh;
    const result = transition(before, mutation, context);
    items.push(result.kind === 'refused' ? before : result.item);
  }
  return items;
}

function each(story: readonly Step[], see: (before: Item, after: Item, step: Step) => void): void {
  const items = play(story);
  story.forEach((step, i) => see(items[i] ?? fresh, items[i + 1] ?? fresh, step));
}

describe('the transition', () => {
  test('never lets an epoch go back', () => {
    fc.assert(fc.property(steps, (story) => each(story, (before, after) => {
      expect(compareEpochs(after.epoch, before.epoch)).toBeGreaterThanOrEqual(0);
      expect(compareEpochs(after.minEpoch, before.minEpoch)).toBeGreaterThanOrEqual(0);
    })));
  });

  test('has one winner, which nothing takes away', () => {
    fc.assert(fc.property(steps, (story) => each(story, (before, after) => {
      if (before.state === 'done') expect(after.settledBy).toEqual(before.settledBy);
      expect(after.state === 'done').toBe(after.settledBy !== null);
    })));
  });

  test('keeps every other entry that it does not refuse, in the order of arrival', () => {
    fc.assert(fc.property(steps, (story) => each(story, (before, after, [mutation, context]) => {
      const result = transition(before, mutation, context);
      if (result.kind === 'kept') expect(after.kept).toEqual([...before.kept, mutation.id]);
      else expect(after.kept).toEqual(before.kept);
    })));
  });

  test('lets nobody win below minEpoch, under an epoch to come, under another form, or revoked', () => {
    fc.assert(fc.property(steps, (story) => each(story, (before, after, [mutation, context]) => {
      if (mutation.kind !== 'submit' || after.settledBy?.mutationId !== mutation.id) return;
      expect(compareEpochs(mutation.epoch, before.minEpoch)).toBeGreaterThanOrEqual(0);
      expect(compareEpochs(mutation.epoch, before.epoch)).toBeLessThanOrEqual(0);
      expect(mutation.formHash).toBe(before.formHash);
      expect(context).toEqual(active);
    })));
  });

  test('lets nobody win, and keeps nothing that still counts, under an epoch that was not theirs', () => {
    fc.assert(fc.property(steps, (story) => {
      const held = new Map<string, string | null>();
      each(story, (before, _after, [mutation, context]) => {
        const result = transition(before, mutation, context);
        if (result.kind === 'refused') return;
        if (mutation.kind === 'assign') held.set(JSON.stringify(mutation.epoch), mutation.toOperatorId);
        if (mutation.kind !== 'submit' || compareEpochs(mutation.epoch, before.minEpoch) < 0) return;
        expect(held.get(JSON.stringify(mutation.epoch))).toBe(mutation.operatorId);
      });
    }));
  });

  test('remembers former holders only as long as their epochs count', () => {
    const [jun, maria, aina] = people;
    const give = (item: Item, to: string | null, epoch: Epoch, minEpoch: Epoch): Item => {
      const result = transition(item, { id: v7(), kind: 'assign', itemId: item.id, toOperatorId: to, epoch, minEpoch }, active);
      if (result.kind !== 'applied') throw new Error('not assigned');
      return result.item;
    };
    const submitted = (item: Item, by: string, epoch: Epoch): unknown => {
      const result = transition(item, bareSubmit(item, by, 1, { epoch }), active);
      return 'reason' in result ? result.reason : result.kind;
    };
    expect(submitted(fresh, jun, fresh.epoch)).toBe('notAssigned');
    const first = give(fresh, jun, { term: 1, seq: 2 }, fresh.minEpoch);
    const moved = give(give(first, null, { term: 1, seq: 3 }, fresh.minEpoch), maria, { term: 1, seq: 5 }, fresh.minEpoch);
    expect(moved.holders).toEqual([{ epoch: { term: 1, seq: 2 }, operatorId: jun }]);
    expect(submitted(moved, jun, { term: 1, seq: 2 })).toBe('applied');
    for (const [by, seq] of [[aina, 1], [jun, 1], [aina, 2], [maria, 2], [jun, 3], [jun, 4], [jun, 5]] as const) {
      expect(submitted(moved, by, { term: 1, seq })).toBe('notAssigned');
    }
    const revoked = give(moved, aina, { term: 2, seq: 1 }, { term: 1, seq: 5 });
    expect(revoked.holders).toEqual([{ epoch: { term: 1, seq: 5 }, operatorId: maria }]);
    expect(submitted(revoked, jun, { term: 1, seq: 2 })).toBe('belowMinEpoch');
    expect(submitted(revoked, maria, { term: 1, seq: 5 })).toBe('applied');
    expect(submitted(revoked, jun, { term: 1, seq: 1 })).toBe('notAssigned');
  });

  test('changes nothing that it was given', () => {
    fc.assert(fc.property(steps, (story) => {
      const before = structuredClone(fresh);
      play(story);
      expect(fresh).toEqual(before);
    }));
  });

  test('takes an assignment once', () => {
    fc.assert(fc.property(steps, assigns, (story, assign) => {
      const item = play(story).at(-1) ?? fresh;
      const first = transition(item, assign, active);
      if (first.kind === 'applied') expect(transition(first.item, assign, active).kind).toBe('refused');
    }));
  });
});
