import { z } from 'zod';
import type { FieldOf } from '../field';
import { parsed } from '../parsed';
import type { ValueKind } from './value-kind';

/** The longest address that mail can carry (RFC 5321, 4.5.3.1.3, without its brackets). */
const addressSchema = z.email().max(254);

/** Addresses of mail. Only the domain is stored in small letters: what stands before the `@` belongs to its host. */
export const emailKind: ValueKind<FieldOf<'email'>> = {
  read: (_field, keyed) => parsed(withSmallDomain(keyed)),
  show: (_field, value) => value,
  problem: (_field, value) => (addressSchema.safeParse(value).success && value === withSmallDomain(value) ? null : 'notAnEmail'),
  isFull: () => false,
  takes: (_field, sign) => /^[\w.!#$%&'*+/=?^`{|}~@-]$/.test(sign),
};

function withSmallDomain(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  return address.slice(0, at) + address.slice(at).toLowerCase();
}
