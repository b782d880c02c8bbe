import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { QueueRow } from '../store/database';
import { batchNames, queueRows } from '../store/queries';
import { useLive } from '../store/use-live';
import { DueBadge } from '../ui/due-badge';
import { useMessages } from '../ui/messages';
import { ROW_REM, useRowList } from '../ui/use-row-list';
import { activate, useQueue } from './queue-state';

const COLUMNS = ['client', 'project', 'batch', 'position', 'source', 'due', 'state'] as const;

type Names = NonNullable<ReturnType<typeof useNames>>;

/** The list of items to key: one row in the tab order, virtualised, live. */
export function QueueGrid({ operatorId, onOpen }: Readonly<{ operatorId: string; onOpen: (itemId: string) => void }>) {
  const { t } = useMessages();
  const itemIds = useQueue((s) => s.itemIds);
  const activeId = useQueue((s) => s.activeId);
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useRowList(scroller, itemIds.length, activeId === null ? -1 : itemIds.indexOf(activeId));
  const rows = useRows(operatorId, shown.map((index) => itemIds[index] ?? ''));
  const names = useNames();
  useEffect(() => {
    if (document.activeElement?.closest('[role=dialog], [role=menu]')) return;
    scroller.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }, [activeId, rows, names]);
  // The row that had the focus may have left the list: the keys are never nowhere.
  useLayoutEffect(() => {
    if (document.activeElement !== document.body) return;
    const row = scroller.current?.querySelector<HTMLElement>('[tabindex="0"]') ?? scroller.current?.closest<HTMLElement>('main');
    row?.focus({ preventScroll: true });
  });
  return (
    <div role="grid" aria-label={t('queue.title')} aria-rowcount={itemIds.length + 1} className="grid">
      <div role="row" aria-rowindex={1} className="grid-row grid-head">
        {COLUMNS.map((c) => <span key={c} role="columnheader" className={`cell-${c}`}>{t(`queue.${c}`)}</span>)}
      </div>
      <div ref={scroller} role="rowgroup" className="grid-body">
        <div role="presentation" style={{ height: `${itemIds.length * ROW_REM}rem` }}>
          {shown.map((index) => {
            const itemId = itemIds[index] ?? '';
            const row = rows.get(itemId);
            return row === undefined || names === undefined ? null : (
              <GridRow key={itemId} row={row} index={index} isActive={itemId === activeId} names={names} onOpen={onOpen} />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function GridRow({ row, index, isActive, names, onOpen }: Readonly<{
  row: QueueRow; index: number; isActive: boolean; names: Names; onOpen: (itemId: string) => void;
}>) {
  const { t } = useMessages();
  const name = names.get(row.batchId);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isActive}
      data-testid="queue-row"
      tabIndex={isActive ? 0 : -1}
      className="grid-row"
      style={{ transform: `translateY(${index * ROW_REM}rem)` }}
      onFocus={() => activate(row.itemId)}
      onDoubleClick={() => onOpen(row.itemId)}
    >
      <span role="gridcell" className="cell-client">{name?.client}</span>
      <span role="gridcell" className="cell-project">{name?.project}</span>
      <span role="gridcell" className="cell-batch">{name?.batch}</span>
      <span role="gridcell" className="cell-position">{row.position}</span>
      <span role="gridcell" className="cell-source">{row.source}</span>
      <span role="gridcell" className="cell-due"><DueBadge dueAtUtc={row.dueAtUtc} /></span>
      <span role="gridcell" className="cell-state">{row.heldFor !== null && <span className="badge badge-draft">{t('hold.short')}: {t(`hold.${row.heldFor}`)}</span>}{row.hasDraft && row.heldFor === null && <span className="badge badge-draft">{t('queue.draft')}</span>}</span>
    </div>
  );
}

/** The visible rows; those of the last answer stay while the next one is on its way. */
function useRows(operatorId: string, itemIds: readonly string[]): ReadonlyMap<string, QueueRow> {
  const wanted = itemIds.join(' ');
  const query = useMemo(() => queueRows(operatorId, wanted === '' ? [] : wanted.split(' ')), [operatorId, wanted]);
  const latest = useLive(query);
  const kept = useRef<ReadonlyMap<string, QueueRow>>(new Map());
  if (latest !== undefined) kept.current = new Map(latest.map((row) => [row.itemId, row]));
  return kept.current;
}

function useNames() {
  const query = useMemo(() => batchNames(), []);
  return useLive(query);
}
