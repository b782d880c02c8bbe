import type { FieldOf } from '../field';
import { parsed, unfit, type Parsed } from '../parsed';
import type { ValueKind } from './value-kind';

type TimeField = FieldOf<'time'>;

/** Hours alone, hours and minutes, or with seconds; without separators the last pairs are minutes and seconds. */
const SHAPES: readonly RegExp[] = [/^(\d{1,2})$/, /^(\d{1,2}) ?[:.] ?(\d{2})$/, /^(\d{1,2})(\d{2})$/];
const WITH_SECONDS: readonly RegExp[] = [...SHAPES, /^(\d{1,2}) ?[:.] ?(\d{2}) ?[:.] ?(\d{2})$/, /^(\d{1,2})(\d{2})(\d{2})$/];

/** Times of day on a clock of 24 hours. */
export const timeKind: ValueKind<TimeField> = {
  read: (field, keyed) => readTime(keyed, field.seconds === true),
  show: (_field, value) => value,
  problem: (field, value) => (canonical(field.seconds === true).test(value) ? null : 'notATime'),
  isFull: (field, keyed) => isWholeTime(keyed, field.seconds === true),
  takes: (_field, sign) => /[\d:.\s]/.test(sign),
};

function readTime(text: string, seconds: boolean): Parsed {
  const keyed = text.replaceAll(/\s+/g, ' ');
  for (const shape of seconds ? WITH_SECONDS : SHAPES) {
    const match = shape.exec(keyed);
    if (match === null) continue;
    const [, hour = '', minute = '00', second = '00'] = match;
    const time = [hour.padStart(2, '0'), minute, ...(seconds ? [second] : [])].join(':');
    if (canonical(seconds).test(time)) return parsed(time);
  }
  return unfit('notATime');
}

function canonical(seconds: boolean): RegExp {
  return seconds ? /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/ : /^(?:[01]\d|2[0-3]):[0-5]\d$/;
}

/** `830` can be no other time than 8:30, while `123` can go on to 12:3x. */
function isWholeTime(keyed: string, seconds: boolean): boolean {
  const most = seconds ? 6 : 4;
  if (/^\d+$/.test(keyed)) return keyed.length >= most || (keyed.length === most - 1 && Number(keyed.slice(0, 2)) > 23);
  return (seconds ? /^\d{1,2}[:.]\d{2}[:.]\d{2}$/ : /^\d{1,2}[:.]\d{2}$/).test(keyed);
}
