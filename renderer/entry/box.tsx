import { memo, useCallback, type ChangeEvent, type FormEvent, type KeyboardEvent } from 'react';
import type { Address } from '../../shared/forms/address';
import type { Field } from '../../shared/forms/field';
import { takesSign } from '../../shared/forms/kinds/field-kinds';
import { advancesWhenFull } from '../../shared/forms/keying/advance';
import { isFullText, readText } from '../../shared/forms/read-text';
import { GrowingBox } from '../ui/growing-box';
import { closeCodeHelp, helpWithCode, useCodeHelp } from './code-help';
import { CodeHelpList, codeOptionId } from './code-help-list';
import { keepDraftSoon } from './draft-keeper';
import { keyText, refuseSign, settleBox, useEntry } from './entry-state';
import { registerBox } from './field-focus';
import { noteFocus, noteWentOn, useFocus } from './focus-state';
import { moveOn } from './move-on';
import { useBox } from './use-box';

type BoxProps = Readonly<{ address: Address; field: Field; id?: string; label?: string; describedBy: string }>;

/** Where a value is keyed. It alone is drawn again with each key. */
export const Box = memo(function Box({ address, field, id, label, describedBy }: BoxProps) {
  const text = useBox(address, (s) => s.keyed.texts[address] ?? '');
  const isWrong = useBox(address, (s) => s.problems[address] !== undefined);
  const help = useCodeHelp((s) => (s.address === address ? s.index : null));
  const shared = {
    id,
    value: text,
    ref: useCallback((box: HTMLInputElement | HTMLTextAreaElement | null) => registerBox(address, box), [address]),
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => takeText(address, field, event.target, isComposing(event)),
    onBeforeInput: (event: FormEvent) => refuse(event, address, field),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => putDecimalSign(event, field),
    onFocus: () => noteFocus(address),
    onBlur: () => {
      settleBox(address);
      closeCodeHelp();
    },
    name: address,
    'aria-label': label,
    'aria-invalid': isWrong,
    'aria-describedby': describedBy,
    'aria-required': field.required === true,
    autoComplete: 'off',
    spellCheck: false,
  } as const;
  const isTall = field.kind === 'longText' || (field.kind === 'text' && field.long === true);
  if (isTall) return <GrowingBox {...shared} />;
  if (field.kind !== 'code') return <input type="text" {...shared} inputMode={isNumeric(field) ? 'decimal' : undefined} />;
  return (
    <div className="code-box">
      <input type="text" {...shared} role="combobox" aria-expanded={help !== null} aria-controls={`${describedBy}-codes`} aria-autocomplete="list" aria-activedescendant={help === null ? undefined : codeOptionId(describedBy, help)} />
      {help !== null && <CodeHelpList id={`${describedBy}-codes`} describedBy={describedBy} />}
    </div>
  );
});

/** Takes what stands in the box now; where nothing more fits and it is right, the keys go on by themselves. */
function takeText(address: Address, field: Field, box: HTMLInputElement | HTMLTextAreaElement, isUnfinished: boolean): void {
  const { work, keyed } = useEntry.getState();
  if (work === null) return;
  const { value, selectionStart } = box;
  const hasGrown = value.length > (keyed.texts[address] ?? '').length;
  keyText(address, value);
  keepDraftSoon();
  helpWithCode(address, value);
  const isAtEnd = hasGrown && selectionStart === value.length && !isUnfinished;
  const goesOn = isAtEnd && advancesWhenFull(field) && isFullText(work.plan, field, value, keyed.language) && readText(work.plan, field, value, keyed.language).ok;
  if (!goesOn) return noteWentOn(null);
  moveOn();
  if (useFocus.getState().address !== address) noteWentOn(address);
}

/** An input method is still at work on the text. */
function isComposing({ nativeEvent }: ChangeEvent): boolean {
  return nativeEvent instanceof InputEvent && nativeEvent.isComposing;
}

/** A sign that the field does not take is refused at the key; pasted text is taken and judged when the box is left. */
function refuse(event: FormEvent, address: Address, field: Field): void {
  const { data } = event.nativeEvent as InputEvent;
  if (data == null || Array.from(data).length !== 1 || takesSign(field, data, useEntry.getState().keyed.language)) return;
  event.preventDefault();
  refuseSign(address);
}

/** The number pad's decimal key means the decimal sign of the operator's language, whatever the keyboard's layout gives. */
function putDecimalSign(event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>, field: Field): void {
  if (event.code !== 'NumpadDecimal' || event.key.length !== 1 || !isNumeric(field)) return;
  event.preventDefault();
  const box = event.currentTarget;
  box.setRangeText(useEntry.getState().keyed.language === 'en' ? '.' : ',', box.selectionStart ?? 0, box.selectionEnd ?? 0, 'end');
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

function isNumeric({ kind }: Field): boolean {
  return kind === 'money' || kind === 'decimal' || kind === 'integer';
}
