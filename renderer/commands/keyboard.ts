import { chordsOf } from './chord';
import { useKeys } from './key-profile';
import { availableCommands } from './registry';
import { usePanels } from './panels';

/** Runs commands by their keys for as long as the page lives. Text that an input method is composing, and signs typed with AltGr, are left alone. */
export function listenToKeys(target: Window): void {
  target.addEventListener('keydown', (event) => {
    if (event.isComposing || event.defaultPrevented || event.getModifierState('AltGraph')) return;
    const chords = chordsOf(event);
    // An open dialog has the keys to itself; its own widgets close it.
    if (usePanels.getState().open !== null) return;
    const { keys } = useKeys.getState();
    const command = availableCommands().find((c) => chords.some((chord) => keys[c.id]?.includes(chord)));
    if (command === undefined) return;
    event.preventDefault();
    if (!event.repeat || command.repeats === true) command.run();
  }, { capture: true });
}
