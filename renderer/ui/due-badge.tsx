import { useEffect, useState } from 'react';
import { dayAndTime, timeLeft } from './format';
import { useMessages } from './messages';

/** Nearer than this a deadline is shown as pressing. */
const PRESSING_HOURS = 2;

/** A deadline as the time that is left, with the day itself as its title. Kept up to date by itself. */
export function DueBadge({ dueAtUtc }: Readonly<{ dueAtUtc: string }>) {
  const { t, language } = useMessages();
  const left = timeLeft(dueAtUtc, useNowMs());
  const pressing = left.late || (left.days === 0 && left.hours < PRESSING_HOURS);
  const amount = left.days > 0
    ? t('due.daysHours', { days: left.days, hours: left.hours })
    : left.hours > 0 ? t('due.hoursMinutes', { hours: left.hours, minutes: left.minutes }) : t('due.minutes', { minutes: left.minutes });
  const state = left.late ? 'late' : pressing ? 'pressing' : 'calm';
  return (
    <span className={`badge badge-${state}`} title={dayAndTime(dueAtUtc, language)}>
      {left.late ? t('due.late', { amount }) : t('due.in', { amount })}
    </span>
  );
}

const TICK_MS = 30_000;

function useNowMs(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
