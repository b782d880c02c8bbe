import type { Field } from '../../shared/forms/field';
import type { FormPlan } from '../../shared/forms/form-plan';
import { Decimal } from '../../shared/forms/rules/decimal';
import type { Rule, RuleScope, RuleValue } from '../../shared/forms/rules/rule';
import { ruleTypeOf } from '../../shared/forms/rules/rule-values';

/** What a rule is tried with; conditions in it lead one way or the other. */
const BASES = [1, -1, 1000].flatMap((number) => [true, false].map((truth) => ({ number, truth })));

type Trial = Readonly<{ number: number; truth: boolean; zero: string | null; rowCount: number }>;

/**
 * Says when a rule divides by zero: at its first try, when one field is 0, or when there are no rows.
 *
 * It is tried and not proved: a division that only rare values lead to is found where it happens, as `Finding.trouble`.
 */
export function divisionMistakes(plan: FormPlan, rule: Rule): readonly string[] {
  if (!/[/%]/.test(rule.source)) return [];
  const numbers = [...plan.slots].filter(([id, { field, rows }]) => ruleTypeOf(field) === 'Decimal' && (rule.reads.has(id) || (rows !== null && rule.reads.has(rows.id))));
  const zeros = [null, ...numbers.map(([id]) => id)];
  const found = zeros.find((zero) => BASES.some((base) => dividesByZero(plan, rule, { ...base, zero, rowCount: 1 })));
  if (found !== undefined) return [found === null ? 'divides by zero' : `divides by zero when ${found} is 0`];
  return BASES.some((base) => dividesByZero(plan, rule, { ...base, zero: null, rowCount: 0 })) ? ['divides by zero when there are no rows'] : [];
}

function dividesByZero(plan: FormPlan, rule: Rule, trial: Trial): boolean {
  const scope: Record<string, RuleScope[string]> = {};
  for (const id of [...rule.reads, ...rule.asks]) {
    const rows = plan.rows.get(id);
    const field = plan.slots.get(id)?.field;
    if (rows !== undefined) scope[id] = Array.from({ length: trial.rowCount }, () => Object.fromEntries(rows.fields.map((each) => [each.id, valueOf(each, trial)])));
    else if (field !== undefined) scope[id] = valueOf(field, trial);
  }
  const result = rule.run(scope);
  return !result.ok && result.trouble === 'dividesByZero';
}

function valueOf(field: Field, { number, truth, zero }: Trial): RuleValue {
  switch (ruleTypeOf(field)) {
    case 'Decimal':
      return within(field, Decimal.of(field.id === zero ? 0 : number));
    case 'bool':
      return truth;
    case 'string':
      return field.kind === 'date' ? '2026-01-01' : 'a';
    default:
      return null;
  }
}

/** What a field's bounds leave out it never holds. */
function within(field: Field, value: Decimal): Decimal {
  const [min, max] = 'min' in field || 'max' in field ? [field.min, field.max] : [];
  if (min !== undefined && value.compare(Decimal.of(min)) < 0) return Decimal.of(min);
  return max !== undefined && value.compare(Decimal.of(max)) > 0 ? Decimal.of(max) : value;
}
