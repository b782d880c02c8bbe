import { memo, useId } from 'react';
import { cellAddress } from '../../shared/forms/address';
import type { Field } from '../../shared/forms/field';
import type { Rows } from '../../shared/forms/form';
import { columnTotal } from '../../shared/forms/keying/column-total';
import { showValue } from '../../shared/forms/read-text';
import { wordsIn } from '../../shared/forms/words';
import { useMessages } from '../ui/messages';
import { Box } from './box';
import { BoxWords } from './box-words';
import { ComputedValue } from './entry-field';
import { useEntry, workingsNow } from './entry-state';
import { RowSnippet } from './snippet';
import { useBox } from './use-box';

/** A table that is keyed row by row, with its totals below. */
export function RowsTable({ rows }: Readonly<{ rows: Rows }>) {
  const { language } = useMessages();
  const id = useId();
  const isHidden = useEntry((s) => s.derived.hidden.has(rows.id));
  const count = useEntry((s) => s.keyed.rowCounts[rows.id] ?? 0);
  if (isHidden) return null;
  return (
    <section className="rows" aria-label={wordsIn(rows.label, language)}>
      <h3>{wordsIn(rows.label, language)} <span className="rows-count">{count}</span></h3>
      <RowSnippet rows={rows} id={id} />
      <div className="rows-scroller">
        <table>
          <thead>
            <tr>
              <th scope="col" aria-label="#">#</th>
              {rows.fields.map((field) => <th key={field.id} id={`${id}-${field.id}`} scope="col" className={widthClass(field)}>{wordsIn(field.label, language)}</th>)}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: count }, (_, row) => <Row key={row} rows={rows} row={row} id={id} />)}
          </tbody>
          {(rows.totals ?? []).length > 0 && <Totals rows={rows} />}
        </table>
      </div>
    </section>
  );
}

const Row = memo(function Row({ rows, row, id }: Readonly<{ rows: Rows; row: number; id: string }>) {
  const { language } = useMessages();
  return (
    <>
      <tr>
        <th scope="row">{row + 1}</th>
        {rows.fields.map((field) => <Cell key={field.id} rowsId={rows.id} row={row} field={field} id={id} />)}
      </tr>
      <RowWords rows={rows} row={row} labels={rows.fields.map((field) => wordsIn(field.label, language))} />
    </>
  );
});

const Cell = memo(function Cell({ rowsId, row, field, id }: Readonly<{ rowsId: string; row: number; field: Field; id: string }>) {
  const { language, t } = useMessages();
  const address = cellAddress(rowsId, row, field.id);
  const isHidden = useBox(address, (s) => s.derived.hidden.has(address));
  const flag = useBox(address, (s) => s.keyed.flags[address]);
  const isWrong = useBox(address, (s) => s.problems[address] !== undefined || (s.derived.findings[address] ?? []).some(({ key, edit }) => edit.severity !== 'info' && s.keyed.overrides[key] === undefined));
  if (isHidden) return <td className="cell-hidden" aria-hidden="true">–</td>;
  const label = `${wordsIn(field.label, language)} ${row + 1}`;
  return (
    <td className={`${widthClass(field)}${isWrong ? ' cell-problem' : ''}${flag === undefined ? '' : ' cell-flagged'}`} title={flag === undefined ? undefined : t(`flag.${flag}`)}>
      {field.compute === undefined
        ? <Box address={address} field={field} label={label} describedBy={`${id}-${field.id}`} />
        : <ComputedValue address={address} field={field} labelledBy={`${id}-${field.id}`} />}
    </td>
  );
});

/** What is wrong in a row stands below it, with the column's name. */
const RowWords = memo(function RowWords({ rows, row, labels }: Readonly<{ rows: Rows; row: number; labels: readonly string[] }>) {
  const addresses = rows.fields.map(({ id }) => cellAddress(rows.id, row, id));
  const hasWords = useEntry((s) => addresses.some((a) => s.problems[a] !== undefined || s.refusedSignAt === a || (s.derived.findings[a] ?? []).length > 0));
  if (!hasWords) return null;
  return (
    <tr>
      <td colSpan={rows.fields.length + 1}>{addresses.map((address, i) => <BoxWords key={address} address={address} label={labels[i] ?? ''} />)}</td>
    </tr>
  );
});

function Totals({ rows }: Readonly<{ rows: Rows }>) {
  const { t, language } = useMessages();
  // Worked out with what follows from the entry, which changes when a box is left.
  useEntry((s) => s.derived);
  return (
    <tfoot>
      <tr>
        <th scope="row" aria-label={t('entry.total')}>Σ</th>
        {rows.fields.map((field) => (
          <td key={field.id} className={widthClass(field)}>{rows.totals?.includes(field.id) === true && <output>{showValue(field, columnTotal(workingsNow(), rows.id, field), language)}</output>}</td>
        ))}
      </tr>
    </tfoot>
  );
}

function widthClass(field: Field): string {
  if (field.kind === 'text' || field.kind === 'longText') return field.maxLength > 24 ? 'cell-wide' : 'cell-usual';
  if (field.kind === 'integer') return 'cell-number cell-narrow';
  if (field.kind === 'decimal' || field.kind === 'money') return 'cell-number';
  if (field.kind === 'identifier') return 'cell-long';
  return field.kind === 'yesNo' || field.kind === 'choice' ? 'cell-narrow' : 'cell-usual';
}
