import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Workings, type Keyings } from '../../../../shared/forms/workings';
import { allOf } from '../../../support/forms/all-of-workings';
import { afterChange, generatedChange } from '../../../support/forms/generated-changes';
import { planOf } from '../../../support/plan-of';
import { generatedForm } from '../../../support/forms/generated-form';

/** More by hand: `FORM_RUNS=20000 npx vitest run --project unit workings-property`. */
const runs = Number(process.env['FORM_RUNS'] ?? 300);

it('workings that followed every change of an entry are those made of the entry from scratch', { timeout: 30_000 + runs * 100 }, () => {
  fc.assert(fc.property(generatedForm, fc.array(generatedChange, { minLength: 30, maxLength: 40, size: 'max' }), (form, changes) => {
    const plan = planOf(form);
    let keyings: Keyings = { values: {}, flags: {}, rowCounts: { r: 1 } };
    const followed = new Workings(plan, keyings);
    for (const change of changes) {
      const after = afterChange(plan, keyings, change);
      keyings = after.keyings;
      followed.update(keyings, after.changed);
      expect(allOf(plan, followed)).toEqual(allOf(plan, new Workings(plan, keyings)));
    }
  }), { numRuns: runs });
});
