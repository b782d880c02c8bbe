import type { ComparedField, Said } from '../../shared/forms/compare-entries';
import { showValue } from '../../shared/forms/read-text';
import { wordsIn } from '../../shared/forms/words';
import { useMessages } from '../ui/messages';
import type { OpenedKept } from './tray-state';

/** The kept entry beside the winner, field by field; what differs stands out, and can be all that is shown. */
export function TrayComparison({ opened, keptBy, wonBy, isWinner, onlyDifferences }: Readonly<{ opened: OpenedKept; keptBy: string; wonBy: string | null; isWinner: boolean; onlyDifferences: boolean }>) {
  const { t } = useMessages();
  const { fields, notes } = opened;
  if (fields === null) return <p className="word word-warn" role="status">{t('tray.notComparable')}</p>;
  const differing = fields.filter(({ isSame }) => !isSame).length;
  const shown = onlyDifferences && wonBy !== null ? fields.filter(({ isSame }) => !isSame) : fields;
  return (
    <section className="comparison" aria-label={t('tray.comparison')}>
      <p className="crumbs" data-testid="tray-differences">{isWinner ? t('tray.isWinner') : wonBy === null ? t('tray.noWinner') : t('tray.differences', { count: differing, all: fields.length })}</p>
      <table>
        <thead><tr><th scope="col">{t('tray.field')}</th><th scope="col">{t(isWinner ? 'tray.winner' : 'tray.kept', { name: keptBy })}</th>{wonBy !== null && <th scope="col">{t('tray.winner', { name: wonBy })}</th>}</tr></thead>
        <tbody>
          {shown.map((each) => <FieldRow key={each.address} compared={each} hasWinner={wonBy !== null} />)}
          {(notes.kept !== '' || notes.winner !== '') && <tr><th scope="row">{t('tray.note')}</th><td>{notes.kept}</td>{wonBy !== null && <td>{notes.winner}</td>}</tr>}
        </tbody>
      </table>
    </section>
  );
}

function FieldRow({ compared: { field, row, first, second, isSame }, hasWinner }: Readonly<{ compared: ComparedField; hasWinner: boolean }>) {
  const { t, language } = useMessages();
  const differs = hasWinner && !isSame;
  return (
    <tr className={differs ? 'differs' : undefined}>
      <th scope="row">{row === null ? '' : <small>{row + 1}. </small>}{wordsIn(field.label, language)}{differs && <span className="visually-hidden"> ({t('tray.differs')})</span>}</th>
      <td><SaidWords field={field} said={first} /></td>
      {hasWinner && <td><SaidWords field={field} said={second} /></td>}
    </tr>
  );
}

function SaidWords({ field, said }: Readonly<{ field: ComparedField['field']; said: Said | null }>) {
  const { t, language } = useMessages();
  if (said === null) return <em className="dim">{t('tray.noRow')}</em>;
  if (said.flag !== null) return <em>{t(`flag.${said.flag}`)}</em>;
  return said.value === '' ? <em className="dim">{t('tray.empty')}</em> : <>{showValue(field, said.value, language)}</>;
}
