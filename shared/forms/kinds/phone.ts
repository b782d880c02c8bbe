import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/min';
import type { FieldOf } from '../field';
import { parsed, unfit } from '../parsed';
import type { ValueKind } from './value-kind';

type PhoneField = FieldOf<'phone'>;

/** Telephone numbers of any country. An extension is refused: E.164 has no place for it, and to drop it would lose what was keyed. */
export const phoneKind: ValueKind<PhoneField> = {
  read(field, keyed) {
    const number = numberOf(keyed, countryOf(field));
    return number === undefined ? unfit('notAPhoneNumber') : parsed(number.number);
  },
  show: showPhone,
  problem: (_field, value) => (/^\+\d+$/.test(value) && numberOf(value)?.number === value ? null : 'notAPhoneNumber'),
  isFull: () => false,
  takes: (_field, sign) => /[\d+()/.\s-]/.test(sign),
};

function countryOf({ country }: PhoneField): CountryCode | undefined {
  return isSupportedCountry(country) ? country : undefined;
}

function numberOf(text: string, country?: CountryCode): PhoneNumber | undefined {
  const number = parsePhoneNumberFromString(text, country === undefined ? { extract: false } : { defaultCountry: country, extract: false });
  return number?.isValid() === true && number.ext === undefined ? number : undefined;
}

/** Numbers of the field's own calling code as they are dialled at home, if that reads back as the same number. */
function showPhone(field: PhoneField, value: string): string {
  const number = /^\+\d+$/.test(value) ? numberOf(value) : undefined;
  if (number === undefined) return value;
  const country = countryOf(field);
  if (country !== undefined && number.countryCallingCode === getCountryCallingCode(country)) {
    const national = number.formatNational();
    if (numberOf(national, country)?.number === value) return national;
  }
  const international = number.formatInternational();
  return numberOf(international)?.number === value ? international : value;
}
