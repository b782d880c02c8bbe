import { cellPlace, type Address } from '../../shared/forms/address';
import type { Zone } from '../../shared/forms/field';
import type { KeyableWork } from './entry-state';

/** Where a field stands on the source: as its item says, else as its form does; null when neither does. */
export function zoneOf({ item, plan }: KeyableWork, address: Address): Zone | null {
  const own = item.zones?.[address];
  if (own !== undefined) {
    const [page, x, y, w, h] = own;
    return { page, x, y, w, h };
  }
  return plan.slots.get(cellPlace(address)?.columnId ?? address)?.field.zone ?? null;
}
