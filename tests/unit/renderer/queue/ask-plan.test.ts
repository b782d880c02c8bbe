import { describe, expect, test } from 'vitest';
import { ASK_AGAIN_MS, askPlan, NOT_ASKED, type AskMemory } from '../../../../renderer/queue/ask-plan';
import { supplyWords } from '../../../../renderer/queue/supply-words';
import type { SupplyNews } from '../../../../renderer/store/supply-feed';

const news = (changed: Partial<SupplyNews> = {}): SupplyNews =>
  ({ supply: { kind: 'wanted', count: 2 }, isAsking: false, openIds: ['a'], readyCount: 1, pool: 'batch', orderedBatchIds: new Set(), ...changed });
const asked: AskMemory = { askedWith: new Set(['a']), pool: 'batch', restUntilMs: 0 };

describe('a desk that asks for work', () => {
  test('asks for what is wanted, and not again before the centre has answered', () => {
    expect(askPlan(NOT_ASKED, news(), 0)).toMatchObject({ count: 2, lookAgainInMs: null });
    expect(askPlan(asked, news({ isAsking: true }), 0)).toEqual({ memory: asked, count: 0, lookAgainInMs: null });
  });

  test('goes on at once when it was given something, and rests when it was given nothing', () => {
    expect(askPlan(asked, news({ openIds: ['b'] }), 5)).toMatchObject({ count: 2 });
    const rest = askPlan(asked, news(), 5);
    expect(rest).toMatchObject({ count: 0, lookAgainInMs: ASK_AGAIN_MS });
    expect(askPlan(rest.memory, news(), 5 + ASK_AGAIN_MS - 1)).toMatchObject({ count: 0, lookAgainInMs: 1 });
    expect(askPlan(rest.memory, news(), 5 + ASK_AGAIN_MS)).toMatchObject({ count: 2 });
  });

  test('does not rest after an ask that it only heard of when it had given it up', () => {
    const rest = askPlan(asked, news(), 5);
    const onItsWay = askPlan(rest.memory, news({ isAsking: true }), 6);
    expect(onItsWay).toMatchObject({ count: 0, lookAgainInMs: null });
    expect(askPlan(onItsWay.memory, news({ openIds: ['a', 'b'] }), 7)).toMatchObject({ count: 2 });
    expect(askPlan(onItsWay.memory, news(), 7)).toMatchObject({ count: 0, lookAgainInMs: ASK_AGAIN_MS });
  });

  test('rests no longer when the pool has changed, and asks for nothing that is not wanted', () => {
    const rest = askPlan(asked, news(), 5);
    expect(askPlan(rest.memory, news({ pool: 'batch another' }), 6)).toMatchObject({ count: 2 });
    for (const kind of ['none', 'enough', 'limit', 'empty'] as const) expect(askPlan(NOT_ASKED, news({ supply: { kind } }), 0)).toMatchObject({ count: 0, lookAgainInMs: null });
  });
});

describe('what is said to somebody without work', () => {
  test.each([
    [news({ isAsking: true }), true, 'empty.asked'], [news({ isAsking: true }), false, 'empty.askedOffline'], [news(), false, 'empty.askedOffline'],
    [news({ supply: { kind: 'limit' } }), true, 'empty.limit'], [news({ supply: { kind: 'limit' } }), false, 'empty.limit'],
    [news({ supply: { kind: 'empty' } }), true, 'empty.poolEmpty'], [news({ supply: { kind: 'empty' } }), false, null],
    [news({ supply: { kind: 'none' } }), true, null], [null, true, null],
  ])('is what is so', (known, isOnline, words) => {
    expect(supplyWords(known, false, isOnline)).toBe(words);
  });
});
