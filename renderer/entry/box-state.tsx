import { memo } from 'react';
import type { Address } from '../../shared/forms/address';
import type { Field } from '../../shared/forms/field';
import { readText, showValue } from '../../shared/forms/read-text';
import { wordsIn } from '../../shared/forms/words';
import { dayInWords } from '../ui/format';
import { useMessages, type Language, type Translate } from '../ui/messages';
import type { EntryState } from './entry-state';
import { useBox } from './use-box';

/** What stands beside a box: its flag, or how what was keyed is understood. */
export const BoxState = memo(function BoxState({ id, address, field }: Readonly<{ id: string; address: Address; field: Field }>) {
  const { t, language } = useMessages();
  const words = useBox(address, (s) => stateWords(s, address, field, t, language));
  const flagged = useBox(address, (s) => s.keyed.flags[address] !== undefined);
  return <span id={id} className={`field-state${flagged ? ' field-flagged' : ''}`}>{words}</span>;
});

function stateWords({ work, keyed, derived }: EntryState, address: Address, field: Field, t: Translate, language: Language): string {
  const flag = keyed.flags[address];
  if (work === null) return '';
  if (flag !== undefined) return t(`flag.${flag}`);
  if (field.compute !== undefined) return derived.computed[address] === '' ? t('entry.notYet') : t('entry.computed');
  const text = keyed.texts[address] ?? '';
  if (text.trim() === '') return field.required === true ? t('entry.required') : hintOf(field, t, language);
  const read = readText(work.plan, field, text, keyed.language);
  return read.ok ? understood(work.plan.codes.get(field.kind === 'code' ? field.list : '')?.label(read.value, language) ?? null, field, text, read.value, language) : '';
}

function understood(label: string | null, field: Field, text: string, value: string, language: Language): string {
  const shown = showValue(field, value, language);
  // The weekday and the month in words catch slips that the calendar allows.
  if (field.kind === 'date') return `✓ ${dayInWords(value, language)}`;
  if (field.kind === 'choice') return `✓ ${wordsIn(field.options.find(({ code }) => code === value)?.label ?? value, language)}`;
  if (field.kind === 'code') return `✓ ${label ?? value}`;
  if (field.kind === 'money' && field.currency !== undefined) return `✓ ${field.currency} ${shown}`;
  return shown === text.trim() ? '✓' : `✓ ${shown}`;
}

/** What may be keyed, where a few codes say it. */
function hintOf(field: Field, t: Translate, language: Language): string {
  if (field.kind === 'choice') return field.options.slice(0, 4).map(({ code, label }) => `${code} ${wordsIn(label, language)}`).join(' · ') + (field.options.length > 4 ? ' …' : '');
  if (field.kind === 'yesNo') return `${showValue(field, 'yes', language)} / ${showValue(field, 'no', language)}`;
  if (field.kind === 'money') return field.currency ?? '';
  return field.kind === 'text' && field.minLength !== undefined && field.minLength === field.maxLength ? t('entry.fixedLength', { count: field.maxLength }) : '';
}

