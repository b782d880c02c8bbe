import { useLayoutEffect, useRef } from 'react';
import type { Operator } from '../../shared/domain/operator';
import type { BatchNames } from '../store/queries';
import type { TrayRow } from '../store/tray';
import { clockTime } from '../ui/format';
import { useMessages } from '../ui/messages';
import { ROW_REM, useRowList } from '../ui/use-row-list';
import { activateRow, useTray } from './tray-state';

export type TrayNames = Readonly<{ people: ReadonlyMap<string, Operator>; batches: BatchNames }>;

const COLUMNS = ['item', 'keyedBy', 'at', 'state'] as const;

/** What is kept, one row an entry; the focused one is in the tab order. */
export function TrayList({ rows, names }: Readonly<{ rows: readonly TrayRow[]; names: TrayNames }>) {
  const { t } = useMessages();
  const activeId = useTray((s) => s.activeId);
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useRowList(scroller, rows.length, rows.findIndex(({ entry }) => entry.id === activeId));
  useLayoutEffect(() => {
    if (document.activeElement?.closest('[role=dialog], [role=menu]')) return;
    scroller.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }, [activeId, rows]);
  return (
    <div role="grid" aria-label={t('tray.title')} aria-rowcount={rows.length + 1} className="grid floor-grid tray-list">
      <div role="row" aria-rowindex={1} className="grid-row grid-head">
        {COLUMNS.map((id) => <span key={id} role="columnheader" className={`cell-${id}`}>{t(`tray.${id}`)}</span>)}
      </div>
      <div ref={scroller} role="rowgroup" className="grid-body">
        <div role="presentation" style={{ height: `${rows.length * ROW_REM}rem` }}>
          {shown.map((index) => {
            const row = rows[index];
            return row === undefined ? null : (
              <div
                key={row.entry.id} role="row" aria-rowindex={index + 2} aria-selected={row.entry.id === activeId} data-testid="tray-row" data-active={row.entry.id === activeId}
                tabIndex={row.entry.id === activeId ? 0 : -1} className="grid-row" style={{ transform: `translateY(${index * ROW_REM}rem)` }}
                onFocus={() => activateRow(row.entry.id)} onClick={() => activateRow(row.entry.id)}
              >
                <Cells row={row} names={names} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Cells({ row: { entry, waiting }, names }: Readonly<{ row: TrayRow; names: TrayNames }>) {
  const { t, language } = useMessages();
  const state = waiting !== null ? 'waiting' : (entry.decided?.verdict ?? 'undecided');
  return (
    <>
      <span role="gridcell" className="cell-item">{entry.source} <small>{names.batches.get(entry.batchId)?.batch}</small></span>
      <span role="gridcell" className="cell-keyedBy">{names.people.get(entry.operatorId)?.name ?? ''}</span>
      <span role="gridcell" className="cell-at">{clockTime(entry.receivedAtUtc, language)}</span>
      <span role="gridcell" className="cell-state"><span className={`badge tray-${state}`}>{t(`tray.state.${state}`)}</span></span>
    </>
  );
}
