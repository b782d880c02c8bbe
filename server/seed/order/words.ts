import type { Tongue } from '../invoice/words';

export interface OrderWords {
  readonly order: string; readonly number: string; readonly date: string; readonly delivery: string; readonly shipTo: string; readonly terms: string; readonly currency: string;
  readonly customer: string; readonly to: string; readonly line: string; readonly article: string; readonly description: string; readonly quantity: string; readonly unit: string;
  readonly price: string; readonly amount: string; readonly total: string; readonly confirm: string; readonly buyer: string;
}

export const orderWords: Readonly<Record<Tongue, OrderWords>> = {
  en: { order: 'PURCHASE ORDER', number: 'Order no.', date: 'Order date', delivery: 'Deliver by', shipTo: 'Ship to', terms: 'Delivery terms', currency: 'Currency', customer: 'Our customer no.', to: 'To', line: 'Line', article: 'Article', description: 'Description', quantity: 'Qty', unit: 'Unit', price: 'Price', amount: 'Amount', total: 'Order total', confirm: 'Please confirm this order within two days.', buyer: 'Buyer' },
  it: { order: 'ORDINE DI ACQUISTO', number: 'Ordine n.', date: 'Data ordine', delivery: 'Consegna entro', shipTo: 'Destinazione', terms: 'Resa', currency: 'Valuta', customer: 'Ns. codice cliente', to: 'Spett.le', line: 'Riga', article: 'Articolo', description: 'Descrizione', quantity: 'Q.tà', unit: 'U.M.', price: 'Prezzo', amount: 'Importo', total: 'Totale ordine', confirm: "Si prega di confermare l'ordine entro due giorni.", buyer: 'Ufficio acquisti' },
  nb: { order: 'BESTILLING', number: 'Bestillingsnr.', date: 'Bestillingsdato', delivery: 'Leveres innen', shipTo: 'Leveringsadresse', terms: 'Leveringsvilkår', currency: 'Valuta', customer: 'Vårt kundenr.', to: 'Til', line: 'Linje', article: 'Artikkel', description: 'Beskrivelse', quantity: 'Antall', unit: 'Enhet', price: 'Pris', amount: 'Beløp', total: 'Ordresum', confirm: 'Vennligst bekreft bestillingen innen to dager.', buyer: 'Innkjøper' },
  de: { order: 'BESTELLUNG', number: 'Bestell-Nr.', date: 'Bestelldatum', delivery: 'Liefertermin', shipTo: 'Lieferadresse', terms: 'Lieferbedingung', currency: 'Währung', customer: 'Unsere Kunden-Nr.', to: 'An', line: 'Pos.', article: 'Artikel', description: 'Bezeichnung', quantity: 'Menge', unit: 'Einheit', price: 'Preis', amount: 'Betrag', total: 'Auftragssumme', confirm: 'Bitte bestätigen Sie die Bestellung innerhalb von zwei Tagen.', buyer: 'Einkauf' },
};
