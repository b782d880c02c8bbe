import type { ReceiptFields } from './receipts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * What a receipt's printed values are stored as, worked out apart from the product's own parsers: text as keyed with
 * its ends trimmed, dates as ISO, money as a decimal string.
 */
export function asStored({ company, date, address, total }: ReceiptFields): ReceiptFields {
  return { company: company.trim(), date: isoDate(date), address: address.trim(), total: total.replace(/^[^\d.-]+/, '').replaceAll(',', '') };
}

/** Printed dates are day first, year first, or have a month's name before or after the day. */
function isoDate(printed: string): string {
  const [a = '', b = '', c = ''] = printed.split(/[^A-Za-z0-9]+/);
  if (a.length === 4) return iso(a, b, c);
  return /^[A-Za-z]/.test(a) ? iso(c, a, b) : iso(c, b, a);
}

function iso(year: string, month: string, day: string): string {
  const number = /^\d+$/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  return `${year.length === 2 ? `20${year}` : year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
