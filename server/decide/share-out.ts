/**
 * Shares items out over operators in blocks of their order, even to one: similar items tend to lie together, and a
 * value can be dupped from the one before. Nobody gets more than their limit; what is left over are the last items.
 *
 * Gives the operator of each position; null where there is nobody for it.
 */
export function shareOut<T>(itemCount: number, operators: readonly T[], limitOf: (operator: T) => number = () => Number.POSITIVE_INFINITY): readonly (T | null)[] {
  const shares = sharesWithin(itemCount, operators.map(limitOf));
  const shared = operators.flatMap((operator, i) => Array.from({ length: shares[i] ?? 0 }, (): T | null => operator));
  return [...shared, ...Array.from({ length: itemCount - shared.length }, () => null)];
}

/** Whoever has room for less than an even share gets what they have room for; the others share the rest. */
function sharesWithin(itemCount: number, limits: readonly number[]): readonly number[] {
  const shares = limits.map(() => 0);
  let open = limits.map((_, i) => i);
  let left = itemCount;
  while (open.length > 0) {
    const even = evenShares(left, open.length);
    const full = open.filter((i, place) => (even[place] ?? 0) > (limits[i] ?? 0));
    if (full.length === 0) {
      for (const [place, i] of open.entries()) shares[i] = even[place] ?? 0;
      return shares;
    }
    for (const i of full) {
      shares[i] = Math.max(0, limits[i] ?? 0);
      left -= shares[i] ?? 0;
    }
    open = open.filter((i) => !full.includes(i));
  }
  return shares;
}

function evenShares(itemCount: number, people: number): readonly number[] {
  const upTo = (place: number): number => Math.ceil((place * itemCount) / people);
  return Array.from({ length: people }, (_, place) => upTo(place + 1) - upTo(place));
}
