import { cellPlace, type Address } from '../../shared/forms/address';
import type { Rows } from '../../shared/forms/form';
import { wordsIn } from '../../shared/forms/words';
import { ZoneStrip } from '../source/zone-strip';
import { useMessages } from '../ui/messages';
import { BoxState } from './box-state';
import { useEntry } from './entry-state';
import { useFocus } from './focus-state';
import { zoneOf } from './zone-of';

/** The piece of the source that a field stands on, right above its box while it is keyed: what comes up below the box leaves it in sight. */
export function Snippet({ address }: Readonly<{ address: Address }>) {
  const isFocused = useFocus((s) => s.address === address);
  const work = useEntry((s) => s.work);
  const zone = work !== null && isFocused ? zoneOf(work, address) : null;
  const page = zone === null ? undefined : work?.item.pages[zone.page - 1];
  return zone === null || page === undefined ? null : <div className="zone"><ZoneStrip hash={page.hash} zone={zone} /></div>;
}

/** The same for a table: above it, for the cell that is keyed, with its column's name and how what is keyed is understood. It stays in sight while the table is scrolled. */
export function RowSnippet({ rows, id }: Readonly<{ rows: Rows; id: string }>) {
  const { language } = useMessages();
  const address = useFocus((s) => (s.address !== null && cellPlace(s.address)?.rowsId === rows.id ? s.address : null));
  const place = address === null ? null : cellPlace(address);
  const field = rows.fields.find((each) => each.id === place?.columnId);
  if (address === null || place === null || field === undefined) return null;
  return (
    <div className="row-bar" data-testid={`zone-${rows.id}`}>
      <span className="row-bar-name">{wordsIn(field.label, language)} {place.row + 1}</span>
      <Snippet address={address} />
      <BoxState id={`${id}-state`} address={address} field={field} />
    </div>
  );
}
