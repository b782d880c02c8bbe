import { parsed, unfit, type Parsed } from './parsed';

const CURRENCY = String.raw`(?:\p{Sc}|[A-Za-z]{1,3}\p{Sc}?|[A-Za-z]{1,3}\.)`;
const AMOUNT = String.raw`(?<sign>-?)\s*(?<whole>\d{1,3}(?:,\d{3})+|\d+)?(?:\.(?<fraction>\d*))?`;
const MONEY = new RegExp(`^(?<lead>-?)\\s*${CURRENCY}?\\s*${AMOUNT}\\s*${CURRENCY}?$`, 'u');

/**
 * Reads an amount of money as operators key it and gives a decimal string.
 *
 * A currency sign or code before or after it and thousands commas are dropped, the point is the decimal; digits after
 * the point stay as keyed. `commaInAmount` when a comma stands where no thousands do (`12,50`).
 */
export function parseMoney(text: string): Parsed {
  const keyed = text.trim();
  const groups = MONEY.exec(keyed)?.groups;
  if (groups === undefined || (groups['whole'] === undefined && !groups['fraction'])) {
    return unfit(/\d,\d/.test(keyed) ? 'commaInAmount' : 'notAnAmount');
  }
  if (groups['lead'] !== '' && groups['sign'] !== '') return unfit('notAnAmount');
  const sign = groups['lead'] === '' && groups['sign'] === '' ? '' : '-';
  const whole = (groups['whole'] ?? '0').replaceAll(',', '').replace(/^0+(?=\d)/, '');
  const fraction = groups['fraction'] ? `.${groups['fraction']}` : '';
  return parsed(`${sign}${whole}${fraction}`);
}
