import { create } from 'zustand';
import { forecastFloor, type BatchForecast } from '../../shared/domain/floor/forecast-floor';
import type { Operator } from '../../shared/domain/operator';
import type { BatchNames } from '../store/queries';
import type { FloorView } from './floor-model';
import { outlookOf, type FloorOutlook } from './floor-outlook';
import type { Presence } from './operator-presence';

/** Everything that the floor's lists and panels read: made anew when the floor, a name or the time has changed. */
export type FloorDesk = Readonly<{
  view: FloorView;
  people: ReadonlyMap<string, Operator>;
  names: BatchNames;
  presence: Presence;
  nowMs: number;
  outlook: FloorOutlook;
  /** By batch, the most urgent first. While no pace is known it says nothing of times. */
  forecast: ReadonlyMap<string, BatchForecast>;
}>;

export const useFloorDesk = create<Readonly<{ desk: FloorDesk | null }>>()(() => ({ desk: null }));

export function setFloorDesk(view: FloorView, people: ReadonlyMap<string, Operator>, names: BatchNames, nowMs: number, presence: Presence): void {
  const outlook = outlookOf(view, people, names, nowMs, presence);
  useFloorDesk.setState({ desk: { view, people, names, presence, nowMs, outlook, forecast: forecastFloor(outlook.floor, nowMs) } });
}

/** Whether there is anything to list: open work, or somebody who was here today. */
export function hasRows(desk: FloorDesk | null): boolean {
  if (desk === null) return false;
  return desk.view.openCount > 0 || desk.presence.sessions.some(({ operatorId }) => desk.people.get(operatorId)?.role === 'operator');
}
