import Big from 'big.js';

/** Places that a division is carried to. */
const DIVISION_PLACES = 20;

const Exact = Big();
Exact.DP = DIVISION_PLACES;
Exact.RM = Big.roundHalfUp;

/** A division by zero in a rule. */
export class DividedByZero extends Error {
  override name = 'DividedByZero';
}

/** An exact decimal number as rules know it: `0.1 + 0.2` is `0.3`. Divisions are carried to 20 places. */
export class Decimal {
  private constructor(private readonly big: Big) {}

  /** Throws when the text is no decimal number. */
  static of(value: string | number | bigint): Decimal {
    return new Decimal(new Exact(typeof value === 'string' ? value : String(value)));
  }

  plus(other: Decimal): Decimal {
    return new Decimal(this.big.plus(other.big));
  }

  minus(other: Decimal): Decimal {
    return new Decimal(this.big.minus(other.big));
  }

  times(other: Decimal): Decimal {
    return new Decimal(this.big.times(other.big));
  }

  /** Throws `DividedByZero`. */
  dividedBy(other: Decimal): Decimal {
    if (other.big.eq(0)) throw new DividedByZero();
    return new Decimal(this.big.div(other.big));
  }

  negated(): Decimal {
    return new Decimal(this.big.neg());
  }

  absolute(): Decimal {
    return new Decimal(this.big.abs());
  }

  /** Half away from zero, as amounts are rounded in trade. */
  rounded(places: number): Decimal {
    return new Decimal(this.big.round(places, Big.roundHalfUp));
  }

  /** Negative, zero or positive, as this is less, equal or greater. */
  compare(other: Decimal): number {
    return this.big.cmp(other.big);
  }

  /** With exactly so many places, or as many as it has. */
  text(places?: number): string {
    const text = places === undefined ? this.big.toFixed() : this.big.toFixed(places, Big.roundHalfUp);
    return /^-0(\.0+)?$/.test(text) ? text.slice(1) : text;
  }
}
