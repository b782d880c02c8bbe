import type { Tongue } from './words';

type Names = readonly [en: string, it: string, nb: string, de: string];
/** What a supplier sells: its names, its unit, and a low and a high price in euro. */
export type Ware = readonly [names: Names, unit: string, low: number, high: number];
export interface Branch {
  readonly name: Names;
  readonly wares: readonly [Ware, ...Ware[]];
  /** What tells one ware of a kind from another. */
  readonly kinds: readonly [string, ...string[]];
}

export const branches: readonly [Branch, ...Branch[]] = [
  { name: ['Office Supplies', 'Cancelleria', 'Kontorrekvisita', 'Bürobedarf'], kinds: ['80 g', 'A4', 'A5', 'blue', 'no. 12', 'no. 24', 'XL', '2.0'], wares: [
    [['Copy paper', 'Carta per fotocopie', 'Kopipapir', 'Kopierpapier'], 'PK', 4, 9], [['Toner cartridge', 'Cartuccia toner', 'Tonerkassett', 'Tonerkartusche'], 'PCE', 45, 160], [['Lever arch file', 'Raccoglitore', 'Ringperm', 'Ordner'], 'PCE', 2, 6],
    [['Desk lamp', 'Lampada da tavolo', 'Bordlampe', 'Schreibtischlampe'], 'PCE', 24, 89], [['Ballpoint pens', 'Penne a sfera', 'Kulepenner', 'Kugelschreiber'], 'BX', 5, 18], [['Whiteboard', 'Lavagna bianca', 'Whiteboardtavle', 'Weißwandtafel'], 'PCE', 60, 240], [['Packing tape', 'Nastro da imballo', 'Pakketape', 'Packband'], 'RO', 2, 5]] },
  { name: ['Consulting', 'Consulenza', 'Rådgivning', 'Beratung'], kinds: ['phase 1', 'phase 2', 'Q1', 'Q2', 'Q3', 'Q4', 'A', 'B'], wares: [
    [['Project management', 'Gestione progetto', 'Prosjektledelse', 'Projektleitung'], 'HUR', 80, 150], [['Workshop on site', 'Workshop in sede', 'Arbeidsmøte på stedet', 'Workshop vor Ort'], 'DAY', 600, 1400], [['Travel by car', 'Trasferta in auto', 'Kjøring', 'Anfahrt Pkw'], 'KMT', 0.4, 0.9],
    [['Analysis and report', 'Analisi e relazione', 'Analyse og rapport', 'Analyse und Bericht'], 'HUR', 75, 140], [['Training', 'Formazione', 'Opplæring', 'Schulung'], 'HUR', 60, 120], [['Licence', 'Licenza', 'Lisens', 'Lizenz'], 'MON', 12, 89]] },
  { name: ['Electrical', 'Impianti Elettrici', 'Elektro', 'Elektrotechnik'], kinds: ['16 A', '10 A', '3x1.5', '5x2.5', 'IP44', 'IP65', '24 V', '230 V'], wares: [
    [['Installation cable', 'Cavo da installazione', 'Installasjonskabel', 'Installationskabel'], 'MTR', 0.8, 6], [['Circuit breaker', 'Interruttore automatico', 'Automatsikring', 'Leitungsschutzschalter'], 'PCE', 7, 60], [['Fitter', 'Elettricista', 'Montør', 'Monteur'], 'HUR', 45, 78],
    [['Luminaire', 'Plafoniera', 'Lysarmatur', 'Leuchte'], 'PCE', 28, 190], [['Distribution board', 'Quadro elettrico', 'Sikringsskap', 'Verteilerkasten'], 'PCE', 80, 420], [['Small parts', 'Minuteria', 'Småmateriell', 'Kleinmaterial'], 'LS', 9, 48]] },
  { name: ['Foods', 'Alimentari', 'Mat', 'Lebensmittel'], kinds: ['1 kg', '500 g', '6x1 l', 'organic', '12 pcs', 'no. 3', 'fine', 'mild'], wares: [
    [['Coffee beans', 'Caffè in grani', 'Kaffebønner', 'Kaffeebohnen'], 'KGM', 9, 24], [['Olive oil', 'Olio di oliva', 'Olivenolje', 'Olivenöl'], 'LTR', 6, 16], [['Hard cheese', 'Formaggio stagionato', 'Fast ost', 'Hartkäse'], 'KGM', 10, 27],
    [['Wheat flour', 'Farina di grano', 'Hvetemel', 'Weizenmehl'], 'KGM', 0.7, 2], [['Tea, sorted', 'Tè assortito', 'Te, blandet', 'Tee, sortiert'], 'BX', 8, 30], [['Mineral water', 'Acqua minerale', 'Mineralvann', 'Mineralwasser'], 'BX', 4, 12]] },
  { name: ['Cleaning', 'Pulizie', 'Renhold', 'Gebäudereinigung'], kinds: ['floor 1', 'floor 2', 'hall', 'store', 'night', 'P2', 'P3', '5 l'], wares: [
    [['Daily cleaning', 'Pulizia giornaliera', 'Daglig renhold', 'Unterhaltsreinigung'], 'HUR', 22, 38], [['Window cleaning', 'Pulizia vetri', 'Vinduspuss', 'Glasreinigung'], 'MTK', 1.2, 4], [['Detergent', 'Detergente', 'Rengjøringsmiddel', 'Reinigungsmittel'], 'LTR', 3, 14],
    [['Paper towels', 'Asciugamani di carta', 'Tørkepapir', 'Papierhandtücher'], 'PK', 12, 36], [['Waste bags', 'Sacchi per rifiuti', 'Avfallssekker', 'Müllsäcke'], 'RO', 2, 9], [['Mat rental', 'Noleggio tappeti', 'Matteleie', 'Mattenmiete'], 'MON', 9, 44]] },
  { name: ['Transport', 'Trasporti', 'Transport', 'Spedition'], kinds: ['zone 1', 'zone 2', 'zone 3', 'ADR', 'express', 'Euro', '7.5 t', 'no. 8'], wares: [
    [['Freight, part load', 'Trasporto a collettame', 'Frakt, stykkgods', 'Fracht, Stückgut'], 'LS', 60, 480], [['Pallet', 'Pallet', 'Pall', 'Palette'], 'PCE', 9, 24], [['Waiting time', 'Sosta', 'Ventetid', 'Wartezeit'], 'HUR', 35, 70],
    [['Kilometres', 'Chilometri', 'Kilometer', 'Kilometer'], 'KMT', 0.9, 2.4], [['Storage', 'Magazzinaggio', 'Lagring', 'Lagerung'], 'DAY', 4, 21], [['Customs handling', 'Pratiche doganali', 'Tollbehandling', 'Zollabwicklung'], 'LS', 38, 95]] },
  { name: ['Metalworks', 'Carpenteria Metallica', 'Mekaniske', 'Metallbau'], kinds: ['S235', 'S355', 'A2', '4 mm', '6 mm', '8 mm', 'RAL 7016', 'rev. B'], wares: [
    [['Steel plate', 'Lamiera di acciaio', 'Stålplate', 'Stahlblech'], 'KGM', 1.1, 3.4], [['Bracket', 'Staffa', 'Brakett', 'Konsole'], 'PCE', 4, 39], [['Welding', 'Saldatura', 'Sveising', 'Schweißarbeiten'], 'HUR', 48, 82],
    [['Laser cutting', 'Taglio laser', 'Laserskjæring', 'Laserschnitt'], 'PCE', 3, 28], [['Hand rail', 'Corrimano', 'Håndløper', 'Handlauf'], 'MTR', 24, 96], [['Powder coating', 'Verniciatura a polvere', 'Pulverlakkering', 'Pulverbeschichtung'], 'MTK', 14, 36]] },
  { name: ['Print & Sign', 'Tipografia', 'Trykkeri', 'Druckerei'], kinds: ['A4', 'A5', '4/4', '4/0', '135 g', '300 g', '85x55', 'B2'], wares: [
    [['Leaflets', 'Volantini', 'Flygeblad', 'Flugblätter'], 'PCE', 0.1, 0.9], [['Business cards', 'Biglietti da visita', 'Visittkort', 'Visitenkarten'], 'BX', 18, 60], [['Layout work', 'Impaginazione', 'Ombrekking', 'Satzarbeiten'], 'HUR', 45, 90],
    [['Roll-up banner', 'Espositore roll-up', 'Rullebanner', 'Roll-up-Banner'], 'PCE', 59, 180], [['Brochure', 'Opuscolo', 'Brosjyre', 'Broschüre'], 'PCE', 0.6, 4], [['Vehicle lettering', 'Scritte per veicoli', 'Bildekor', 'Fahrzeugbeschriftung'], 'SET', 120, 640]] },
];

const tongues: readonly Tongue[] = ['en', 'it', 'nb', 'de'];

export function nameIn(names: Names, tongue: Tongue): string {
  return names[tongues.indexOf(tongue)] ?? names[0];
}

/** How an invoice in that language shortens a unit. */
export const unitSigns: Readonly<Record<Tongue, Readonly<Record<string, string>>>> = {
  en: { PCE: 'pcs', HUR: 'hrs', DAY: 'days', MON: 'mth', KGM: 'kg', LTR: 'l', MTR: 'm', MTK: 'm²', BX: 'box', PK: 'pack', SET: 'set', RO: 'roll', KMT: 'km', LS: 'ls' },
  it: { PCE: 'pz', HUR: 'ore', DAY: 'gg', MON: 'mesi', KGM: 'kg', LTR: 'l', MTR: 'm', MTK: 'mq', BX: 'scat', PK: 'conf', SET: 'serie', RO: 'rot', KMT: 'km', LS: 'a corpo' },
  nb: { PCE: 'stk', HUR: 'timer', DAY: 'dager', MON: 'mnd', KGM: 'kg', LTR: 'l', MTR: 'm', MTK: 'kvm', BX: 'eske', PK: 'pk', SET: 'sett', RO: 'rull', KMT: 'km', LS: 'RS' },
  de: { PCE: 'Stk', HUR: 'Std', DAY: 'Tage', MON: 'Mon', KGM: 'kg', LTR: 'l', MTR: 'm', MTK: 'qm', BX: 'Krt', PK: 'Pkg', SET: 'Satz', RO: 'Rolle', KMT: 'km', LS: 'psch' },
};
