/** Draws that a seed fixes: the same seed gives the same draws, on every machine. */
export class Random {
  #a: number;
  #b = 0x9e3779b9;
  #c = 0x243f6a88;
  #counter = 1;

  constructor(seed: number) {
    this.#a = seed | 0;
    for (let i = 0; i < 12; i += 1) this.#next();
  }

  /** Evenly in [0, 1). */
  readonly fraction = (): number => this.#next() / 2 ** 32;

  /** Evenly of 0 … `below` - 1. */
  int(below: number): number {
    return Math.floor(this.fraction() * below);
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.int(choices.length)];
    if (choice === undefined) throw new Error('there is nothing to choose from');
    return choice;
  }

  /** A UUID of version 4. */
  readonly uuidV4 = (): string => {
    const hex = [1, 2, 3, 4].map(() => this.#next().toString(16).padStart(8, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  };

  /** Of 32 bits: the generator sfc32 (Chris Doty-Humphrey, PractRand). */
  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}
