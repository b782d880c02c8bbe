import {
  ACCEPTED_VERSIONS, commonVersion, PROTOCOL_HEADER, rangeOf, type VersionRange,
} from '../../shared/protocol/version';

/**
 * The protocol version that a desk speaks with its centre: the newest that both know.
 *
 * A desk begins with its own, and follows what the answers say, down and up again: a centre that was updated, or another one
 * behind the address, is spoken to in its own version from the next request on.
 */
export class SpokenVersion {
  #value: number;

  constructor(private readonly known: VersionRange = ACCEPTED_VERSIONS) {
    this.#value = known.newest;
  }

  get value(): number {
    return this.#value;
  }

  get header(): Readonly<Record<string, string>> {
    return { [PROTOCOL_HEADER]: String(this.#value) };
  }

  /** Heeds what an answer says of versions; whether another one is spoken from now on. */
  note(headers: Headers): boolean {
    const before = this.#value;
    const centre = rangeOf(headers);
    // Centres of the first versions named the only one that they took; a newer one reads what an older desk says, and says so.
    if (centre !== null) this.#value = commonVersion(this.known, centre) ?? before;
    return this.#value !== before;
  }
}
