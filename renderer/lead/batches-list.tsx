import { dayAndTime, wholeNumber } from '../ui/format';
import { DueBadge } from '../ui/due-badge';
import { useMessages, type MessageKey } from '../ui/messages';
import type { FloorDesk } from './floor-desk';
import { FloorListGrid } from './floor-list';
import { ForecastBadge } from './forecast-badge';

const COLUMNS = ['batch', 'client', 'due', 'left', 'done', 'pool', 'forecast'] as const;

/** Batches with open items, the most urgent first. */
export function BatchesList({ desk }: Readonly<{ desk: FloorDesk }>) {
  const { t } = useMessages();
  const columns = COLUMNS.map((id) => ({ id, label: t(`floor.batches.${id}` as MessageKey) }));
  return <FloorListGrid list="batches" label={t('floor.batches.title')} columns={columns} desk={desk} Cells={BatchCells} />;
}

function BatchCells({ desk, id: batchId }: Readonly<{ desk: FloorDesk; id: string }>) {
  const { t, language } = useMessages();
  const batch = desk.view.batches.get(batchId);
  const name = desk.names.get(batchId);
  if (batch === undefined) return null;
  const number = (count: number): string => wholeNumber(count, language);
  return (
    <>
      <span role="gridcell" className="cell-batch">{name?.batch} <small>{name?.project}</small></span>
      <span role="gridcell" className="cell-client">{name?.client}</span>
      <span role="gridcell" className="cell-due" title={dayAndTime(batch.dueAtUtc, language)}><DueBadge isBrief dueAtUtc={batch.dueAtUtc} /></span>
      <span role="gridcell" className="cell-left">{number(batch.openCount)}</span>
      <span role="gridcell" className="cell-done">{number(batch.doneCount)}</span>
      <span role="gridcell" className="cell-pool">{number(batch.poolCount)}</span>
      <span role="gridcell" className="cell-forecast">{desk.outlook.medianItemMs === null ? <small>{t('floor.noPace')}</small> : <ForecastBadge forecast={desk.forecast.get(batchId)} nowMs={desk.nowMs} />}</span>
    </>
  );
}
