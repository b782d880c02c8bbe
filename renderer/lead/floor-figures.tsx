import { wholeNumber } from '../ui/format';
import { useMessages } from '../ui/messages';
import type { FloorDesk } from './floor-desk';

const HOUR_MS = 60 * 60_000;

/** The floor in five numbers. */
export function FloorFigures({ desk }: Readonly<{ desk: FloorDesk }>) {
  const { t, language } = useMessages();
  const { outlook, forecast, view, people } = desk;
  const late = outlook.medianItemMs === null ? null : [...forecast.values()].filter(({ lateItems }) => lateItems > 0).length;
  const keying = [...outlook.operators.values()].filter(({ state }) => state === 'keying').length;
  const all = [...people.values()].filter(({ role, state }) => role === 'operator' && state === 'active').length;
  const pace = [...outlook.operators.values()].reduce((sum, { doneInHour }) => sum + doneInHour, 0);
  const number = (count: number): string => wholeNumber(count, language);
  return (
    <dl className="figures">
      <Figure value={number(view.openCount)} label={t('floor.figure.open')} />
      <Figure value={late === null ? '–' : number(late)} label={t('floor.figure.late')} isBad={late !== null && late > 0} />
      <Figure value={`${number(keying)} / ${number(all)}`} label={t('floor.figure.keying')} />
      <Figure value={number(pace)} label={t('floor.figure.pace')} />
      <Figure value={outlook.medianItemMs === null ? '–' : number(Math.round(HOUR_MS / outlook.medianItemMs))} label={t('floor.figure.median')} />
    </dl>
  );
}

function Figure({ value, label, isBad = false }: Readonly<{ value: string; label: string; isBad?: boolean }>) {
  return <div className={isBad ? 'figure figure-bad' : 'figure'}><dd>{value}</dd><dt>{label}</dt></div>;
}
