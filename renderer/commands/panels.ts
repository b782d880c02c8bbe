import { create } from 'zustand';

export type Panel = 'palette' | 'help' | 'menu';

/** Which of the panels that show commands is open. */
export const usePanels = create<{ open: Panel | null }>()(() => ({ open: null }));

export function openPanel(panel: Panel): void {
  usePanels.setState({ open: panel });
}

export function closePanel(): void {
  usePanels.setState({ open: null });
}
