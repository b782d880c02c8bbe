import { keystrokesPerHour } from '../../shared/domain/session-figures';
import { wholeNumber } from '../ui/format';
import { useMessages } from '../ui/messages';
import { usePace } from './pace-state';

/** What the operator has done today on this desk, and how fast: net of pauses and of waiting. */
export function DayPace() {
  const { t, language } = useMessages();
  const pace = usePace();
  const perHour = keystrokesPerHour(pace);
  return (
    <span className="progress" data-testid="pace">
      <span>{t('entry.today', { count: pace.entries, shown: wholeNumber(pace.entries, language) })}</span>
      {perHour !== null && <span><b>{wholeNumber(perHour, language)}</b> {t('entry.perHour')}</span>}
    </span>
  );
}
