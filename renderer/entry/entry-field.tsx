import { memo, useId } from 'react';
import type { Address } from '../../shared/forms/address';
import type { Field } from '../../shared/forms/field';
import { showValue } from '../../shared/forms/read-text';
import { wordsIn } from '../../shared/forms/words';
import { useMessages } from '../ui/messages';
import { Box } from './box';
import { BoxState } from './box-state';
import { BoxWords } from './box-words';
import { Snippet } from './snippet';
import { useBox } from './use-box';

/** One field of the form with its label. Nothing of it is there while it is hidden. */
export const EntryField = memo(function EntryField({ address, field }: Readonly<{ address: Address; field: Field }>) {
  const { language } = useMessages();
  const id = useId();
  const isHidden = useBox(address, (s) => s.derived.hidden.has(address));
  const isWrong = useBox(address, (s) => s.problems[address] !== undefined);
  if (isHidden) return null;
  const label = wordsIn(field.label, language);
  return (
    <div className={`field${isWrong ? ' field-problem' : ''}`}>
      {field.compute === undefined && <Snippet address={address} />}
      {field.compute === undefined ? <label htmlFor={id}>{label}</label> : <span id={id} className="field-label">{label}</span>}
      {field.compute === undefined
        ? <Box id={id} address={address} field={field} describedBy={`${id}-state`} />
        : <ComputedValue address={address} field={field} labelledBy={id} />}
      <BoxState id={`${id}-state`} address={address} field={field} />
      <BoxWords address={address} />
    </div>
  );
});

/** A value that follows from others: shown, not keyed. */
export function ComputedValue({ address, field, labelledBy }: Readonly<{ address: Address; field: Field; labelledBy: string }>) {
  const { language } = useMessages();
  const value = useBox(address, (s) => s.derived.computed[address] ?? '');
  return <output className="computed" aria-labelledby={labelledBy} data-testid={`computed-${address}`}>{value === '' ? '' : showValue(field, value, language)}</output>;
}
