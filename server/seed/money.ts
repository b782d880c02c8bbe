/** An amount in hundredths as a till prints it: point for the decimals, commas for the thousands. */
export function formatAmount(amountMinor: number): string {
  const sign = amountMinor < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(amountMinor) / 100).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}.${String(Math.abs(amountMinor) % 100).padStart(2, '0')}`;
}
