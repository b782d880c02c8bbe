import { createAnswers, type Answers } from '../answers';
import { codeList, entryAt } from '../code-lists';
import type { FormTongue } from '../customer/new-customer';
import { yesNo } from '../customer/new-customer';
import { dayAfter, drawDay, isoDay, printedDay, twoDigits, weekdayOf, type Day } from '../days';
import { storedNumber } from '../invoice/words';
import { drawPerson, type Home } from '../people/person';
import { createRandom, type Random } from '../random';

/** One week of one employee; the weekdays, 0 Monday, say in which printed row a worked day stands. */
export interface TimeSheet {
  readonly tongue: FormTongue;
  readonly name: string;
  readonly weekdays: readonly number[];
  readonly absenceCount: number;
  readonly answers: Answers;
}

type Answering = ReturnType<typeof createAnswers>;

/** Sheets of one cost centre come in a bundle. */
const BUNDLE = 30;
const LATEST_END = 23 * 60 + 55;

export function drawTimeSheet(random: Random, seed: number): TimeSheet {
  const bundle = createRandom(Math.floor(seed / BUNDLE) * 49_979_687);
  const home = bundle.pick<Home>(['NO', 'IT', 'IE']);
  const costCentre = `${bundle.whole(1, 9)}${bundle.digits(3)}`;
  const month = drawDay(bundle, 2024, 2025);
  const person = drawPerson(home, random);
  const name = `${person.given} ${person.family}`;
  const monday = mondayBefore(dayAfter(month, 7 * random.whole(0, 4)));
  const { worked, absent } = drawWeek(random);
  const answers = createAnswers();
  answerHead(answers, { costCentre, name, monday }, random);
  const minutes = worked.reduce((sum, weekday, index) => sum + answerDay(answers, `days.${index}`, dayAfter(monday, weekday), home, random), 0);
  absent.forEach((weekday, index) => answerAbsence(answers, `absences.${index}`, dayAfter(monday, weekday), home, random));
  answers.worked('totalHours', hoursOf(minutes));
  answers.keyed('statedHours', hoursOf(minutes), inTongue(hoursOf(minutes), home));
  const signed = yesNo(random.chance(0.96));
  answers.keyed('signed', signed, signed);
  return { tongue: home === 'NO' ? 'nb' : home === 'IT' ? 'it' : 'en', name, weekdays: worked, absenceCount: absent.length, answers: answers.done() };
}

function mondayBefore(day: Day): Day {
  return dayAfter(day, 1 - weekdayOf(day));
}

/** Five to seven days, most of them worked. */
function drawWeek(random: Random): { worked: number[]; absent: number[] } {
  const days = Array.from({ length: random.pick([5, 5, 5, 5, 6, 6, 7]) }, (_, index) => index);
  const count = random.pick([0, 0, 0, 1, 1, 2]);
  const first = random.whole(0, 5 - count);
  const absent = days.slice(first, first + count);
  return { worked: days.filter((day) => !absent.includes(day)), absent };
}

function answerHead(answers: Answering, { costCentre, name, monday }: Readonly<{ costCentre: string; name: string; monday: Day }>, random: Random): void {
  const number = `${random.whole(1, 9)}${random.digits(5)}`;
  answers.keyed('costCentre', costCentre, costCentre);
  answers.keyed('employeeNumber', number, number);
  answers.keyed('name', name.toUpperCase(), name.toUpperCase());
  answers.keyed('weekStart', isoDay(monday), printedDay(monday, ' '));
  const project = random.chance(0.85) ? `${random.pick(['A', 'B', 'D', 'H', 'K', 'P', 'R', 'T'])}-${random.digits(4)}` : undefined;
  answers.keyed('project', project ?? '', project);
}

/** Answers one day and gives its minutes. */
function answerDay(answers: Answering, at: string, day: Day, home: Home, random: Random): number {
  const start = random.pick([360, 390, 405, 420, 420, 435, 450, 450, 465, 480, 480, 495, 510, 540, 840]) + random.pick([0, 0, 0, 5, 10]);
  const pause = random.pick([30, 30, 30, 45, 60, 60, 20]);
  const length = random.chance(0.04) ? random.whole(41, 46) * 15 : random.whole(22, 39) * 15;
  // Nobody works past midnight, and hours in decimals come out even for quarters.
  const minutes = Math.floor(Math.min(length, LATEST_END - start - pause) / 15) * 15;
  const end = start + pause + minutes;
  answers.keyed(`${at}.date`, isoDay(day), shortDay(day));
  answers.keyed(`${at}.start`, clock(start), clock(start));
  answers.keyed(`${at}.end`, clock(end), clock(end));
  answers.keyed(`${at}.pause`, storedDuration(pause), `${Math.floor(pause / 60)}:${twoDigits(pause % 60)}`);
  answers.worked(`${at}.hours`, hoursOf(minutes), inTongue(hoursOf(minutes), home));
  return minutes;
}

function answerAbsence(answers: Answering, at: string, day: Day, home: Home, random: Random): void {
  const codes = codeList('absences');
  const code = random.chance(0.6) ? random.pick(['AL', 'SL', 'SC']) : (entryAt(codes, random.whole(0, codes.length - 1))['code'] ?? '');
  const hours = storedNumber(random.pick([750, 750, 750, 800, 375, 600]));
  answers.keyed(`${at}.absenceDate`, isoDay(day), shortDay(day));
  answers.keyed(`${at}.absence`, code, code);
  answers.keyed(`${at}.absenceHours`, hours, inTongue(hours, home));
}

function shortDay({ year, month, date }: Day): string {
  return `${twoDigits(date)}.${twoDigits(month)}.${twoDigits(year % 100)}`;
}

function clock(minutes: number): string {
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** Hundredths of an hour; exact, as all hours are whole quarters. */
function hoursOf(minutes: number): string {
  return storedNumber(Math.round((minutes * 100) / 60));
}

function inTongue(decimal: string, home: Home): string {
  return home === 'IE' ? decimal : decimal.replace('.', ',');
}

/** ISO 8601 in its shortest form, as forms store it. */
function storedDuration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours > 0 ? `${hours}H` : ''}${rest > 0 || hours === 0 ? `${rest}M` : ''}`;
}
