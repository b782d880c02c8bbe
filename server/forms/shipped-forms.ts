import { readAuthoredForm, type CompiledForm } from './authored-form';

const forms = import.meta.glob<string>('../../work-types/*.form.json', { eager: true, query: '?raw', import: 'default' });
const lists = import.meta.glob<string>('../../work-types/lists/*.csv', { eager: true, query: '?raw', import: 'default' });

/** The forms that ship with this build, one a work type, read and checked. Throws on a mistake: a build must not ship one. */
export function shippedForms(): readonly CompiledForm[] {
  return Object.entries(forms).map(([path, text]) => {
    const file = path.slice(path.lastIndexOf('/') + 1);
    const read = readAuthoredForm(file, text, (name) => lists[`../../work-types/${name}`] ?? null);
    if (!read.ok) throw new Error(read.mistakes.map(({ line, path: at, message, file: of }) => `${of}:${line}: ${at} ${message}`).join('\n'));
    return read.value;
  });
}
