import { useDesk } from '../store/desk-state';
import { useIndexState } from '../store/index-client';
import { useMessages, type MessageKey } from '../ui/messages';

/** Why a room of the lead has nothing to list: it is being read, cannot be read, was never heard of here, or there is nothing. */
export function EmptyRoom({ label, isLoading, empty, offline }: Readonly<{ label: string; isLoading: boolean; empty: 'empty.floor' | 'empty.tray'; offline: 'empty.floorOffline' | 'empty.trayOffline' }>) {
  const { t } = useMessages();
  const index = useIndexState((s) => s.state);
  const link = useDesk((s) => s.status?.link ?? 'connecting');
  const key = index === 'broken' ? 'empty.broken' : isLoading || index === 'reading' ? 'empty.loading' : link === 'online' ? empty : offline;
  return (
    <section className="empty" aria-label={label}>
      <h2>{t(`${key}.title` as MessageKey)}</h2>
      <p>{t(`${key}.text` as MessageKey)}</p>
    </section>
  );
}
