import type { Answers } from '../answers';
import { around } from '../boxes';
import type { FormTongue } from '../customer/new-customer';
import { barcodeFamily } from '../fonts';
import { code128Text } from '../codes';
import type { Random } from '../random';
import { narrowFont } from '../sheet/office-fonts';
import { boxedField, heading, label, signBoxes, tickBox, tickList, type FormLook } from '../sheet/form-boxes';
import { drawHand, writeInBoxes } from '../sheet/pen';
import { createSheet, line, markField, write, type Sheet } from '../sheet/sheet';
import { drawHousehold, type Household } from './household';
import { surveyWords, type SurveyWords } from './words';

const LEFT = 80;
const WIDTH = 1080;
const MOST_MEMBERS = 8;

/** One filled-in questionnaire of a household. */
export function drawQuestionnaireSheets(random: Random, seed: number): { sheets: readonly Sheet[]; answers: Answers } {
  const household = drawHousehold(random, seed);
  const look: FormLook = { ...printedLook[household.tongue], hand: drawHand(random), random };
  const sheet = createSheet(narrowFont, '#24262b');
  const words = surveyWords[household.tongue];
  const { fields } = household.answers;
  printCover(sheet, look, words, fields);
  printDwelling(sheet, look, words, fields);
  printMembers(sheet, look, words, household);
  printTravel(sheet, look, words, fields);
  printGrades(sheet, look, words, fields);
  return { sheets: [sheet], answers: household.answers };
}

const printedLook: Readonly<Record<FormTongue, Pick<FormLook, 'accent' | 'tint' | 'boxes'>>> = {
  en: { accent: '#5b3f86', tint: '#eae4f3', boxes: 'boxes' },
  it: { accent: '#2b6e3f', tint: '#e0f0e4', boxes: 'boxes' },
  nb: { accent: '#a03838', tint: '#f7e3e0', boxes: 'boxes' },
};

type Fields = Answers['fields'];

function printCover(sheet: Sheet, look: FormLook, words: SurveyWords, fields: Fields): void {
  write(sheet, words.title, LEFT, 92, { size: 31, bold: true, colour: look.accent });
  write(sheet, words.howTo, LEFT, 122, { size: 17 });
  boxedField(sheet, look, { label: words.area, field: 'area', left: LEFT, top: 162, groups: [4] }, fields['area']);
  boxedField(sheet, look, { label: words.visited, field: 'visited', left: 320, top: 162, groups: [2, 2, 4] }, fields['visited']?.replaceAll(' ', ''));
  // The number is printed on every copy, with a bar code above it.
  const serial = fields['serial'] ?? '';
  sheet.context.font = `88px "${barcodeFamily}"`;
  sheet.context.textAlign = 'left';
  sheet.context.fillStyle = '#17181b';
  sheet.context.fillText(code128Text(serial), 830, 152, 320);
  label(sheet, words.serial, 830, 186);
  write(sheet, serial, 1150, 188, { size: 26, bold: true, align: 'right', field: 'serial' });
}

function printDwelling(sheet: Sheet, look: FormLook, words: SurveyWords, fields: Fields): void {
  heading(sheet, look, words.dwelling, LEFT, 222, WIDTH);
  const ticks = (field: 'dwellingKind' | 'tenure' | 'heating' | 'internetKind', left: number, top: number): void => {
    write(sheet, words.questions[field], left, top, { size: 18.5, bold: true });
    const chosen = fields[field];
    tickList(sheet, look, { field, left, top: top + 13, step: 33 }, words.options[field], chosen);
    if (chosen === undefined) unmark(sheet, field);
  };
  ticks('dwellingKind', LEFT, 290);
  ticks('tenure', LEFT, 494);
  ticks('heating', LEFT + 330, 290);
  ticks('internetKind', LEFT + 330, 560);
  const right = LEFT + 690;
  number(sheet, look, words.questions.rent, 'rent', right, 272, 5, fields);
  number(sheet, look, words.questions.rooms, 'rooms', right, 332, 2, fields);
  number(sheet, look, words.questions.floorArea, 'floorArea', right, 392, 3, fields);
  yesNoLine(sheet, look, words, 'internet', right, 478, fields);
  number(sheet, look, words.questions.cars, 'cars', right, 512, 1, fields);
  number(sheet, look, words.questions.bicycles, 'bicycles', right, 572, 2, fields);
}

/** A question that was not answered is nowhere to be read. */
function unmark(sheet: Sheet, field: string): void {
  const at = sheet.fieldBoxes.findIndex((each) => each.field === field);
  if (at >= 0) sheet.fieldBoxes.splice(at, 1);
}

/** A question with boxes for a short number, written to the right. */
function number(sheet: Sheet, look: FormLook, question: string, field: string, left: number, top: number, count: number, fields: Fields): void {
  write(sheet, question, left, top + 31, { size: 18.5, bold: true, width: 206 });
  const boxes = signBoxes(sheet, look, left + 390 - count * 34, top, [count], 37);
  const text = fields[field];
  if (text === undefined) return;
  const used = boxes.slice(count - text.length);
  writeInBoxes(sheet, text, used, look.hand, look.random);
  markField(sheet, field, around(used));
}

function yesNoLine(sheet: Sheet, look: FormLook, words: SurveyWords, field: 'internet' | 'commutes', left: number, top: number, fields: Fields): void {
  write(sheet, words.questions[field], left, top, { size: 18.5, bold: true, width: 220 });
  tickList(sheet, look, { field, left: left + 232, top: top - 21, step: 86, across: true }, [['yes', words.yes], ['no', words.no]], fields[field]);
}

/** Left edges of the table of persons; codes stand in boxes. */
const personEdges = [LEFT, LEFT + 110, LEFT + 300, LEFT + 470, LEFT + 700, LEFT + 890] as const;

function printMembers(sheet: Sheet, look: FormLook, words: SurveyWords, { answers: { fields }, memberCount }: Household): void {
  heading(sheet, look, words.household, LEFT, 722, WIDTH);
  number(sheet, look, words.questions.memberCount, 'memberCount', LEFT, 768, 1, fields);
  write(sheet, words.codesBelow, LEFT + 450, 799, { size: 17 });
  const top = 828;
  const columns = [['relation', 1], ['sex', 1], ['birthYear', 4], ['education', 1], ['activity', 1]] as const;
  words.memberColumns.forEach((column, index) => write(sheet, column, personEdges[index + 1] ?? 0, top + 20, { size: 17, bold: true }));
  for (let row = 0; row < MOST_MEMBERS; row += 1) {
    const y = top + 32 + row * 41;
    write(sheet, `${words.person} ${row + 1}`, LEFT + 4, y + 26, { size: 17 });
    columns.forEach(([column, count], index) => {
      const field = `members.${row}.${column}`;
      const boxes = signBoxes(sheet, look, personEdges[index + 1] ?? 0, y, [count], 30);
      const text = row < memberCount ? fields[field] : undefined;
      if (text === undefined) return;
      writeInBoxes(sheet, text, boxes, look.hand, look.random);
      markField(sheet, field, around(boxes));
    });
    line(sheet, LEFT, y + 38.5, LEFT + WIDTH, y + 38.5, 0.7, '#9a9da3');
  }
  words.codes.forEach((text, index) => write(sheet, text, LEFT, top + 32 + MOST_MEMBERS * 41 + 22 + index * 24, { size: 16, width: WIDTH }));
}

function printTravel(sheet: Sheet, look: FormLook, words: SurveyWords, fields: Fields): void {
  heading(sheet, look, words.travel, LEFT, 1300, WIDTH);
  yesNoLine(sheet, look, words, 'commutes', LEFT, 1366, fields);
  number(sheet, look, words.questions.commuteMinutes, 'commuteMinutes', LEFT + 690, 1341, 3, fields);
  write(sheet, words.questions.means, LEFT, 1410, { size: 18.5, bold: true });
  tickList(sheet, look, { field: 'means', left: LEFT + 232, top: 1389, step: 165, across: true }, words.options.means, fields['means']);
  if (fields['means'] === undefined) unmark(sheet, 'means');
}

function printGrades(sheet: Sheet, look: FormLook, words: SurveyWords, fields: Fields): void {
  heading(sheet, look, words.satisfaction, LEFT, 1436, WIDTH);
  const codes = ['1', '2', '3', '4', '5', '9'];
  const x = (index: number): number => LEFT + 350 + index * 128;
  words.grades.forEach((grade, index) => write(sheet, grade, x(index) + 12, 1492, { size: 15.5, align: 'center', width: 122 }));
  (['health', 'schools', 'transport', 'roads', 'parks', 'safety'] as const).forEach((field, row) => {
    const y = 1506 + row * 33;
    write(sheet, words.gradeQuestions[row] ?? '', LEFT, y + 20, { size: 18, bold: true, width: 320 });
    const boxes = codes.map((code, index) => tickBox(sheet, look, x(index), y, fields[field] === code));
    markField(sheet, field, around(boxes));
  });
}
