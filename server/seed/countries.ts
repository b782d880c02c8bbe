import type { DateStyle } from './dates';
import type { Random } from './random';

type Choices<T> = readonly [T, ...T[]];

/** What receipts of one country have in common. */
export interface Country {
  symbols: Choices<string>;
  /** Price of something that costs one dollar in the pools, in hundredths of the local money. */
  unitMinor: number;
  tax: { name: string; percent: number; included: boolean };
  dateStyles: Choices<DateStyle>;
  suffixes: Choices<string>;
  surnames: Choices<string>;
  taxNumber: (random: Random) => string;
  phone: (random: Random) => string;
  /** Lines of an address, without commas at their ends. */
  address: (random: Random) => string[];
  thanks: Choices<string>;
}

const malaysia: Country = {
  symbols: ['RM ', 'RM', ''],
  unitMinor: 380,
  tax: { name: 'GST', percent: 6, included: true },
  dateStyles: ['DD/MM/YYYY', 'DD MMM YYYY', 'DD-MM-YY', 'DD/MM/YY'],
  suffixes: [' SDN BHD', ' SDN. BHD.', ' ENTERPRISE', ' TRADING', ''],
  surnames: ['Seri Rejang', 'Kok Wah', 'Bintang Utama', 'Lim Thye', 'Cahaya', 'Tanjong', 'Hock Soon', 'Indah Jaya', 'Ban Huat', 'Permai', 'Yong Tat', 'Melur'],
  taxNumber: (random) => `GST ID: 00${random.digits(10)}`,
  phone: (random) => `TEL: 0${random.whole(3, 9)}-${random.digits(4)} ${random.digits(4)}`,
  address: (random) => [
    `No. ${random.whole(2, 98)}${random.pick(['', 'A', '-G', '-1'])}, Jalan ${random.pick(['Kenanga', 'Melati', 'SS 4C', 'Dagang', 'Perusahaan', 'Cempaka', 'PJU 3', 'Sagu'])} ${random.whole(1, 28)}`,
    `Taman ${random.pick(['Daya Indah', 'Sri Murni', 'Perdana Baru', 'Bukit Lela', 'Desa Kiara', 'Mawar'])}`,
    random.pick(['81100 Johor Bahru, Johor', '47300 Petaling Jaya, Selangor', '50480 Kuala Lumpur', '13600 Perai, Pulau Pinang', '93350 Kuching, Sarawak', '75450 Melaka', '31400 Ipoh, Perak']),
  ],
  thanks: ['THANK YOU, PLEASE COME AGAIN', 'TERIMA KASIH', 'GOODS SOLD ARE NOT RETURNABLE'],
};

const unitedStates: Country = {
  symbols: ['$', '$', 'USD '],
  unitMinor: 100,
  tax: { name: 'Sales Tax', percent: 8, included: false },
  dateStyles: ['DD MMM YYYY', 'MMM DD, YYYY', 'YYYY-MM-DD'],
  suffixes: [' Inc.', ' LLC', ' & Sons', '', ' Co.'],
  surnames: ['Larkspur', 'Dunmore', 'Whitlow', 'Three Forks', 'Hadley', 'Osgood', 'Prairie Fork', 'Mulberry', 'Kettering', 'Tallgrass', 'Bay Hollow', 'Ferris'],
  taxNumber: (random) => `STORE #${random.digits(4)}`,
  phone: (random) => `(${random.whole(201, 989)}) 555-01${random.digits(2)}`,
  address: (random) => [
    `${random.whole(11, 9899)} ${random.pick(['N ', 'S ', 'W ', ''])}${random.pick(['Alder', 'Lincoln', 'Mill Creek', 'Harbor', 'Orchard', 'Jefferson', 'Sycamore', '14th'])} ${random.pick(['St', 'Ave', 'Blvd', 'Rd'])}${random.pick(['', '', ', Suite 4', ', Unit B'])}`,
    `${random.pick(['Cedar Falls, IA', 'Bend, OR', 'Duluth, MN', 'Macon, GA', 'Flagstaff, AZ', 'Concord, NH', 'Boise, ID', 'Toledo, OH'])} ${random.whole(10, 98)}${random.digits(3)}`,
  ],
  thanks: ['Thank you for shopping with us!', 'Have a great day', 'Returns within 30 days with receipt'],
};

const britain: Country = {
  symbols: ['£', '£', 'GBP '],
  unitMinor: 85,
  tax: { name: 'VAT', percent: 20, included: true },
  dateStyles: ['DD/MM/YY', 'DD/MM/YYYY', 'DD MMM YYYY'],
  suffixes: [' Ltd', ' Limited', '', ' & Co.', ' plc'],
  surnames: ['Ashcombe', 'Thornleigh', 'Marlowe', 'Pennywick', 'Hartley Green', 'Copperfield', 'Wetherden', 'Oldfield', 'Saltmarsh', 'Kirkdale', 'Brindle', 'Fenwick Row'],
  taxNumber: (random) => `VAT No ${random.digits(3)} ${random.digits(4)} ${random.digits(2)}`,
  phone: (random) => `Tel 01632 960${random.digits(3)}`,
  address: (random) => [
    `${random.whole(1, 240)} ${random.pick(['High Street', 'Station Road', 'Mill Lane', 'Church Walk', 'Market Place', 'Bridge Street', 'Victoria Parade'])}`,
    random.pick(['Otley LS21 3', 'Ludlow SY8 1', 'Whitby YO21 3', 'Totnes TQ9 5', 'Hexham NE46 1', 'Rye TN31 7', 'Stroud GL5 2']) + random.pick(['AB', 'HD', 'JQ', 'NP', 'XA']),
  ],
  thanks: ['Thank you for your custom', 'Please retain for your records', 'See you again soon'],
};

const australia: Country = {
  symbols: ['$', 'A$', '$'],
  unitMinor: 145,
  tax: { name: 'GST', percent: 10, included: true },
  dateStyles: ['DD/MM/YYYY', 'DD/MM/YY', 'DD MMM YYYY'],
  suffixes: [' Pty Ltd', '', ' Pty Ltd', ' Group'],
  surnames: ['Wattle Bend', 'Ironbark', 'Gumleaf', 'Coral Bay', 'Jarrah', 'Southern Cross', 'Billabong Rd', 'Kestrel', 'Red Cliff', 'Quayside'],
  taxNumber: (random) => `ABN ${random.digits(2)} ${random.digits(3)} ${random.digits(3)} ${random.digits(3)}`,
  phone: (random) => `Ph: (0${random.pick(['2', '3', '7', '8'])}) 5550 ${random.digits(4)}`,
  address: (random) => [
    `${random.pick(['', 'Shop 3/', 'Unit 12/'])}${random.whole(2, 480)} ${random.pick(['Collins', 'Esplanade', 'Barker', 'Flinders', 'Kingston', 'Wharf'])} ${random.pick(['St', 'Rd', 'Pde', 'Tce'])}`,
    random.pick(['Geelong VIC 3220', 'Fremantle WA 6160', 'Newcastle NSW 2300', 'Toowoomba QLD 4350', 'Hobart TAS 7000', 'Glenelg SA 5045']),
  ],
  thanks: ['THANK YOU FOR YOUR BUSINESS', 'Tax invoice - please retain', 'Cheers, see you soon'],
};

const singapore: Country = {
  symbols: ['S$', '$', 'SGD '],
  unitMinor: 140,
  tax: { name: 'GST', percent: 9, included: true },
  dateStyles: ['DD/MM/YYYY', 'DD MMM YYYY', 'YYYY-MM-DD'],
  suffixes: [' Pte Ltd', ' Pte. Ltd.', ' (S) Pte Ltd', ''],
  surnames: ['Merbau', 'Tan Boon', 'Orchid Gate', 'Kallang River', 'Swee Heng Lee', 'Lion Bay', 'Temasek Lane', 'Pandan', 'Chye Seng', 'Rambutan'],
  taxNumber: (random) => `GST REG NO: M${random.digits(1)}-${random.digits(7)}-${random.digits(1)}`,
  phone: (random) => `Tel: 6${random.digits(3)} ${random.digits(4)}`,
  address: (random) => [
    `${random.whole(1, 480)} ${random.pick(['Upper Thomson Rd', 'Bedok North Ave 3', 'Joo Chiat Place', 'Clementi Ave 2', 'Serangoon Garden Way'])}`,
    `#0${random.whole(1, 4)}-${random.whole(10, 88)}`,
    `Singapore ${random.whole(10, 82)}${random.digits(4)}`,
  ],
  thanks: ['Thank you and see you again', 'All prices include GST', 'No exchange, no refund'],
};

const philippines: Country = {
  symbols: ['PHP ', 'P', ''],
  unitMinor: 5000,
  tax: { name: 'VAT', percent: 12, included: true },
  dateStyles: ['DD MMM YYYY', 'DD MMM YYYY', 'MMM DD, YYYY'],
  suffixes: [' Inc.', ' Corp.', ' Enterprises', ' Trading'],
  surnames: ['Tres Hermanas', 'Mabolo', 'Lapu Sands', 'Bagong Araw', 'Sampaguita', 'Kamagong', 'Visayan Star', 'Rosario', 'Dalisay', 'Magellan Bay'],
  taxNumber: (random) => `VAT REG TIN ${random.digits(3)}-${random.digits(3)}-${random.digits(3)}-000`,
  phone: (random) => `Tel. (032) 555 ${random.digits(4)}`,
  address: (random) => [
    `${random.whole(3, 300)} ${random.pick(['Mabini', 'Rizal', 'Osmena', 'Bonifacio', 'Gorordo', 'Salinas'])} ${random.pick(['St.', 'Ave.', 'Drive'])}`,
    random.pick(['Lahug, Cebu City 6000', 'Ermita, Manila 1000', 'Poblacion, Davao City 8000', 'Jaro, Iloilo City 5000', 'Mandaue City, Cebu 6014']),
  ],
  thanks: ['THIS SERVES AS YOUR OFFICIAL RECEIPT', 'SALAMAT PO!', 'THANK YOU COME AGAIN'],
};

const ireland: Country = {
  ...britain,
  symbols: ['€', '€', 'EUR '],
  unitMinor: 95,
  tax: { name: 'VAT', percent: 23, included: true },
  surnames: ['Ballyard', "O'Shaughran", 'Glenmore', 'Carraig', 'Clonbeg', 'Kilmoyne', 'Shannonside', 'Dunleary Quay', 'Rathbrook'],
  taxNumber: (random) => `VAT IE${random.digits(7)}${random.pick(['F', 'H', 'T', 'W'])}`,
  phone: (random) => `Ph 0${random.whole(21, 98)} 555 ${random.digits(4)}`,
  address: (random) => [
    `${random.whole(1, 96)} ${random.pick(['Main Street', 'Patrick Street', 'The Quay', 'Shop Street', 'Abbey Road', 'Bridge Street'])}`,
    random.pick(['Kinsale, Co. Cork', 'Ennis, Co. Clare', 'Athlone, Co. Westmeath', 'Dingle, Co. Kerry', 'Sligo, Co. Sligo']),
  ],
};

const norway: Country = {
  symbols: ['NOK ', 'Kr ', ''],
  unitMinor: 1050,
  tax: { name: 'MVA', percent: 25, included: true },
  dateStyles: ['DD.MM.YYYY', 'DD.MM.YYYY', 'YYYY-MM-DD'],
  suffixes: [' AS', ' AS', ' ANS', ''],
  surnames: ['Fjellhåndverk', 'Nordre Brygge', 'Solbakken', 'Bjørkelund', 'Havørn', 'Øyra', 'Tinden', 'Skarven', 'Lynghei', 'Strandgata'],
  taxNumber: (random) => `Org.nr. 9${random.digits(2)} ${random.digits(3)} ${random.digits(3)} MVA`,
  phone: (random) => `Tlf. ${random.whole(21, 78)} ${random.digits(2)} ${random.digits(2)} ${random.digits(2)}`,
  address: (random) => [
    `${random.pick(['Storgata', 'Kirkegata', 'Bryggeveien', 'Skolegata', 'Åsveien', 'Torggata'])} ${random.whole(1, 120)}${random.pick(['', 'B', ''])}`,
    random.pick(['5003 Bergen', '7011 Trondheim', '9008 Tromsø', '4006 Stavanger', '2609 Lillehammer', '6002 Ålesund', '0182 Oslo']),
  ],
  thanks: ['Takk for handelen', 'Velkommen igjen', 'Ta vare på kvitteringen'],
};

/** Where the invented shops are. */
export const countries: Choices<Country> = [malaysia, unitedStates, britain, australia, singapore, philippines, ireland, norway, malaysia];
