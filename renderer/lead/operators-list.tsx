import { clockTime, timeParts, wholeNumber } from '../ui/format';
import { useMessages, type MessageKey } from '../ui/messages';
import { timeWords } from '../ui/time-words';
import type { FloorDesk } from './floor-desk';
import { POOL } from './floor-focus';
import { FloorListGrid } from './floor-list';
import { heldMsOf } from './floor-outlook';

const COLUMNS = ['operator', 'held', 'hours', 'pace', 'until', 'state'] as const;
const HOUR_MS = 60 * 60_000;

/** Operators by name with what they hold, and the pool above them. */
export function OperatorsList({ desk }: Readonly<{ desk: FloorDesk }>) {
  const { t } = useMessages();
  const columns = COLUMNS.map((id) => ({ id, label: t(`floor.operators.${id}` as MessageKey) }));
  return <FloorListGrid list="operators" label={t('floor.operators.title')} columns={columns} desk={desk} Cells={HolderCells} />;
}

function HolderCells({ desk, id }: Readonly<{ desk: FloorDesk; id: string }>) {
  return id === POOL ? <PoolCells desk={desk} /> : <OperatorCells desk={desk} operatorId={id} />;
}

function PoolCells({ desk }: Readonly<{ desk: FloorDesk }>) {
  const { t, language } = useMessages();
  const count = desk.view.loads.reduce((sum, load) => sum + (load.operatorId === null ? load.count : 0), 0);
  return (
    <>
      <span role="gridcell" className="cell-operator">{t('floor.pool')}</span>
      <span role="gridcell" className="cell-held">{wholeNumber(count, language)}</span>
      <span role="gridcell" className="cell-hours" /><span role="gridcell" className="cell-pace" /><span role="gridcell" className="cell-until" /><span role="gridcell" className="cell-state" />
    </>
  );
}

function OperatorCells({ desk, operatorId }: Readonly<{ desk: FloorDesk; operatorId: string }>) {
  const { t, language } = useMessages();
  const one = desk.outlook.operators.get(operatorId);
  const person = desk.people.get(operatorId);
  if (one === undefined) return null;
  const { medianItemMs, mostHeldMs } = desk.outlook;
  const heldMs = heldMsOf(one, medianItemMs);
  return (
    <>
      <span role="gridcell" className="cell-operator">{person?.name ?? operatorId}</span>
      <span role="gridcell" className="cell-held">{wholeNumber(one.heldCount, language)}</span>
      <span role="gridcell" className="cell-hours">
        <i className="floor-bar" aria-hidden="true" style={{ inlineSize: `${Math.round(((heldMs ?? 0) / Math.max(1, mostHeldMs)) * 8) / 4}rem` }} />
        {heldMs === null || one.heldCount === 0 ? '' : timeWords(timeParts(heldMs), t)}
      </span>
      <span role="gridcell" className="cell-pace">{one.itemMs === null ? '–' : t('floor.perHour', { shown: wholeNumber(Math.round(HOUR_MS / one.itemMs), language) })}</span>
      <span role="gridcell" className="cell-until">{one.untilMs === null ? '' : clockTime(new Date(one.untilMs).toISOString(), language)}</span>
      <span role="gridcell" className="cell-state"><span className={`badge state-${one.state}`}>{
        person?.state === 'revoked' ? t('floor.state.revoked') : t(`floor.state.${one.state}`, { at: one.lastAtMs === null ? '' : clockTime(new Date(one.lastAtMs).toISOString(), language) })
      }</span></span>
    </>
  );
}
