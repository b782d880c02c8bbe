/** Operators by when they are free: the first one first, of two at once the one with the lower number. */
export class FreeFirst {
  private readonly heap: number[] = [];
  private readonly freeAtMs: Float64Array;

  constructor(operators: number) {
    this.freeAtMs = new Float64Array(operators);
  }

  get first(): number | undefined {
    return this.heap[0];
  }

  add(operator: number, freeAtMs: number): void {
    this.freeAtMs[operator] = freeAtMs;
    let at = this.heap.push(operator) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  /** The first one is busy until then. */
  putBack(freeAtMs: number): void {
    this.freeAtMs[this.heap[0] as number] = freeAtMs;
    this.sink();
  }

  removeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink();
  }

  private sink(): void {
    let at = 0;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < this.heap.length && this.isBefore(child, least)) least = child;
      if (least === at) return;
      this.swap(at, least);
      at = least;
    }
  }

  private isBefore(a: number, b: number): boolean {
    const [one, other] = [this.heap[a] as number, this.heap[b] as number];
    const difference = (this.freeAtMs[one] as number) - (this.freeAtMs[other] as number);
    return difference < 0 || (difference === 0 && one < other);
  }

  private swap(a: number, b: number): void {
    const one = this.heap[a] as number;
    this.heap[a] = this.heap[b] as number;
    this.heap[b] = one;
  }
}
