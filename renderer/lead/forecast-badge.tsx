import type { BatchForecast } from '../../shared/domain/floor/forecast-floor';
import { clockTime, dayAndTime, timeParts } from '../ui/format';
import { useMessages } from '../ui/messages';
import { timeWords } from '../ui/time-words';

const DAY_MS = 24 * 60 * 60_000;

/** When a batch will be finished at today's pace, and by how much too late. */
export function ForecastBadge({ forecast, nowMs }: Readonly<{ forecast: BatchForecast | undefined; nowMs: number }>) {
  const { t, language } = useMessages();
  if (forecast === undefined) return null;
  const { finishAtMs, lateByMs } = forecast;
  if (finishAtMs === null) return <span className="badge badge-late">{t('floor.never')}</span>;
  const utc = new Date(finishAtMs).toISOString();
  const at = finishAtMs - nowMs < DAY_MS ? clockTime(utc, language) : dayAndTime(utc, language);
  if (lateByMs > 0) return <span className="badge badge-late">{t('floor.lateBy', { amount: timeWords(timeParts(lateByMs), t), at })}</span>;
  return <span className="badge">{t('floor.doneAt', { at })}</span>;
}
