import { createAnswers, type Answers } from '../answers';
import { yesNo, type FormTongue } from '../customer/new-customer';
import { drawDay, isoDay, printedDay } from '../days';
import { createRandom, type Random } from '../random';

/** One household's answers. */
export interface Household {
  readonly tongue: FormTongue;
  readonly memberCount: number;
  readonly answers: Answers;
}

type Answering = ReturnType<typeof createAnswers>;

/** Questionnaires of one area come in a bundle. */
const BUNDLE = 40;

export function drawHousehold(random: Random, seed: number): Household {
  const bundle = createRandom(Math.floor(seed / BUNDLE) * 86_028_121);
  const tongue = bundle.pick<FormTongue>(['en', 'it', 'nb']);
  const answers = createAnswers();
  const area = `${bundle.whole(1, 9)}${bundle.digits(3)}`;
  const serial = random.digits(6);
  const visited = drawDay(random, 2025, 2025);
  answers.keyed('area', area, area);
  answers.keyed('serial', serial, serial);
  answers.keyed('visited', isoDay(visited), printedDay(visited, ' '));
  const members = drawMembers(random);
  answerDwelling(answers, members.length, random);
  plain(answers, 'memberCount', String(members.length));
  members.forEach((member, index) => answerMember(answers, `members.${index}`, member, random));
  answerTravel(answers, random);
  for (const item of ['health', 'schools', 'transport', 'roads', 'parks', 'safety']) plain(answers, item, random.pick(['1', '2', '2', '3', '3', '4', '4', '4', '5', '5', '9']));
  return { tongue, memberCount: members.length, answers: answers.done() };
}

/** An answer that is stored as it is written; `undefined` where the question was not for this household. */
function plain(answers: Answering, field: string, value: string | undefined): void {
  answers.keyed(field, value ?? '', value);
}

function answerDwelling(answers: Answering, members: number, random: Random): void {
  const kind = random.pick(['1', '1', '2', '3', '3', '3', '4', '5']);
  const tenure = random.pick(['1', '2', '2', '3', '3', '4']);
  const rooms = random.whole(Math.max(1, Math.ceil(members / 2)), kind === '3' ? 6 : 9);
  const internet = random.chance(0.88);
  plain(answers, 'dwellingKind', kind);
  plain(answers, 'tenure', tenure);
  plain(answers, 'rent', tenure === '3' ? String(random.whole(38, 180) * 10) : undefined);
  plain(answers, 'rooms', String(rooms));
  plain(answers, 'floorArea', String(rooms * random.whole(12, 24) + random.whole(0, 11)));
  plain(answers, 'heating', random.pick(['1', '1', '2', '2', '3', '4', '4', '5', '6', '7']));
  plain(answers, 'internet', yesNo(internet));
  plain(answers, 'internetKind', internet ? random.pick(['1', '1', '2', '3', '4']) : undefined);
  plain(answers, 'cars', String(random.pick([0, 0, 1, 1, 1, 2, 2, 3])));
  plain(answers, 'bicycles', String(random.pick([0, 0, 1, 2, 2, 3, 4, 5, 6, 11])));
}

interface Member {
  readonly relation: string;
  readonly birthYear: number;
}

/** The first one answers for the household. */
function drawMembers(random: Random): Member[] {
  const first = random.whole(1934, 2000);
  const members: Member[] = [{ relation: '1', birthYear: first }];
  if (random.chance(0.62)) members.push({ relation: '2', birthYear: Math.min(2004, Math.max(1930, first + random.whole(-8, 8))) });
  const children = first >= 1958 ? random.pick([0, 0, 1, 1, 2, 2, 3, 4]) : 0;
  for (let child = 0; child < children; child += 1) members.push({ relation: '3', birthYear: Math.min(2024, first + random.whole(20, 38)) });
  if (first >= 1955 && random.chance(0.1)) members.push({ relation: '4', birthYear: Math.max(1926, first - random.whole(21, 36)) });
  if (random.chance(0.08)) members.push({ relation: random.pick(['5', '6']), birthYear: random.whole(1950, 2008) });
  return members;
}

function answerMember(answers: Answering, at: string, { relation, birthYear }: Member, random: Random): void {
  const grown = birthYear <= 2008;
  plain(answers, `${at}.relation`, relation);
  plain(answers, `${at}.sex`, random.pick(['1', '2']));
  plain(answers, `${at}.birthYear`, String(birthYear));
  plain(answers, `${at}.education`, grown ? random.pick(birthYear > 2004 ? ['2', '3'] : ['1', '2', '2', '3', '3', '4', '4', '5', '5']) : undefined);
  plain(answers, `${at}.activity`, grown ? activityOf(birthYear, random) : undefined);
}

function activityOf(birthYear: number, random: Random): string {
  if (birthYear <= 1957) return random.pick(['5', '5', '5', '5', '2', '6']);
  if (birthYear >= 2003) return random.pick(['4', '4', '4', '1', '3']);
  return random.pick(['1', '1', '1', '1', '2', '2', '3', '4', '6']);
}

function answerTravel(answers: Answering, random: Random): void {
  const commutes = random.chance(0.68);
  plain(answers, 'commutes', yesNo(commutes));
  plain(answers, 'means', commutes ? random.pick(['1', '1', '1', '2', '3', '4', '5']) : undefined);
  plain(answers, 'commuteMinutes', commutes ? String(random.whole(1, 20) * 5 + random.pick([0, 0, 0, 2, 3])) : undefined);
}
