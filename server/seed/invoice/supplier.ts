import { businessNumber, printedBusinessNumber, type Land } from '../numbers/business-numbers';
import { drawIban } from '../numbers/bank-accounts';
import { createRandom, type Random } from '../random';
import type { Tongue } from './words';
import { branches, nameIn, type Branch } from './wares';

/** One invented supplier: what stays the same on all of its invoices. */
export interface Supplier {
  readonly seed: number;
  readonly land: Land;
  readonly tongue: Tongue;
  readonly currency: string;
  /** Prices in the lists are in euro; a krone is a tenth. */
  readonly priceFactor: number;
  readonly branch: Branch;
  readonly name: string;
  readonly addressLines: readonly [string, string];
  readonly phone: string;
  readonly businessNumber: string;
  readonly printedBusinessNumber: string;
  readonly iban: string;
  readonly rates: readonly [number, ...number[]];
  readonly manner: number;
}

const supplierCount = 420;

const proper: Readonly<Record<Land, readonly [string, ...string[]]>> = {
  IT: ['Altomare', 'Belforte', 'Cascina Nova', 'Due Torri', 'Fontechiara', 'Granpasso', 'La Rocchetta', 'Monteverna', 'Pian del Lago', 'Querciola', 'Rio Secco', 'Sant Egle', 'Tre Ponti', 'Valdoro', 'Zafferano'],
  NO: ['Almevik', 'Bratthei', 'Drivenes', 'Eikhaugen', 'Fjellro', 'Grønvoll', 'Hestnes', 'Kvitsand', 'Litlevåg', 'Myrdalen', 'Nesøya', 'Odderlia', 'Rypefjell', 'Storvika', 'Ulveseth'],
  DE: ['Achterberg', 'Blaustein', 'Dachsried', 'Erlenhof', 'Falkenau', 'Goldbach', 'Hirschwald', 'Kranichfeld', 'Lerchental', 'Nordheide', 'Quellmann', 'Rosengart', 'Steinhagen', 'Trautwald', 'Weidling'],
  AT: ['Alpenrain', 'Bachleitner', 'Edelgrund', 'Gamsecker', 'Hochkogel', 'Innleiten', 'Kirchbichl', 'Murauer', 'Sonnleitner', 'Tauernhof', 'Unterwald', 'Zirbenauer'],
  IE: ['Ardmore', 'Bellharbour', 'Clonfert', 'Derrybeg', 'Fernhill', 'Greenane', 'Inisbeg', 'Killoran', 'Lough Dara', 'Moyvale', 'Oakport', 'Rosslare Bay', 'Slieve Rua', 'Tullyroe'],
};
const forms: Readonly<Record<Land, readonly [string, ...string[]]>> = {
  IT: ['S.r.l.', 'S.r.l.', 'S.p.A.', 'S.n.c.', 'S.a.s.'], NO: ['AS', 'AS', 'AS', 'ANS'], DE: ['GmbH', 'GmbH', 'GmbH & Co. KG', 'KG', 'AG'], AT: ['GmbH', 'GmbH', 'KG', 'OG'], IE: ['Ltd', 'Limited', 'DAC', 'Ltd'],
};
const streets: Readonly<Record<Land, readonly [string, ...string[]]>> = {
  IT: ['Via Aurora', 'Via dei Mulini', 'Corso Libertà', 'Via Cavour', 'Viale Europa', 'Via della Ferrovia'], NO: ['Dalsveien', 'Verftsgata', 'Skolegata', 'Nedre Elvevei', 'Industrivegen', 'Sjøgata'],
  DE: ['Bahnhofstraße', 'Gartenweg', 'Industriestraße', 'Lange Gasse', 'Am Anger', 'Brückenstraße'], AT: ['Hauptstraße', 'Mühlweg', 'Dorfplatz', 'Bahngasse', 'Gewerbepark'], IE: ['Main Street', 'The Quay', 'Dublin Road', 'Abbey Lane', 'Park West'],
};
const towns: Readonly<Record<Land, readonly [string, ...string[]]>> = {
  IT: ['20121 Milano', '40121 Bologna', '16121 Genova', '36100 Vicenza', '25121 Brescia', '34121 Trieste', '06121 Perugia'], NO: ['0182 Oslo', '5003 Bergen', '7011 Trondheim', '3015 Drammen', '1606 Fredrikstad', '6413 Molde', '8006 Bodø'],
  DE: ['80331 München', '20095 Hamburg', '04109 Leipzig', '48143 Münster', '65183 Wiesbaden', '93047 Regensburg'], AT: ['1010 Wien', '8010 Graz', '4020 Linz', '6020 Innsbruck', '5020 Salzburg'], IE: ['Cork', 'Galway', 'Limerick', 'Dublin 12', 'Waterford', 'Naas, Co. Kildare'],
};
const rates: Readonly<Record<Land, readonly [number, ...number[]]>> = { IT: [22, 22, 22, 10, 4], NO: [25, 25, 25, 15], DE: [19, 19, 19, 7], AT: [20, 20, 20, 10], IE: [23, 23, 23, 0] };

export function drawSupplier(random: Random): Supplier {
  return supplierByNumber(random.whole(1, supplierCount));
}

function supplierByNumber(number: number): Supplier {
  const random = createRandom(number * 6_700_417);
  const land = random.pick<Land>(['IT', 'IT', 'IT', 'NO', 'NO', 'NO', 'DE', 'DE', 'AT', 'IE', 'IE', 'IE']);
  const tongue = tongueOf(land);
  const branch = random.pick(branches);
  const business = businessNumber(land, random);
  return {
    seed: number, land, tongue, branch,
    currency: land === 'NO' ? 'NOK' : 'EUR',
    priceFactor: land === 'NO' ? 11 : 1,
    name: nameOf(land, nameIn(branch.name, tongue), random),
    addressLines: [`${random.pick(streets[land])} ${random.whole(1, 160)}`, random.pick(towns[land])],
    phone: phoneOf(land, random),
    businessNumber: business,
    printedBusinessNumber: printedBusinessNumber(land, business),
    iban: drawIban(land, random),
    rates: rates[land],
    manner: random.whole(0, 11),
  };
}

function nameOf(land: Land, trade: string, random: Random): string {
  const own = random.pick(proper[land]);
  const both = random.chance(0.6) ? `${own} & ${random.pick(proper[land])}` : own;
  return `${random.chance(0.5) ? `${both} ${trade}` : land === 'IT' ? `${trade} ${own}` : `${own} ${trade}`} ${random.pick(forms[land])}`;
}

function tongueOf(land: Land): Tongue {
  switch (land) {
    case 'IT': return 'it';
    case 'NO': return 'nb';
    case 'DE': return 'de';
    case 'AT': return 'de';
    case 'IE': return 'en';
    default: return unreachable(land);
  }
}

/** From ranges that are kept free for films and books, or that nobody can be called at. */
function phoneOf(land: Land, random: Random): string {
  const tail = random.digits(2);
  return { IT: `+39 0399 00${tail}${random.digits(1)}`, NO: `+47 59 00 ${random.digits(2)} ${tail}`, DE: `+49 30 23125 ${random.digits(1)}${tail}`, AT: `+43 1 000 ${random.digits(1)}${tail}`, IE: `+353 20 91${random.digits(1)} ${random.digits(2)}${tail}` }[land];
}

function unreachable(value: never): never {
  throw new Error(`unknown land ${String(value)}`);
}
