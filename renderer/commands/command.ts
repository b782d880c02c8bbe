import type { MessageKey } from '../ui/messages';

/** Where a command belongs in menu and help. */
export type CommandGroup = 'queue' | 'floor' | 'tray' | 'entry' | 'source' | 'station';

/**
 * One thing that a person can ask for. Keyboard, menu, palette and help all read this record, so a key that is shown is
 * a key that works.
 */
export type Command = Readonly<{
  id: string;
  label: MessageKey;
  group: CommandGroup;
  /** Default chords, e.g. `Ctrl+Enter`; the first is the one that is shown. Empty: menu and palette only. */
  keys: readonly string[];
  /** Whether it can be run now; a command that cannot is neither shown nor takes its key. */
  when: () => boolean;
  run: () => void;
  /** Whether a key that is held down runs it again and again; an entry must not be submitted by a heavy finger. */
  repeats?: true;
}>;
