import { formSchema, type Form } from '../../shared/forms/form';

const files = import.meta.glob<unknown>('../../work-types/*.form.json', { eager: true, import: 'default' });

/** The forms that ship with this build, one a work type, read and checked. */
export const SHIPPED_FORMS: readonly Form[] = Object.values(files).map((file) => formSchema.parse(file));
