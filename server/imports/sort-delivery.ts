import type { ImportRequest } from '../../shared/protocol/admin';
import type { Page } from '../../shared/domain/item';
import type { StagedPage } from '../store/delivery-rows';

type DeliveredItem = ImportRequest['items'][number];

/** An item whose pages are all sealed. */
export type WholeItem = Readonly<{ delivered: DeliveredItem; pages: Page[] }>;

/** A delivery sorted into what can be keyed and what is wrong with the rest. */
export type SortedDelivery = Readonly<{ whole: readonly WholeItem[]; faults: readonly string[] }>;

/** An item with a faulty page is left out whole: nobody can key half an item. */
export function sortDelivery(request: ImportRequest, staged: ReadonlyMap<string, StagedPage>): SortedDelivery {
  const whole: WholeItem[] = [];
  const faults = [...request.faults];
  for (const delivered of request.items) {
    const read = delivered.pages.map((page) => ({ name: page.name, found: staged.get(page.sha256) }));
    const pages = read.flatMap(({ name, found }) => (found?.kind === 'sealed' ? [{ ...found.page, name }] : []));
    if (pages.length === delivered.pages.length) whole.push({ delivered, pages });
    for (const { name, found } of read) {
      if (found?.kind !== 'sealed') faults.push(`${placeOf(delivered, name)} ${found?.fault ?? 'did not arrive'}`);
    }
  }
  return { whole, faults };
}

function placeOf(item: DeliveredItem, page: string): string {
  return item.source === page ? page : `${item.source}/${page}`;
}
