import { useFloorDesk } from './floor-desk';
import { forgetFocus } from './floor-focus';
import { useGestures } from './move-work';
import { forgetTray } from './tray-state';

/** Whoever signs on next finds nothing of what this lead had chosen or done here; what they moved is in the journal. */
export function forgetFloor(): void {
  forgetFocus();
  forgetTray();
  useGestures.setState({ gestures: [] });
  useFloorDesk.setState({ desk: null });
}
