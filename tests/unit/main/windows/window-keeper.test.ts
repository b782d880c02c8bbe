import { describe, expect, it } from 'vitest';
import { WindowKeeper, type KeptWindow } from '../../../../main/windows/window-keeper';
import { HandClock } from '../../../support/desk-fixtures';

/** A window that throws as Electron's does when it is used after its end. */
class FakeWindow implements KeptWindow {
  private destroyed = false;
  private readonly listeners: Record<'closed' | 'gone' | 'notLoaded', (reason: string) => void> = {
    closed: () => undefined, gone: () => undefined, notLoaded: () => undefined,
  };
  shown = 0;
  reloads = 0;

  readonly isDestroyed = (): boolean => this.destroyed;
  readonly bringToFront = (): void => {
    this.use();
    this.shown += 1;
  };
  readonly close = (): void => this.destroy();
  readonly reload = (): void => {
    this.use();
    this.reloads += 1;
  };
  readonly onClosed = (listener: () => void): void => void (this.listeners.closed = listener);
  readonly onPageGone = (listener: (reason: string) => void): void => void (this.listeners.gone = listener);
  readonly onPageNotLoaded = (listener: (reason: string) => void): void => void (this.listeners.notLoaded = listener);

  /** Electron destroys a window before it says that it is closed. */
  destroy(): void {
    this.destroyed = true;
  }

  happens(what: 'closed' | 'gone' | 'notLoaded', reason = ''): void {
    this.listeners[what](reason);
  }

  private use(): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed');
  }
}

function kept() {
  const clock = new HandClock();
  const opened: FakeWindow[] = [];
  const errors: string[] = [];
  const keeper = new WindowKeeper({
    open: () => {
      const window = new FakeWindow();
      opened.push(window);
      return window;
    },
    clock,
    showError: (title, text) => errors.push(`${title}: ${text}`),
  });
  keeper.show();
  const [window = new FakeWindow()] = opened;
  return { clock, errors, keeper, opened, window };
}

describe('the window of the station', () => {
  it('is brought to the front by a second start', () => {
    const { keeper, opened, window } = kept();
    keeper.show();
    expect([opened.length, window.shown]).toEqual([1, 1]);
  });

  it.each(['destroyed', 'closed'] as const)('is opened anew by a second start when it is %s', (end) => {
    const { keeper, opened, window } = kept();
    window.destroy();
    if (end === 'closed') window.happens('closed');
    expect(keeper.window).toBeNull();
    keeper.show();
    expect([opened.length, keeper.window === opened[1]]).toEqual([2, true]);
    // The old one's end comes to be known late.
    window.happens('closed');
    expect(keeper.window).toBe(opened[1]);
  });

  it('gets its page back after a crash, three times a minute at most, then says that what was saved is safe', () => {
    const { clock, errors, window } = kept();
    for (let i = 0; i < 3; i += 1) window.happens('gone', 'crashed');
    expect([window.reloads, errors]).toEqual([3, []]);
    window.happens('gone', 'oom');
    expect([window.reloads, errors.length]).toEqual([3, 1]);
    expect(errors[0]).toMatch(/oom.*What was saved is safe/s);
    clock.advance(60_000);
    window.happens('gone', 'crashed');
    expect(window.reloads).toBe(4);
  });

  it('is left alone when its page ended as it should, or with it', () => {
    const { errors, window } = kept();
    window.happens('gone', 'clean-exit');
    window.destroy();
    window.happens('gone', 'killed');
    expect([window.reloads, errors]).toEqual([0, []]);
  });

  it('says so when its page cannot be opened', () => {
    const { errors, window } = kept();
    window.happens('notLoaded', 'ERR_FILE_NOT_FOUND');
    expect(errors[0]).toMatch(/ERR_FILE_NOT_FOUND.*What was saved is safe/s);
  });
});
