/**
 * Shares items out over operators in blocks of their order, even to one: similar items tend to lie together, and a
 * value can be dupped from the one before.
 *
 * Gives the operator of each position; null throughout when there is nobody.
 */
export function shareOut<T>(itemCount: number, operators: readonly T[]): readonly (T | null)[] {
  const shared: (T | null)[] = [];
  for (let position = 0; position < itemCount; position += 1) {
    shared.push(operators[Math.floor((position * operators.length) / itemCount)] ?? null);
  }
  return shared;
}
