import { flushSync } from 'react-dom';
import { create } from 'zustand';
import type { Command } from './command';

export type Panel = 'palette' | 'help' | 'menu';

/** Which of the panels that show commands is open. */
export const usePanels = create<{ open: Panel | null }>()(() => ({ open: null }));

let returnTo: Element | null = null;

export function openPanel(panel: Panel): void {
  if (usePanels.getState().open === null) returnTo = document.activeElement;
  usePanels.setState({ open: panel });
}

export function closePanel(): void {
  usePanels.setState({ open: null });
}

/** The panel goes first and the focus returns, so that the command finds things as they were. */
export function runAndClose(command: Command): void {
  flushSync(closePanel);
  if (returnTo instanceof HTMLElement) returnTo.focus();
  if (command.when()) command.run();
}
