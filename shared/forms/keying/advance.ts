import type { Field } from '../field';

/** Whether the keys go on by themselves once a field is full: as its form says, else where the length is fixed or one key chooses. */
export function advancesWhenFull(field: Field): boolean {
  const said = field.keying?.advance;
  if (said !== undefined) return said === 'full';
  if (field.kind === 'text') return field.mask !== undefined || field.minLength === field.maxLength;
  if (field.kind === 'identifier') return ['noPersonal', 'noOrganisation', 'itPersonal', 'itVat'].includes(field.scheme);
  return field.kind === 'yesNo' || field.kind === 'choice';
}
