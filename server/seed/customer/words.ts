import type { FormTongue } from './new-customer';

interface CustomerWords {
  readonly bank: string; readonly title: string; readonly howTo: string; readonly formNumber: string; readonly person: string; readonly givenName: string; readonly middleName: string;
  readonly familyName: string; readonly birthDate: string; readonly idKind: string; readonly kinds: readonly [string, string, string]; readonly idNumber: string; readonly contact: string;
  readonly email: string; readonly phone: string; readonly street: string; readonly postcode: string; readonly city: string; readonly country: string; readonly account: string; readonly iban: string;
  readonly offers: string; readonly question: string; readonly yes: string; readonly no: string; readonly channels: string; readonly ways: readonly string[]; readonly signature: string;
  readonly declaration: readonly string[]; readonly signedOn: string; readonly signHere: string;
}

export const customerWords: Readonly<Record<FormTongue, CustomerWords>> = {
  en: {
    bank: 'Greenharbour Savings', title: 'New customer', howTo: 'Please write in block capitals, one sign a box, and mark boxes with a cross.', formNumber: 'Form', person: '1  About you', givenName: 'Given name', middleName: 'Middle name',
    familyName: 'Family name', birthDate: 'Date of birth (day, month, year)', idKind: 'How do you identify yourself?', kinds: ['1 Norwegian identity no.', '2 Italian tax code', '3 Passport'], idNumber: 'Number', contact: '2  How we reach you',
    email: 'E-mail', phone: 'Phone', street: 'Street and number', postcode: 'Postcode', city: 'City', country: 'Country (code)', account: '3  Your account', iban: 'IBAN',
    offers: '4  Offers', question: 'May we contact you with offers?', yes: 'Yes', no: 'No', channels: 'If yes: how may we contact you?', ways: ['E-mail', 'Text message', 'Post', 'Phone'], signature: '5  Signature',
    declaration: ['I confirm that the above is true and that I have read the general terms.', 'I can withdraw my consent to offers at any time.'], signedOn: 'Date (day, month, year)', signHere: 'Signature',
  },
  it: {
    bank: 'Cassa Montalba', title: 'Nuovo cliente', howTo: 'Compilare in stampatello, una lettera per casella, e barrare le caselle con una crocetta.', formNumber: 'Mod.', person: '1  Dati personali', givenName: 'Nome', middleName: 'Secondo nome',
    familyName: 'Cognome', birthDate: 'Data di nascita (giorno, mese, anno)', idKind: 'Tipo di identificativo', kinds: ["1 Numero d'identità norvegese", '2 Codice fiscale', '3 Passaporto'], idNumber: 'Numero', contact: '2  Recapiti',
    email: 'E-mail', phone: 'Telefono', street: 'Via e numero civico', postcode: 'CAP', city: 'Città', country: 'Paese (sigla)', account: '3  Conto corrente', iban: 'IBAN',
    offers: '4  Offerte', question: 'Acconsente a ricevere le nostre offerte?', yes: 'Sì', no: 'No', channels: 'Se sì, con quali mezzi?', ways: ['E-mail', 'SMS', 'Posta', 'Telefono'], signature: '5  Firma',
    declaration: ['Dichiaro che i dati sopra indicati sono veritieri e di aver letto le condizioni generali.', 'Il consenso alle offerte può essere revocato in qualsiasi momento.'], signedOn: 'Data (giorno, mese, anno)', signHere: 'Firma',
  },
  nb: {
    bank: 'Fjellsund Sparebank', title: 'Ny kunde', howTo: 'Skriv med blokkbokstaver, ett tegn i hver rute, og sett kryss i rutene.', formNumber: 'Skjema', person: '1  Om deg', givenName: 'Fornavn', middleName: 'Mellomnavn',
    familyName: 'Etternavn', birthDate: 'Fødselsdato (dag, måned, år)', idKind: 'Hvordan legitimerer du deg?', kinds: ['1 Fødselsnummer', '2 Italiensk skattenummer', '3 Pass'], idNumber: 'Nummer', contact: '2  Slik når vi deg',
    email: 'E-post', phone: 'Telefon', street: 'Gate og nummer', postcode: 'Postnummer', city: 'Poststed', country: 'Land (kode)', account: '3  Konto', iban: 'IBAN',
    offers: '4  Tilbud', question: 'Vil du ha tilbud fra oss?', yes: 'Ja', no: 'Nei', channels: 'Hvis ja: hvordan kan vi kontakte deg?', ways: ['E-post', 'SMS', 'Post', 'Telefon'], signature: '5  Underskrift',
    declaration: ['Jeg bekrefter at opplysningene er riktige, og at jeg har lest de alminnelige vilkårene.', 'Samtykket til tilbud kan trekkes tilbake når som helst.'], signedOn: 'Dato (dag, måned, år)', signHere: 'Underskrift',
  },
};
