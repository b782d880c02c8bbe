import { twoDigits, type Day } from '../days';
import { printedDay } from '../days';

export type Tongue = 'en' | 'it' | 'nb' | 'de';

/** What an invoice or an order calls things. */
export interface Words {
  readonly invoice: string; readonly number: string; readonly date: string; readonly due: string; readonly purchaseOrder: string; readonly currency: string;
  readonly vatNumber: string; readonly bank: string; readonly to: string; readonly description: string; readonly quantity: string; readonly unit: string;
  readonly price: string; readonly rate: string; readonly amount: string; readonly net: string; readonly vat: string; readonly gross: string;
  readonly page: string; readonly carried: string; readonly thanks: string; readonly phone: string;
}

export const wordsOf: Readonly<Record<Tongue, Words>> = {
  en: { invoice: 'INVOICE', number: 'Invoice no.', date: 'Invoice date', due: 'Due date', purchaseOrder: 'Your order no.', currency: 'Currency', vatNumber: 'VAT no.', bank: 'IBAN', to: 'Bill to', description: 'Description', quantity: 'Qty', unit: 'Unit', price: 'Unit price', rate: 'VAT %', amount: 'Amount', net: 'Net total', vat: 'VAT', gross: 'Total to pay', page: 'Page', carried: 'Carried forward', thanks: 'Please state the invoice number with your payment.', phone: 'Tel.' },
  it: { invoice: 'FATTURA', number: 'Fattura n.', date: 'Data fattura', due: 'Scadenza', purchaseOrder: 'Vs. ordine n.', currency: 'Valuta', vatNumber: 'P. IVA', bank: 'IBAN', to: 'Spett.le', description: 'Descrizione', quantity: 'Q.tà', unit: 'U.M.', price: 'Prezzo unit.', rate: 'IVA %', amount: 'Importo', net: 'Totale imponibile', vat: 'Totale IVA', gross: 'Totale fattura', page: 'Pagina', carried: 'A riportare', thanks: 'Si prega di indicare il numero di fattura nel pagamento.', phone: 'Tel.' },
  nb: { invoice: 'FAKTURA', number: 'Fakturanr.', date: 'Fakturadato', due: 'Forfallsdato', purchaseOrder: 'Deres ordrenr.', currency: 'Valuta', vatNumber: 'Org.nr.', bank: 'IBAN', to: 'Faktura til', description: 'Beskrivelse', quantity: 'Antall', unit: 'Enhet', price: 'Enhetspris', rate: 'MVA %', amount: 'Beløp', net: 'Sum eks. MVA', vat: 'MVA', gross: 'Å betale', page: 'Side', carried: 'Overføres', thanks: 'Vennligst oppgi fakturanummer ved betaling.', phone: 'Tlf.' },
  de: { invoice: 'RECHNUNG', number: 'Rechnungs-Nr.', date: 'Rechnungsdatum', due: 'Fällig am', purchaseOrder: 'Ihre Bestell-Nr.', currency: 'Währung', vatNumber: 'USt-IdNr.', bank: 'IBAN', to: 'Rechnung an', description: 'Bezeichnung', quantity: 'Menge', unit: 'Einheit', price: 'Einzelpreis', rate: 'MwSt %', amount: 'Betrag', net: 'Nettobetrag', vat: 'MwSt', gross: 'Gesamtbetrag', page: 'Seite', carried: 'Übertrag', thanks: 'Bitte geben Sie bei der Zahlung die Rechnungsnummer an.', phone: 'Tel.' },
};

/** A decimal number of hundredths as that language prints it. */
export function printedNumber(hundredths: number, tongue: Tongue): string {
  const [thousands, decimal] = { en: [',', '.'], it: ['.', ','], nb: [' ', ','], de: ['.', ','] }[tongue];
  const whole = String(Math.floor(Math.abs(hundredths) / 100)).replace(/\B(?=(\d{3})+$)/g, thousands ?? '');
  return `${hundredths < 0 ? '-' : ''}${whole}${decimal ?? '.'}${twoDigits(Math.abs(hundredths) % 100)}`;
}

/** Whole quantities without decimals, others with two. */
export function printedQuantity(hundredths: number, tongue: Tongue): string {
  return hundredths % 100 === 0 ? printedNumber(hundredths, tongue).slice(0, -3) : printedNumber(hundredths, tongue);
}

/** Hundredths as they are stored: `1250.50`. */
export function storedNumber(hundredths: number): string {
  return `${hundredths < 0 ? '-' : ''}${Math.floor(Math.abs(hundredths) / 100)}.${twoDigits(Math.abs(hundredths) % 100)}`;
}

const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A date in a manner of that language; `manner` tells houses apart. */
export function dateIn(day: Day, tongue: Tongue, manner: number): string {
  switch (tongue) {
    case 'en': return manner % 2 === 0 ? `${day.date} ${englishMonths[day.month - 1] ?? ''} ${day.year}` : printedDay(day, '/');
    case 'it': return printedDay(day, manner % 3 === 0 ? '-' : '/');
    case 'nb': return printedDay(day, '.');
    case 'de': return printedDay(day, '.');
    default: return unreachable(tongue);
  }
}

function unreachable(value: never): never {
  throw new Error(`unknown language ${String(value)}`);
}
