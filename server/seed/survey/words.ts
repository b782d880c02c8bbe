import type { FormTongue } from '../customer/new-customer';

type Options = readonly (readonly [code: string, words: string])[];
type Asked = 'dwellingKind' | 'tenure' | 'rent' | 'rooms' | 'floorArea' | 'heating' | 'internet' | 'internetKind' | 'cars' | 'bicycles' | 'memberCount' | 'commutes' | 'means' | 'commuteMinutes';

export interface SurveyWords {
  readonly title: string; readonly howTo: string; readonly area: string; readonly visited: string; readonly serial: string; readonly dwelling: string; readonly household: string;
  readonly travel: string; readonly satisfaction: string; readonly yes: string; readonly no: string; readonly person: string; readonly codesBelow: string;
  readonly questions: Readonly<Record<Asked, string>>;
  readonly options: Readonly<Record<'dwellingKind' | 'tenure' | 'heating' | 'internetKind' | 'means', Options>>;
  readonly memberColumns: readonly string[]; readonly codes: readonly string[]; readonly grades: readonly string[]; readonly gradeQuestions: readonly string[];
}

/** Options numbered from 1 as the form prints them. */
function options(...words: readonly string[]): Options {
  return words.map((word, index) => [String(index + 1), `${index + 1} ${word}`]);
}

export const surveyWords: Readonly<Record<FormTongue, SurveyWords>> = {
  en: {
    title: 'HOUSEHOLD SURVEY 2025', howTo: 'Mark boxes with a cross. Write figures one a box. The form is read by hand.', area: 'Area', visited: 'Date of visit (day, month, year)', serial: 'Questionnaire no.',
    dwelling: 'A  Dwelling', household: 'B  Household', travel: 'C  Travel to work or school', satisfaction: 'D  How satisfied are you with …', yes: 'Yes', no: 'No', person: 'Person', codesBelow: 'B2  Write the codes from below the table.',
    questions: { dwellingKind: 'A1 Kind of dwelling', tenure: 'A2 Owned or rented', rent: 'A3 Rent a month', rooms: 'A4 Rooms', floorArea: 'A5 Floor area, m²', heating: 'A6 Main heating', internet: 'A7 Internet at home', internetKind: 'A8 Kind of connection', cars: 'A9 Cars', bicycles: 'A10 Bicycles', memberCount: 'B1 Persons', commutes: 'C1 Travels daily', means: 'C2 Mainly by', commuteMinutes: 'C3 Minutes one way' },
    options: { dwellingKind: options('Detached house', 'Terraced house', 'Flat', 'Farm', 'Other'), tenure: options('Owned', 'Owned with a loan', 'Rented', 'Rent free'), heating: options('Electricity', 'Heat pump', 'District heating', 'Gas', 'Oil', 'Wood', 'Other'), internetKind: options('Fibre', 'Cable', 'Telephone line', 'Mobile'), means: options('Car', 'Bus', 'Train, tram', 'Bicycle', 'On foot') },
    memberColumns: ['Relation', 'Sex', 'Year of birth', 'Education *', 'Activity *'],
    codes: ['Relation: 1 reference person  2 spouse or partner  3 child  4 parent  5 other relative  6 not related     Sex: 1 male  2 female', 'Education: 1 none  2 primary  3 secondary  4 vocational  5 university     * for those born in 2008 or before', 'Activity: 1 employed  2 self-employed  3 unemployed  4 student  5 retired  6 at home'],
    grades: ['1 very dissatisfied', '2 dissatisfied', '3 neither', '4 satisfied', '5 very satisfied', '9 no answer'], gradeQuestions: ['D1 Health services', 'D2 Schools', 'D3 Public transport', 'D4 Roads', 'D5 Parks', 'D6 Safety'],
  },
  it: {
    title: 'INDAGINE SULLE FAMIGLIE 2025', howTo: 'Barrare le caselle con una crocetta. Scrivere una cifra per casella.', area: 'Zona', visited: 'Data della visita (giorno, mese, anno)', serial: 'Questionario n.',
    dwelling: 'A  Abitazione', household: 'B  Famiglia', travel: 'C  Tragitto casa-lavoro o scuola', satisfaction: 'D  Quanto è soddisfatto di …', yes: 'Sì', no: 'No', person: 'Persona', codesBelow: 'B2  Scrivere i codici riportati sotto la tabella.',
    questions: { dwellingKind: 'A1 Tipo di abitazione', tenure: 'A2 Proprietà o affitto', rent: 'A3 Affitto mensile', rooms: 'A4 Stanze', floorArea: 'A5 Superficie, m²', heating: 'A6 Riscaldamento principale', internet: 'A7 Internet in casa', internetKind: 'A8 Tipo di connessione', cars: 'A9 Automobili', bicycles: 'A10 Biciclette', memberCount: 'B1 Persone', commutes: 'C1 Si sposta ogni giorno', means: 'C2 Mezzo principale', commuteMinutes: 'C3 Minuti (andata)' },
    options: { dwellingKind: options('Casa singola', 'Casa a schiera', 'Appartamento', 'Casa rurale', 'Altro'), tenure: options('Di proprietà', 'Di proprietà con mutuo', 'In affitto', 'Uso gratuito'), heating: options('Elettricità', 'Pompa di calore', 'Teleriscaldamento', 'Gas', 'Gasolio', 'Legna', 'Altro'), internetKind: options('Fibra', 'Cavo', 'Linea telefonica', 'Mobile'), means: options('Auto', 'Autobus', 'Treno, tram', 'Bicicletta', 'A piedi') },
    memberColumns: ['Relazione', 'Sesso', 'Anno di nascita', 'Istruzione *', 'Attività *'],
    codes: ['Relazione: 1 persona di riferimento  2 coniuge o convivente  3 figlio  4 genitore  5 altro parente  6 nessuna parentela     Sesso: 1 maschio  2 femmina', 'Istruzione: 1 nessuna  2 primaria  3 secondaria  4 professionale  5 università     * per i nati nel 2008 o prima', 'Attività: 1 occupato  2 autonomo  3 disoccupato  4 studente  5 pensionato  6 casalinga o casalingo'],
    grades: ['1 molto insoddisfatto', '2 insoddisfatto', '3 né l’uno né l’altro', '4 soddisfatto', '5 molto soddisfatto', '9 nessuna risposta'], gradeQuestions: ['D1 Servizi sanitari', 'D2 Scuole', 'D3 Trasporti pubblici', 'D4 Strade', 'D5 Parchi', 'D6 Sicurezza'],
  },
  nb: {
    title: 'HUSHOLDNINGSUNDERSØKELSEN 2025', howTo: 'Sett kryss i rutene. Skriv ett siffer i hver rute.', area: 'Område', visited: 'Besøksdato (dag, måned, år)', serial: 'Skjemanummer',
    dwelling: 'A  Bolig', household: 'B  Husholdning', travel: 'C  Reise til arbeid eller skole', satisfaction: 'D  Hvor fornøyd er du med …', yes: 'Ja', no: 'Nei', person: 'Person', codesBelow: 'B2  Skriv kodene som står under tabellen.',
    questions: { dwellingKind: 'A1 Boligtype', tenure: 'A2 Eie eller leie', rent: 'A3 Leie per måned', rooms: 'A4 Rom', floorArea: 'A5 Areal, m²', heating: 'A6 Hovedoppvarming', internet: 'A7 Internett hjemme', internetKind: 'A8 Type tilknytning', cars: 'A9 Biler', bicycles: 'A10 Sykler', memberCount: 'B1 Personer', commutes: 'C1 Reiser daglig', means: 'C2 Mest med', commuteMinutes: 'C3 Minutter én vei' },
    options: { dwellingKind: options('Enebolig', 'Rekkehus', 'Leilighet', 'Gårdsbruk', 'Annet'), tenure: options('Eid', 'Eid med lån', 'Leid', 'Lånt'), heating: options('Elektrisitet', 'Varmepumpe', 'Fjernvarme', 'Gass', 'Olje', 'Ved', 'Annet'), internetKind: options('Fiber', 'Kabel', 'Telefonlinje', 'Mobilt'), means: options('Bil', 'Buss', 'Tog, trikk', 'Sykkel', 'Til fots') },
    memberColumns: ['Slektskap', 'Kjønn', 'Fødselsår', 'Utdanning *', 'Hovedsyssel *'],
    codes: ['Slektskap: 1 referanseperson  2 ektefelle eller samboer  3 barn  4 forelder  5 annen slektning  6 ikke i slekt     Kjønn: 1 mann  2 kvinne', 'Utdanning: 1 ingen  2 grunnskole  3 videregående  4 fagutdanning  5 universitet     * for dem som er født i 2008 eller før', 'Hovedsyssel: 1 ansatt  2 selvstendig  3 arbeidsledig  4 student  5 pensjonist  6 hjemmeværende'],
    grades: ['1 svært misfornøyd', '2 misfornøyd', '3 verken eller', '4 fornøyd', '5 svært fornøyd', '9 ikke svar'], gradeQuestions: ['D1 Helsetjenester', 'D2 Skoler', 'D3 Kollektivtransport', 'D4 Veier', 'D5 Parker', 'D6 Trygghet'],
  },
};
