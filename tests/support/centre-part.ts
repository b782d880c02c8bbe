/** A part of a centre with some of its methods replaced; the others go on working on the part itself. */
export function partWith<Part extends object>(part: Part, replaced: Partial<Part>): Part {
  return new Proxy(part, {
    get: (target, key) => {
      const own: unknown = Reflect.get(replaced, key) ?? Reflect.get(target, key);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}
