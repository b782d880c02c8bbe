import { timeParts } from '../ui/format';
import { useMessages } from '../ui/messages';
import { timeWords } from '../ui/time-words';
import type { FloorDesk } from './floor-desk';
import type { Effect } from './move-choices';

/** What a choice does to the deadlines, in a few words; nothing while no pace is known. */
export function EffectWords({ effect, desk }: Readonly<{ effect: Effect; desk: FloorDesk }>) {
  const { t } = useMessages();
  if (desk.outlook.medianItemMs === null) return <small className="effect">{t('effect.noPace')}</small>;
  const [worst] = effect.late;
  if (worst === undefined) return <small className="effect">{t('effect.allTimely')}</small>;
  const batch = desk.names.get(worst.batchId)?.batch ?? '';
  const late = Number.isFinite(worst.lateByMs) ? t('effect.late', { batch, amount: timeWords(timeParts(worst.lateByMs), t) }) : t('effect.never', { batch });
  const more = effect.late.length > 1 ? ` ${t('effect.more', { count: effect.late.length - 1 })}` : '';
  return <small className={effect.late.some(({ isNew }) => isNew) ? 'effect effect-bad' : 'effect'}>{late}{more}</small>;
}
