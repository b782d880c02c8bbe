import type { UpdateStatus } from '../../shared/ipc/update-status';
import type { Translate } from '../ui/messages';

/** What becomes of a lead's word: what it still waits for, whatever that is. */
export function leadsWordWords({ version, waitsFor }: UpdateStatus, t: Translate): string {
  return waitsFor === null ? t('update.installing', { version: version ?? '' }) : t(`update.waitsFor.${waitsFor}`);
}

/** What stands of updates in one calm line; null where there is nothing to tell. */
export function updateWords({ kind, version, percent, waitsFor }: UpdateStatus, t: Translate): string | null {
  const words = { version: version ?? '' };
  switch (kind) {
    case 'off':
    case 'none':
      return null;
    case 'fetching':
      return t('update.fetching', { ...words, percent: percent ?? 0 });
    case 'waiting':
      return `${t('update.waiting', words)}${waitsFor === null ? '' : ` ${t(`update.waitsFor.${waitsFor}`)}`}`;
    case 'installing':
      return t('update.installing', words);
    case 'trial':
      return t('update.trial', words);
    case 'updated':
      return t('update.updated', words);
    case 'rolledBack':
      return t('update.rolledBack', words);
    default:
      return kind satisfies never;
  }
}
