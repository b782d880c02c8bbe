import { useCallback, useMemo } from 'react';
import { Button, Heading } from 'react-aria-components';
import { floorHistory, type FloorHistory } from '../../shared/domain/floor/floor-history';
import { closePanel } from '../commands/panels';
import { clockTime, wholeNumber } from '../ui/format';
import { KeyChord } from '../ui/key-chord';
import { useMessages } from '../ui/messages';
import { TimeChart } from '../ui/time-chart';
import { FloorPanel, type FloorPanelParts } from './floor-panel';
import { floor } from './floor-state';

/** A shift in quarters of an hour. */
const STEP_MS = 15 * 60_000;
const STEPS = 32;

/** Throughput and backlog of the floor over the last eight hours. */
export function ChartsPanel({ leadId }: Readonly<{ leadId: string }>) {
  return <FloorPanel panel="charts" leadId={leadId} Content={Charts} isWide />;
}

function Charts({ desk }: FloorPanelParts) {
  const { t, language } = useMessages();
  const history = useMemo(() => floorHistory(floor.times(), desk.nowMs, STEP_MS, STEPS), [desk]);
  const timeText = useCallback((ms: number) => clockTime(new Date(ms).toISOString(), language), [language]);
  const numberText = useCallback((value: number) => wholeNumber(value, language), [language]);
  const series = useMemo(() => ({
    done: { atMs: history.atMs, values: history.done, kind: 'bars' as const }, open: { atMs: history.atMs, values: history.open, kind: 'area' as const },
  }), [history]);
  const done = history.done.reduce((sum, count) => sum + count, 0);
  const [first, last] = [history.open[0] ?? 0, history.open.at(-1) ?? 0];
  return (
    <>
      <Heading slot="title">{t('charts.title')}</Heading>
      <section className="chart" data-testid="chart-done">
        <h2>{t('charts.done', { count: done, shown: numberText(done) })}</h2>
        <TimeChart series={series.done} timeText={timeText} numberText={numberText} />
      </section>
      <section className="chart" data-testid="chart-open">
        <h2>{t('charts.open', { first: numberText(first), last: numberText(last) })}</h2>
        <TimeChart series={series.open} timeText={timeText} numberText={numberText} />
      </section>
      <HistoryTable history={history} timeText={timeText} numberText={numberText} />
      <p className="panel-buttons"><Button autoFocus onPress={closePanel}>{t('help.close')} <KeyChord words={['Esc']} /></Button></p>
    </>
  );
}

/** The same in numbers, an hour a row: for whoever does not see the charts. */
function HistoryTable({ history, timeText, numberText }: Readonly<{ history: FloorHistory; timeText: (ms: number) => string; numberText: (value: number) => string }>) {
  const { t } = useMessages();
  const hours = Array.from({ length: STEPS / 4 }, (_, hour) => {
    const end = (hour + 1) * 4;
    return { atMs: history.atMs[end] ?? 0, open: history.open[end] ?? 0, done: history.done.slice(end - 3, end + 1).reduce((sum, count) => sum + count, 0) };
  });
  return (
    <table className="visually-hidden">
      <thead><tr><th scope="col">{t('charts.until')}</th><th scope="col">{t('charts.doneInHour')}</th><th scope="col">{t('charts.openThen')}</th></tr></thead>
      <tbody>{hours.map(({ atMs, open, done }) => <tr key={atMs}><th scope="row">{timeText(atMs)}</th><td>{numberText(done)}</td><td>{numberText(open)}</td></tr>)}</tbody>
    </table>
  );
}
