import { useLayoutEffect, useMemo } from 'react';
import type { FloorItem } from '../../shared/domain/floor-item';
import { CommandKey } from '../commands/command-key';
import { DueBadge } from '../ui/due-badge';
import { dayAndTime } from '../ui/format';
import { useMessages, type MessageKey } from '../ui/messages';
import type { FloorDesk } from './floor-desk';
import { itemsWithin, showList, useFloorFocus } from './floor-focus';
import { FloorListGrid } from './floor-list';

const COLUMNS = ['item', 'batch', 'holder', 'due', 'kept'] as const;

/** The open items of what was chosen, one by one, the most urgent first: to be moved singly. */
export function ItemsList({ desk }: Readonly<{ desk: FloorDesk }>) {
  const { t } = useMessages();
  const within = useFloorFocus((s) => s.within);
  const items = useMemo(() => new Map(itemsWithin(within, desk.view).map((item) => [item.id, item])), [within, desk]);
  useLayoutEffect(() => showList('items', [...items.keys()]), [items]);
  const Cells = useMemo(() => cellsOf(items), [items]);
  const columns = COLUMNS.map((id) => ({ id, label: t(`floor.items.${id}` as MessageKey) }));
  return (
    <section className="floor-one" aria-label={t('floor.items.title')}>
      <p className="crumbs"><CommandKey id="floor.leaveItems" /> {t('floor.items.back')}</p>
      <FloorListGrid list="items" label={t('floor.items.title')} columns={columns} desk={desk} Cells={Cells} />
    </section>
  );
}

function cellsOf(items: ReadonlyMap<string, FloorItem>) {
  return function ItemCells({ desk, id }: Readonly<{ desk: FloorDesk; id: string }>) {
    const { t, language } = useMessages();
    const item = items.get(id);
    if (item === undefined) return null;
    return (
      <>
        <span role="gridcell" className="cell-source">{item.source}</span>
        <span role="gridcell" className="cell-batch">{desk.names.get(item.batchId)?.batch}</span>
        <span role="gridcell" className="cell-holder">{item.assignedTo === null ? t('floor.pool') : (desk.people.get(item.assignedTo)?.name ?? '')}</span>
        <span role="gridcell" className="cell-due" title={dayAndTime(item.dueAtUtc, language)}><DueBadge isBrief dueAtUtc={item.dueAtUtc} /></span>
        <span role="gridcell" className="cell-kept">{item.keptCount > 0 && <span className="badge tray-undecided">{t('tray.onFloor', { count: item.keptCount })}</span>}</span>
      </>
    );
  };
}
