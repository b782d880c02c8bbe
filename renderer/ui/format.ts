import type { Language } from './messages';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', it: 'it-IT', nb: 'nb-NO' };

const CLOCK = formatters((locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false }));

const DAY_AND_TIME = formatters((locale) => new Intl.DateTimeFormat(locale, {
  weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false,
}));

const DAY = formatters((locale) => new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }));

const WHOLE = formatters((locale) => new Intl.NumberFormat(locale));

/** One for each language, made when it is first wanted: to make one takes longer than to draw the row that needs it. */
function formatters<F>(make: (locale: string) => F): (language: Language) => F {
  const made = new Map<Language, F>();
  return (language) => {
    const formatter = made.get(language) ?? make(LOCALES[language]);
    made.set(language, formatter);
    return formatter;
  };
}

/** A time of day as a clock shows it, e.g. `06:12`. */
export function clockTime(utc: string, language: Language): string {
  return CLOCK(language).format(new Date(utc));
}

/** A deadline with its day, e.g. `Sat 21 Nov, 17:00`. */
export function dayAndTime(utc: string, language: Language): string {
  return DAY_AND_TIME(language).format(new Date(utc));
}

/** A day of the calendar in words, e.g. `Sat 21 Nov 2026`. */
export function dayInWords(isoDate: string, language: Language): string {
  return DAY(language).format(new Date(isoDate));
}

export function wholeNumber(count: number, language: Language): string {
  return WHOLE(language).format(count);
}

export type TimeLeft = Readonly<{ late: boolean; days: number; hours: number; minutes: number }>;

/** How far a deadline is away, in whole minutes, or how long it has passed. */
export function timeLeft(dueAtUtc: string, nowMs: number): TimeLeft {
  const leftMs = Date.parse(dueAtUtc) - nowMs;
  return { late: leftMs < 0, ...timeParts(leftMs) };
}

/** A stretch of time, whichever way it runs, in whole minutes. */
export function timeParts(ms: number): Omit<TimeLeft, 'late'> {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  return { days: Math.floor(minutes / 1440), hours: Math.floor(minutes / 60) % 24, minutes: minutes % 60 };
}
