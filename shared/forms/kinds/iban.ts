import { holdsMod97 } from './check-digits';
import type { Scheme } from './scheme';

/** Country and length, from the IBAN registry of ISO 13616 that SWIFT keeps. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  [
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22',
    'GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20',
    'MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26',
    'UA29 VA22 VG24 XK20 YE30',
  ].join(' ').split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const),
);

/** Accounts of banks, by ISO 13616: the country's length and the check digits. The parts inside are the bank's own. */
export const ibanScheme: Scheme = {
  signs: 'lettersAndDigits',
  compact: (signs) => signs.replace(/^IBAN/, ''),
  problem(value) {
    if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(value) || value.length !== LENGTHS.get(value.slice(0, 2))) return 'wrongShape';
    const checkDigits = Number(value.slice(2, 4));
    return checkDigits >= 2 && checkDigits <= 98 && holdsMod97(value.slice(4) + value.slice(0, 4)) ? null : 'wrongCheckDigit';
  },
  longest: (signs) => LENGTHS.get(signs.slice(0, 2)),
  show: (value) => value.replaceAll(/.{4}(?=.)/g, '$& '),
};
