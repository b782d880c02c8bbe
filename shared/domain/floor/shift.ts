import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { idSchema } from '../primitives';
import type { TimeWindow } from './floor';

/** 1 is Monday, 7 is Sunday. */
const weekdaySchema = z.literal([1, 2, 3, 4, 5, 6, 7]);
export type Weekday = z.infer<typeof weekdaySchema>;

const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as in 06:00');

/** When somebody is planned to be there, as the clock on their own wall tells it. */
export const shiftSchema = z.object({
  /** An IANA name, such as `Asia/Manila`. */
  zone: z.string().min(1).max(60).refine(isZone, 'must be a time zone as in Asia/Manila'),
  /** The days on which it starts. */
  weekdays: z.array(weekdaySchema).min(1).max(7),
  /** `HH:MM`. */
  start: timeSchema,
  /** `HH:MM`; at or before the start it means the next day. */
  end: timeSchema,
});
export type Shift = Readonly<Omit<z.infer<typeof shiftSchema>, 'weekdays'>> & Readonly<{ weekdays: readonly Weekday[] }>;

/** All that is planned of an operator. */
export const shiftPlanSchema = z.object({ operatorId: idSchema, shifts: z.array(shiftSchema) });
export type ShiftPlan = Readonly<z.infer<typeof shiftPlanSchema>>;

/** A plan with other hours on some days; what was planned on them before goes. Without hours nothing is planned there any more. */
export function replanned(plan: readonly Shift[], weekdays: readonly Weekday[], shift: Omit<Shift, 'weekdays'> | null): readonly Shift[] {
  const kept = plan.map((each) => ({ ...each, weekdays: each.weekdays.filter((day) => !weekdays.includes(day)) })).filter((each) => each.weekdays.length > 0);
  return shift === null ? kept : [...kept, { ...shift, weekdays: [...weekdays].sort((a, b) => a - b) }];
}

/** Whether this computer knows the zone. A name that it does not know must not reach a forecast. */
function isZone(name: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId !== '' && !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

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
