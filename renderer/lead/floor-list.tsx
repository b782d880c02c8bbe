import { useLayoutEffect, useRef, type ComponentType } from 'react';
import { ROW_REM, useRowList } from '../ui/use-row-list';
import type { FloorDesk } from './floor-desk';
import { activate, toggleChosen, useFloorFocus, type FloorList } from './floor-focus';

/** A list of the floor: one row in the tab order, any number chosen, virtualised. */
export function FloorListGrid({ list, label, columns, desk, Cells }: Readonly<{
  list: FloorList; label: string; columns: readonly Readonly<{ id: string; label: string }>[]; desk: FloorDesk; Cells: ComponentType<Readonly<{ id: string; desk: FloorDesk }>>;
}>) {
  const ids = useFloorFocus((s) => s.ids[list]);
  const activeId = useFloorFocus((s) => s.active[list]);
  const chosen = useFloorFocus((s) => s.chosen[list]);
  const isCurrent = useFloorFocus((s) => s.list === list);
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useRowList(scroller, ids.length, activeId === null ? -1 : ids.indexOf(activeId));
  useLayoutEffect(() => {
    if (!isCurrent || document.activeElement?.closest('[role=dialog], [role=menu]')) return;
    scroller.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }, [activeId, isCurrent, ids]);
  return (
    <div role="grid" aria-label={label} aria-rowcount={ids.length + 1} aria-multiselectable="true" className={`grid floor-grid floor-${list}`}>
      <div role="row" aria-rowindex={1} className="grid-row grid-head">
        {columns.map((column) => <span key={column.id} role="columnheader" className={`cell-${column.id}`}>{column.label}</span>)}
      </div>
      <div ref={scroller} role="rowgroup" className="grid-body">
        <div role="presentation" style={{ height: `${ids.length * ROW_REM}rem` }}>
          {shown.map((index) => {
            const id = ids[index] ?? '';
            return (
              <div
                key={id} role="row" aria-rowindex={index + 2} aria-selected={chosen.has(id)} data-testid={`${list}-row`} data-active={isCurrent && id === activeId}
                tabIndex={isCurrent && id === activeId ? 0 : -1} className="grid-row" style={{ transform: `translateY(${index * ROW_REM}rem)` }}
                onFocus={() => activate(list, id)} onClick={(event) => {
                  activate(list, id);
                  if (event.ctrlKey || event.metaKey) toggleChosen();
                }}
              >
                <Cells id={id} desk={desk} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
