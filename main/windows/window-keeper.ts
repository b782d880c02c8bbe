import type { Clock } from '../clock';

/** The station's window as its keeper needs it. */
export type KeptWindow = Readonly<{
  isDestroyed: () => boolean;
  bringToFront: () => void;
  close: () => void;
  reload: () => void;
  onClosed: (listener: () => void) => void;
  /** The page's process ended by itself. */
  onPageGone: (listener: (reason: string) => void) => void;
  onPageNotLoaded: (listener: (reason: string) => void) => void;
}>;

export type KeeperParts<W extends KeptWindow> = Readonly<{
  open: () => W;
  clock: Pick<Clock, 'monotonicMs'>;
  showError: (title: string, text: string) => void;
}>;

const RELOADS = 3;
const RELOADS_WITHIN_MS = 60_000;

const SAVED_IS_SAFE = 'What was saved is safe on this disk. Close Keyroom and open it again; if this comes back, call your IT person.';

/** Keeps the station's one window: opens it, shows it to a second start, and brings its page back when that crashes. */
export class WindowKeeper<W extends KeptWindow> {
  private kept: W | null = null;
  private reloadedAtMs: readonly number[] = [];

  constructor(private readonly parts: KeeperParts<W>) {}

  /** The window there is; null when there is none, or it is on its way out. */
  get window(): W | null {
    return this.kept === null || this.kept.isDestroyed() ? null : this.kept;
  }

  /** Brings the window to the front, or opens one. */
  show(): void {
    if (this.window !== null) this.window.bringToFront();
    else this.open();
  }

  /** Closes it without a word: this process has no window any more. */
  close(): void {
    this.window?.close();
  }

  private open(): void {
    const window = this.parts.open();
    this.kept = window;
    window.onClosed(() => {
      if (this.kept === window) this.kept = null;
    });
    window.onPageGone((reason) => this.bringBack(window, reason));
    window.onPageNotLoaded((reason) => this.parts.showError('Keyroom’s page could not be opened', `${reason}.\n\n${SAVED_IS_SAFE}`));
  }

  /** A page that keeps crashing would only flicker: after a few times a person hears of it. */
  private bringBack(window: W, reason: string): void {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const nowMs = this.parts.clock.monotonicMs();
    const lately = this.reloadedAtMs.filter((ms) => nowMs - ms < RELOADS_WITHIN_MS);
    if (lately.length >= RELOADS) {
      this.parts.showError('Keyroom’s page keeps stopping', `It stopped again (${reason}).\n\n${SAVED_IS_SAFE}`);
      return;
    }
    this.reloadedAtMs = [...lately, nowMs];
    window.reload();
  }
}
