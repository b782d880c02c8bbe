import type { Answers } from '../answers';
import type { Random } from '../random';
import { narrowFont, sansFont } from '../sheet/office-fonts';
import { boxedField, heading, label, linedField, tickBox, tickList, type FormLook } from '../sheet/form-boxes';
import { drawHand, sign } from '../sheet/pen';
import { createSheet, fill, line, markField, SHEET_WIDTH, write, type Sheet } from '../sheet/sheet';
import { drawNewCustomer, type FormTongue, type NewCustomer } from './new-customer';
import { customerWords } from './words';

const LEFT = 84;
const WIDTH = 1072;

/** One filled-in form of a new customer. */
export function drawCustomerSheets(random: Random): { sheets: readonly Sheet[]; answers: Answers } {
  const customer = drawNewCustomer(random);
  const look: FormLook = { ...printedLook[customer.tongue], hand: drawHand(random), random };
  const sheet = createSheet(customer.tongue === 'it' ? narrowFont : sansFont, '#222429');
  fillIn(sheet, customer, look);
  return { sheets: [sheet], answers: customer.answers };
}

/** Each land's bank has forms of its own. */
const printedLook: Readonly<Record<FormTongue, Pick<FormLook, 'accent' | 'tint' | 'boxes'>>> = {
  en: { accent: '#2f6b52', tint: '#e2efe8', boxes: 'boxes' },
  it: { accent: '#a3562a', tint: '#f8e9dd', boxes: 'boxes' },
  nb: { accent: '#2a5a8c', tint: '#e0eaf5', boxes: 'comb' },
};

function fillIn(sheet: Sheet, customer: NewCustomer, look: FormLook): void {
  const words = customerWords[customer.tongue];
  fill(sheet, { left: 0, top: 44, width: SHEET_WIDTH, height: 92 }, look.accent);
  write(sheet, words.bank, LEFT, 104, { size: 34, bold: true, colour: '#ffffff' });
  write(sheet, words.title, LEFT + WIDTH, 104, { size: 26, colour: '#ffffff', align: 'right' });
  write(sheet, words.howTo, LEFT, 170, { size: 17 });
  person(sheet, customer, look);
  contact(sheet, customer, look);
  account(sheet, customer, look);
  write(sheet, `${words.formNumber} 4410-${customer.tongue.toUpperCase()} 02/2024`, LEFT, 1700, { size: 14 });
}

function person(sheet: Sheet, { tongue, answers: { fields } }: NewCustomer, look: FormLook): void {
  const words = customerWords[tongue];
  heading(sheet, look, words.person, LEFT, 196, WIDTH);
  boxedField(sheet, look, { label: words.givenName, field: 'givenName', left: LEFT, top: 268, groups: [15] }, fields['givenName']);
  boxedField(sheet, look, { label: words.middleName, field: 'middleName', left: 620, top: 268, groups: [15] }, fields['middleName']);
  boxedField(sheet, look, { label: words.familyName, field: 'familyName', left: LEFT, top: 354, groups: [22] }, fields['familyName']);
  boxedField(sheet, look, { label: words.birthDate, field: 'birthDate', left: 856, top: 354, groups: [2, 2, 4] }, fields['birthDate']?.replaceAll(' ', ''));
  label(sheet, words.idKind, LEFT, 434);
  tickList(sheet, look, { field: 'idKind', left: LEFT, top: 446, step: 340, across: true }, [['1', words.kinds[0]], ['2', words.kinds[1]], ['3', words.kinds[2]]], fields['idKind']);
  const field = fields['norwegianId'] !== undefined ? 'norwegianId' : fields['italianId'] !== undefined ? 'italianId' : 'passportNumber';
  boxedField(sheet, look, { label: words.idNumber, field, left: LEFT, top: 516, groups: [16] }, fields[field]);
}

function contact(sheet: Sheet, { tongue, answers: { fields } }: NewCustomer, look: FormLook): void {
  const words = customerWords[tongue];
  heading(sheet, look, words.contact, LEFT, 596, WIDTH);
  linedField(sheet, look, { label: words.email, field: 'email', left: LEFT, top: 668, width: 620 }, fields['email']);
  linedField(sheet, look, { label: words.phone, field: 'phone', left: 760, top: 668, width: 396 }, fields['phone']);
  boxedField(sheet, look, { label: words.street, field: 'street', left: LEFT, top: 758, groups: [28] }, fields['street']);
  boxedField(sheet, look, { label: words.postcode, field: 'postcode', left: LEFT, top: 844, groups: [8] }, fields['postcode']);
  boxedField(sheet, look, { label: words.city, field: 'city', left: 380, top: 844, groups: [18] }, fields['city']);
  boxedField(sheet, look, { label: words.country, field: 'country', left: 1010, top: 844, groups: [2] }, fields['country']);
}

function account(sheet: Sheet, { tongue, person: who, answers: { fields } }: NewCustomer, look: FormLook): void {
  const words = customerWords[tongue];
  heading(sheet, look, words.account, LEFT, 930, WIDTH);
  boxedField(sheet, look, { label: words.iban, field: 'iban', left: LEFT, top: 1002, groups: [4, 4, 4, 4, 4, 4, 3], size: 34 }, fields['iban']?.replaceAll(' ', ''));
  heading(sheet, look, words.offers, LEFT, 1084, WIDTH);
  write(sheet, words.question, LEFT, 1152, { size: 19 });
  tickList(sheet, look, { field: 'consent', left: 856, top: 1131, step: 130, across: true }, [['yes', words.yes], ['no', words.no]], fields['consent']);
  write(sheet, words.channels, LEFT, 1212, { size: 19 });
  (['byEmail', 'bySms', 'byPost', 'byPhone'] as const).forEach((channel, index) => {
    const left = LEFT + index * 260;
    const box = tickBox(sheet, look, left, 1236, fields[channel] === 'yes');
    const width = write(sheet, words.ways[index] ?? '', left + 38, 1257, { size: 19 });
    if (fields[channel] !== undefined) markField(sheet, channel, { ...box, width: 40 + width });
  });
  signature(sheet, words, fields, look, `${who.given} ${who.family}`);
}

function signature(sheet: Sheet, words: (typeof customerWords)[FormTongue], fields: Answers['fields'], look: FormLook, name: string): void {
  heading(sheet, look, words.signature, LEFT, 1310, WIDTH);
  words.declaration.forEach((text, index) => write(sheet, text, LEFT, 1376 + index * 26, { size: 17 }));
  boxedField(sheet, look, { label: words.signedOn, field: 'signedOn', left: LEFT, top: 1490, groups: [2, 2, 4] }, fields['signedOn']?.replaceAll(' ', ''));
  label(sheet, words.signHere, 560, 1481);
  line(sheet, 560, 1560, 1156, 1560, 1.6, look.accent);
  markField(sheet, 'signed', { left: 560, top: 1486, width: 596, height: 78 });
  if (fields['signed'] === 'yes') sign(sheet, name, 610, 1548, look.hand, look.random);
}
