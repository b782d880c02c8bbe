import { memo } from 'react';
import type { Form, Section } from '../../shared/forms/form';
import { wordsIn } from '../../shared/forms/words';
import { useMessages } from '../ui/messages';
import { EntryField } from './entry-field';
import { useEntry } from './entry-state';
import { RowsTable } from './rows-table';

/** A form's parts in their order. What is keyed into them is not known here, so keying does not draw them again. */
export const FormParts = memo(function FormParts({ parts }: Readonly<{ parts: Form['parts'] }>) {
  return parts.map((part) => {
    if (part.kind === 'section') return <FormSection key={part.id} section={part} />;
    return part.kind === 'rows' ? <RowsTable key={part.id} rows={part} /> : <EntryField key={part.id} address={part.id} field={part} />;
  });
});

function FormSection({ section }: Readonly<{ section: Section }>) {
  const { language } = useMessages();
  const isHidden = useEntry((s) => s.derived.hidden.has(section.id));
  if (isHidden) return null;
  const label = wordsIn(section.label, language);
  return (
    <section className={`form-section${section.newPage === true ? ' form-section-page' : ''}`} aria-label={label}>
      <h3>{label}</h3>
      <FormParts parts={section.parts} />
    </section>
  );
}
