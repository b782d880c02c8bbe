import { createAnswers, type Answers } from '../answers';
import { dayAfter, drawDay, isoDay, printedDay, type Day } from '../days';
import { drawIban } from '../numbers/bank-accounts';
import { inGroups } from '../numbers/business-numbers';
import { italianTaxCode, norwegianIdentity } from '../numbers/personal-numbers';
import { drawPerson, type Home, type Person } from '../people/person';
import type { Random } from '../random';

export type FormTongue = 'en' | 'it' | 'nb';

/** What one new customer wrote on the form. */
export interface NewCustomer {
  readonly tongue: FormTongue;
  readonly person: Person;
  readonly answers: Answers;
}

type Answering = ReturnType<typeof createAnswers>;

export function drawNewCustomer(random: Random): NewCustomer {
  const home = random.pick<Home>(['NO', 'NO', 'NO', 'IT', 'IT', 'IT', 'IE', 'IE', 'DE']);
  const person = drawPerson(home, random);
  const answers = createAnswers();
  const born = drawDay(random, 1954, 1999);
  answerPerson(answers, person, born, random);
  answerContact(answers, person, random);
  answerAccount(answers, home, random);
  return { tongue: home === 'NO' ? 'nb' : home === 'IT' ? 'it' : 'en', person, answers: answers.done() };
}

function answerPerson(answers: Answering, person: Person, born: Day, random: Random): void {
  const capitals = (text: string): string => text.toUpperCase();
  answers.keyed('givenName', capitals(person.given), capitals(person.given));
  answers.keyed('middleName', capitals(person.middle ?? ''), person.middle === undefined ? undefined : capitals(person.middle));
  answers.keyed('familyName', capitals(person.family), capitals(person.family));
  answers.keyed('birthDate', isoDay(born), printedDay(born, ' '));
  const identity = identityOf(person, born, random);
  answers.keyed('idKind', identity.kind, identity.kind);
  for (const field of ['norwegianId', 'italianId', 'passportNumber'] as const) {
    answers.keyed(field, field === identity.field ? identity.number : '', field === identity.field ? identity.number : undefined);
  }
}

function identityOf(person: Person, born: Day, random: Random): { kind: '1' | '2' | '3'; field: 'norwegianId' | 'italianId' | 'passportNumber'; number: string } {
  // Some who live abroad show a passport all the same.
  if (person.home === 'NO' && random.chance(0.9)) return { kind: '1', field: 'norwegianId', number: norwegianIdentity(born, random) };
  if (person.home === 'IT' && random.chance(0.9)) return { kind: '2', field: 'italianId', number: italianTaxCode({ ...person, born }, random) };
  return { kind: '3', field: 'passportNumber', number: `${random.pick(['XA', 'XB', 'XK', 'ZP', 'ZT'])}${random.digits(7)}` };
}

const streets: Readonly<Record<Home, readonly [string, ...string[]]>> = {
  NO: ['Bjørkeveien', 'Fjordgata', 'Granlia', 'Kirkebakken', 'Myrveien', 'Nygata', 'Solsvingen', 'Tunveien', 'Vestre Åsen', 'Elvestien'],
  IT: ['Via Manzoni', 'Via dei Pini', 'Corso Italia', 'Via San Rocco', 'Viale dei Colli', 'Via Verdi', 'Piazza Grande', 'Via del Fosso'],
  IE: ['Church Street', 'Mill Road', 'Oak Park', 'Castle View', 'The Green', 'Strand Road', 'Hillcrest'],
  DE: ['Am Weiher', 'Blumenweg', 'Goethestr.', 'Kirchgasse', 'Ringstr.', 'Waldweg', 'Sonnenhang'],
};
const towns: Readonly<Record<Home, readonly [readonly [string, string], ...(readonly [string, string])[]]>> = {
  NO: [['0557', 'Oslo'], ['5018', 'Bergen'], ['7014', 'Trondheim'], ['4010', 'Stavanger'], ['9009', 'Tromsø'], ['1723', 'Sarpsborg'], ['3117', 'Tønsberg'], ['6413', 'Molde']],
  IT: [['20131', 'Milano'], ['40125', 'Bologna'], ['50125', 'Firenze'], ['10138', 'Torino'], ['37128', 'Verona'], ['70122', 'Bari'], ['90139', 'Palermo'], ['38068', 'Rovereto']],
  IE: [['H91 XY4', 'Galway'], ['T12 XZ9', 'Cork'], ['V94 XW2', 'Limerick'], ['X91 XV7', 'Waterford'], ['F91 XT5', 'Sligo']],
  DE: [['20144', 'Hamburg'], ['50674', 'Köln'], ['04105', 'Leipzig'], ['79102', 'Freiburg'], ['90408', 'Nürnberg']],
};

function answerContact(answers: Answering, { home, given, family }: Person, random: Random): void {
  const email = random.chance(0.82) ? `${plain(given)}${random.pick(['.', '_', '-', ''])}${plain(family)}${random.chance(0.5) ? random.whole(2, 99) : ''}@${random.pick(['example.com', 'example.org', 'mail.example.net', 'post.example.com'])}` : undefined;
  answers.keyed('email', email ?? '', email);
  const phone = phoneOf(home, random);
  answers.keyed('phone', phone.stored, phone.printed);
  const street = `${random.pick(streets[home])} ${random.whole(1, 148)}${random.chance(0.2) ? random.pick(['A', 'B', 'C']) : ''}`.toUpperCase();
  const [code, town] = random.pick(towns[home]);
  const postcode = home === 'IE' ? `${code}${random.digits(1)}` : code;
  answers.keyed('street', street, street);
  answers.keyed('postcode', postcode, postcode);
  answers.keyed('city', town.toUpperCase(), town.toUpperCase());
  answers.keyed('country', home, home);
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('ø', 'o').replaceAll('æ', 'ae').replaceAll('ß', 'ss').normalize('NFD').replace(/[^a-z]/g, '');
}

/** From ranges that are kept free for films and books, or that nobody can be called at. */
function phoneOf(home: Home, random: Random): { stored: string; printed: string } {
  const [country, number] = ({ NO: ['47', `5900${random.digits(4)}`], IT: ['39', `399${random.digits(7)}`], IE: ['353', `2091${random.digits(5)}`], DE: ['49', `17139200${random.digits(2)}`] } as const)[home];
  return { stored: `+${country}${number}`, printed: home === 'NO' ? inGroups(number, 2) : `+${country} ${number}` };
}

function answerAccount(answers: Answering, home: Home, random: Random): void {
  const iban = random.chance(0.8) ? drawIban(home, random) : undefined;
  answers.keyed('iban', iban ?? '', iban === undefined ? undefined : inGroups(iban, 4));
  const consents = random.chance(0.7);
  answers.keyed('consent', yesNo(consents), yesNo(consents));
  const channels = ['byEmail', 'bySms', 'byPost', 'byPhone'] as const;
  const sure = random.pick(channels);
  for (const channel of channels) {
    const chosen = yesNo(channel === sure || random.chance(0.3));
    answers.keyed(channel, consents ? chosen : '', consents ? chosen : undefined);
  }
  const signed = random.chance(0.95);
  const day = dayAfter(drawDay(random, 2024, 2025), 0);
  answers.keyed('signed', yesNo(signed), yesNo(signed));
  answers.keyed('signedOn', signed ? isoDay(day) : '', signed ? printedDay(day, ' ') : undefined);
}

export function yesNo(value: boolean): 'yes' | 'no' {
  return value ? 'yes' : 'no';
}
