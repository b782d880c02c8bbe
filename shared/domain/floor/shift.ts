import { Temporal } from 'temporal-polyfill';
import type { TimeWindow } from './floor';

/** 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** When somebody is planned to be there, as the clock on their own wall tells it. */
export type Shift = Readonly<{
  /** An IANA name, such as `Asia/Manila`. */
  zone: string;
  /** The days on which it starts. */
  weekdays: readonly Weekday[];
  /** `HH:MM`. */
  start: string;
  /** `HH:MM`; at or before the start it means the next day. */
  end: string;
}>;

/**
 * A shift's instants between two others, cut off at them, in order.
 * A time that the clock skips counts as much later as it skips, and of a time that comes twice the first is meant; so a night's shift
 * is as long as it really is. Throws a RangeError for a zone or a time that there is not.
 */
export function shiftWindows(shift: Shift, fromMs: number, toMs: number): readonly TimeWindow[] {
  const windows: TimeWindow[] = [];
  const last = dateOf(toMs, shift.zone);
  for (let date = dateOf(fromMs, shift.zone).subtract({ days: 1 }); Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    if (!shift.weekdays.includes(date.dayOfWeek as Weekday)) continue;
    const window = windowOn(shift, date);
    const cut = { fromMs: Math.max(window.fromMs, fromMs), toMs: Math.min(window.toMs, toMs) };
    if (cut.fromMs < cut.toMs) windows.push(cut);
  }
  return windows;
}

function windowOn({ zone, start, end }: Shift, date: Temporal.PlainDate): TimeWindow {
  const startTime = Temporal.PlainTime.from(start);
  const endTime = Temporal.PlainTime.from(end);
  const endDate = Temporal.PlainTime.compare(endTime, startTime) > 0 ? date : date.add({ days: 1 });
  return { fromMs: instantMs(date, startTime, zone), toMs: instantMs(endDate, endTime, zone) };
}

function instantMs(date: Temporal.PlainDate, time: Temporal.PlainTime, zone: string): number {
  return date.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

function dateOf(atMs: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate();
}
