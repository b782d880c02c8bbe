import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ASK_AGAIN_MS, UNATTENDED_AFTER_MS } from '../../../../renderer/queue/ask-plan';
import { showList } from '../../../../renderer/queue/queue-state';
import { askNow, followSupply, noteKey, notePause, useSupply } from '../../../../renderer/queue/supply';
import { useIndexState } from '../../../../renderer/store/index-client';
import type { SupplyNews } from '../../../../renderer/store/supply-feed';
import { done, failed } from '../../../../shared/ipc/desk-failure';

const page = vi.hoisted(() => ({ commit: vi.fn(), tell: (_news: unknown): void => undefined }));
vi.mock('../../../../renderer/store/bridge', () => ({ callMain: (_name: string, ask: unknown): unknown => page.commit(ask) }));
vi.mock('../../../../renderer/store/supply-feed', () => ({
  supplyNews: () => ({ subscribe: ({ next }: { next: (news: unknown) => void }) => {
    page.tell = next;
    return { unsubscribe: () => undefined };
  } }),
}));

const news = (changed: Partial<SupplyNews> = {}): SupplyNews =>
  ({ supply: { kind: 'wanted', count: 2 }, isAsking: false, openIds: ['a'], readyCount: 1, pool: 'batch', orderedBatchIds: new Set(), ...changed });
const asks = (): number => page.commit.mock.calls.length;

beforeEach(() => {
  vi.useFakeTimers();
  page.commit.mockReset().mockResolvedValue(done({ streamId: 's', seq: 1 }));
  useIndexState.setState({ state: 'ready' });
  followSupply('jun', () => 60_000);
});
afterEach(() => {
  followSupply(null, () => 60_000);
  vi.useRealTimers();
});

describe('a desk that nobody is at', () => {
  const takenBack = news({ openIds: [] });

  test('does not ask for what was taken back from it, until a key is pressed', async () => {
    page.tell(news({ supply: { kind: 'enough' } }));
    await vi.advanceTimersByTimeAsync(UNATTENDED_AFTER_MS);
    page.tell(takenBack);
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect(asks()).toBe(0);
    noteKey();
    expect(asks()).toBe(1);
  });

  test('asks for as long as somebody was there a moment ago', async () => {
    await vi.advanceTimersByTimeAsync(UNATTENDED_AFTER_MS - 1);
    noteKey();
    await vi.advanceTimersByTimeAsync(UNATTENDED_AFTER_MS - 1);
    page.tell(takenBack);
    expect(asks()).toBe(1);
  });

  test('asks for nothing on pause whatever is pressed, and goes on when it is over', async () => {
    notePause(true);
    page.tell(takenBack);
    noteKey();
    await vi.advanceTimersByTimeAsync(ASK_AGAIN_MS);
    expect(asks()).toBe(0);
    notePause(false);
    expect(asks()).toBe(1);
  });

  test('rests no longer than it did before when somebody comes back', async () => {
    page.tell(news());
    await vi.advanceTimersByTimeAsync(UNATTENDED_AFTER_MS + ASK_AGAIN_MS);
    const before = asks();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(asks()).toBe(before);
    noteKey();
    expect(asks()).toBe(before + 1);
  });
});

describe('what a desk sees to', () => {
  test('an ask that the disk did not take is made again after a rest, with no news in between', async () => {
    page.commit.mockResolvedValueOnce(failed({ kind: 'diskFull' }));
    page.tell(news());
    await vi.advanceTimersByTimeAsync(ASK_AGAIN_MS - 1);
    expect(asks()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(asks()).toBe(2);
  });

  test('an ask that was answered while it was being saved is followed by the next', async () => {
    let save: (answer: unknown) => void = () => undefined;
    page.commit.mockReturnValueOnce(new Promise((resolve) => {
      save = resolve;
    }));
    page.tell(news());
    page.tell(news({ isAsking: true }));
    page.tell(news({ openIds: ['b'] }));
    expect(asks()).toBe(1);
    save(done({ streamId: 's', seq: 1 }));
    await vi.advanceTimersByTimeAsync(0);
    expect(asks()).toBe(2);
  });

  test('whoever asks for more when the list shows what has just come is told why there is none', async () => {
    page.tell(news({ isAsking: true }));
    showList(['a', 'b', 'c']);
    askNow();
    page.tell(news({ openIds: ['a', 'b', 'c'], supply: { kind: 'limit' } }));
    expect(useSupply.getState().wasAsked).toBe(true);
    page.tell(news({ openIds: ['b', 'c'] }));
    expect(useSupply.getState().wasAsked).toBe(false);
  });

  test('an ask is not made twice before the index tells of it, by hand or by itself', async () => {
    page.tell(news());
    askNow();
    await vi.advanceTimersByTimeAsync(10);
    expect(asks()).toBe(1);
    page.tell(news({ isAsking: true }));
    await vi.advanceTimersByTimeAsync(10 * ASK_AGAIN_MS);
    expect([asks(), useSupply.getState().news?.isAsking]).toEqual([1, true]);
    page.tell(news({ supply: { kind: 'enough' }, openIds: ['a', 'b'] }));
    await vi.advanceTimersByTimeAsync(0);
    expect(asks()).toBe(2);
  });
});
