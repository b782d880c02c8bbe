import { flushSync } from 'react-dom';
import { create } from 'zustand';
import type { Command } from './command';

export type Panel = 'palette' | 'help' | 'menu' | 'keys' | 'hold' | 'reject' | 'reassign' | 'level' | 'summary' | 'signOff' | 'operator' | 'notes' | 'charts' | 'selfCheck';

/** Which of the panels that show commands is open. */
export const usePanels = create<{ open: Panel | null }>()(() => ({ open: null }));

let returnTo: Element | null = null;
let focusRoom: () => void = () => undefined;

/** Says how the room on screen takes the focus when nothing else has it. */
export function setRoomFocus(focus: () => void): void {
  focusRoom = focus;
}

export function openPanel(panel: Panel): void {
  if (usePanels.getState().open === null) returnTo = document.activeElement;
  usePanels.setState({ open: panel });
}

/** The panel goes and the focus returns in this same turn: the next key is meant for what was there before. */
export function closePanel(): void {
  if (usePanels.getState().open === null) return;
  flushSync(() => usePanels.setState({ open: null }));
  if (returnTo instanceof HTMLElement && returnTo.isConnected) returnTo.focus();
  // What had the focus may be gone, such as a row that was taken out.
  if (document.activeElement === document.body) focusRoom();
}

/** The panel goes first, so that the command finds things as they were. */
export function runAndClose(command: Command): void {
  closePanel();
  if (command.when()) command.run();
}
