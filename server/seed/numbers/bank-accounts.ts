import type { Random } from '../random';
import { mod11Check, type Land } from './business-numbers';
import { italianCheckLetter } from './italian-check';

/** An IBAN with all of its check digits right, at a bank that does not exist. */
export function drawIban(land: Land, random: Random): string {
  const account = accountOf(land, random);
  return `${land}${ibanCheck(land, account)}${account}`;
}

function accountOf(land: Land, random: Random): string {
  switch (land) {
    case 'IT': {
      const body = `99${random.digits(3)}99${random.digits(3)}${random.digits(12)}`;
      return `${italianCheckLetter(body)}${body}`;
    }
    case 'NO': return norwegianAccount(random);
    case 'DE': return `99${random.digits(6)}${random.digits(10)}`;
    case 'AT': return `99${random.digits(3)}${random.digits(11)}`;
    case 'IE': return `KEYR99${random.digits(4)}${random.digits(8)}`;
    default: return unreachable(land);
  }
}

function norwegianAccount(random: Random): string {
  for (;;) {
    const body = `99${random.digits(8)}`;
    const check = mod11Check(body, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    if (check !== undefined) return `${body}${check}`;
  }
}

/** ISO 7064 MOD 97-10 over the account, the land and two zeros, letters as 10 to 35. */
function ibanCheck(land: Land, account: string): string {
  const digits = Array.from(`${account}${land}00`, (sign) => String(parseInt(sign, 36))).join('');
  return String(98n - (BigInt(digits) % 97n)).padStart(2, '0');
}

function unreachable(value: never): never {
  throw new Error(`unknown land ${String(value)}`);
}
