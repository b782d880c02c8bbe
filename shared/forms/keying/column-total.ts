import { cellAddress } from '../address';
import type { Field } from '../field';
import { Decimal } from '../rules/decimal';
import { ruleValueOf, storedValueOf } from '../rules/rule-values';
import type { Workings } from '../workings';

/** The sum of a column as its field stores it; empty cells count for nothing. */
export function columnTotal(workings: Workings, rowsId: string, field: Field): string {
  let sum = Decimal.of(0);
  for (let row = 0; row < workings.rowCount(rowsId); row += 1) {
    const value = ruleValueOf(field, workings.value(cellAddress(rowsId, row, field.id)));
    if (value instanceof Decimal) sum = sum.plus(value);
  }
  return storedValueOf(field, sum);
}
