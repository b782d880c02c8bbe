import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, type RefObject } from 'react';

/** A row's height; it follows the size of the text. */
export const ROW_REM = 2.125;
/** Rows drawn beyond the visible ones, so that fast paging meets no empty frame. */
const OVERSCAN_ROWS = 20;

/** Which rows of a long list are drawn, by their indexes; the one in focus is scrolled into view. `activeIndex` is below 0 for none. */
export function useRowList(scroller: RefObject<HTMLElement | null>, count: number, activeIndex: number): readonly number[] {
  const virtual = useVirtualizer({
    count, getScrollElement: () => scroller.current, overscan: OVERSCAN_ROWS,
    estimateSize: () => ROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
  });
  useLayoutEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex);
  }, [activeIndex, virtual]);
  return virtual.getVirtualItems().map(({ index }) => index);
}
