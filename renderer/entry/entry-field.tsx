import { memo, useCallback, useId } from 'react';
import { parseField } from '../../shared/forms/parse-field';
import type { Field } from '../../shared/forms/form';
import type { Problem } from '../../shared/forms/parsed';
import { GrowingBox } from '../ui/growing-box';
import { KeyChord } from '../ui/key-chord';
import { useMessages, type Language, type Translate } from '../ui/messages';
import { keepDraftSoon } from './draft-keeper';
import { keyValue, showProblem, useEntry } from './entry-state';
import { noteFocus, registerBox } from './field-focus';

/** One field of the form. It alone is drawn again while it is keyed. */
export const EntryField = memo(function EntryField({ field }: Readonly<{ field: Field }>) {
  const { t } = useMessages();
  const id = useId();
  const text = useEntry((s) => s.keyed.values[field.id] ?? '');
  const flag = useEntry((s) => s.keyed.flags[field.id]);
  const problem = useEntry((s) => s.problems[field.id]);
  const shared = {
    id,
    value: text,
    ref: useCallback((box: HTMLInputElement | HTMLTextAreaElement | null) => registerBox(field.id, box), [field.id]),
    onChange: (event: { target: { value: string } }) => {
      keyValue(field.id, event.target.value);
      keepDraftSoon();
    },
    onFocus: () => noteFocus(field.id),
    onBlur: () => showProblem(field.id, problemWhenLeft(field)),
    'aria-invalid': problem !== undefined,
    'aria-describedby': `${id}-state`,
    'aria-required': field.required,
    autoComplete: 'off',
    spellCheck: false,
  } as const;
  return (
    <div className={`field${problem === undefined ? '' : ' field-problem'}`}>
      <label htmlFor={id}>{field.label}</label>
      {field.kind === 'text' && field.long ? <GrowingBox {...shared} /> : <input type="text" {...shared} />}
      <FieldState id={`${id}-state`} field={field} text={text} flag={flag} />
      {problem !== undefined && <p className="field-word" role="alert">{t(`problem.${problem}`)} {t('entry.orFlag')} <KeyChord words={['F2']} /></p>}
    </div>
  );
});

/** Asks the store, not the last drawing: a flag may have been put on by the very key that moved on. */
function problemWhenLeft(field: Field): Problem | null {
  const { values, flags } = useEntry.getState().keyed;
  const text = values[field.id] ?? '';
  if (flags[field.id] !== undefined || text.trim() === '') return null;
  const result = parseField(field, text);
  return result.ok ? null : result.problem;
}

type StateProps = Readonly<{ id: string; field: Field; text: string; flag: 'illegible' | 'notPresent' | undefined }>;

function FieldState({ id, field, text, flag }: StateProps) {
  const { t, language } = useMessages();
  return <span id={id} className={`field-state${flag === undefined ? '' : ' field-flagged'}`}>{stateWords(field, text, flag, t, language)}</span>;
}

/** What stands beside a field: its flag, or how what was keyed is understood. */
function stateWords(field: Field, text: string, flag: StateProps['flag'], t: Translate, language: Language): string {
  if (flag !== undefined) return t(`flag.${flag}`);
  if (text.trim() === '') return field.required ? t('entry.required') : '';
  const result = parseField(field, text);
  if (!result.ok) return '';
  if (field.kind === 'date') return `✓ ${weekday(result.value, language)} ${result.value}`;
  return result.value === text.trim() ? '✓' : `✓ ${result.value}`;
}

/** A weekday beside the date catches slips that the calendar allows. */
function weekday(isoDate: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(new Date(isoDate));
}
