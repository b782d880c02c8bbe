import { create } from 'zustand';
import { forecastFloor, type BatchForecast } from '../../shared/domain/floor/forecast-floor';
import type { Operator } from '../../shared/domain/operator';
import type { BatchNames } from '../store/queries';
import type { FloorView } from './floor-model';
import { outlookOf, type FloorOutlook } from './floor-outlook';

/** Everything that the floor's lists and panels read: made anew when the floor, a name or the time has changed. */
export type FloorDesk = Readonly<{
  view: FloorView;
  people: ReadonlyMap<string, Operator>;
  names: BatchNames;
  nowMs: number;
  outlook: FloorOutlook;
  /** By batch, the most urgent first; empty while no pace is known. */
  forecast: ReadonlyMap<string, BatchForecast>;
}>;

export const useFloorDesk = create<Readonly<{ desk: FloorDesk | null }>>()(() => ({ desk: null }));

export function setFloorDesk(view: FloorView, people: ReadonlyMap<string, Operator>, names: BatchNames, nowMs: number): void {
  const outlook = outlookOf(view, people, names, nowMs);
  useFloorDesk.setState({ desk: { view, people, names, nowMs, outlook, forecast: forecastFloor(outlook.floor, nowMs) } });
}
