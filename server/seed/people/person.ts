import type { Land } from '../numbers/business-numbers';
import type { Random } from '../random';

export type Home = Exclude<Land, 'AT'>;

/** Somebody who does not exist. */
export interface Person {
  readonly home: Home;
  readonly sex: 'f' | 'm';
  readonly given: string;
  readonly middle: string | undefined;
  readonly family: string;
}

type Names = readonly [string, ...string[]];
const given: Readonly<Record<Home, Readonly<Record<'f' | 'm', Names>>>> = {
  NO: {
    f: ['Astrid', 'Berit', 'Dagny', 'Eldbjørg', 'Frøydis', 'Guro', 'Hedda', 'Ingrid', 'Jorunn', 'Kari', 'Liv', 'Marit', 'Nanna', 'Oddny', 'Ragnhild', 'Sigrid', 'Torill', 'Unni', 'Vilde', 'Åse'],
    m: ['Arne', 'Bjarte', 'Dag', 'Eirik', 'Frode', 'Geir', 'Håvard', 'Ivar', 'Jostein', 'Kjell', 'Leif', 'Magne', 'Njål', 'Odd', 'Rolf', 'Steinar', 'Tarjei', 'Ulrik', 'Vegard', 'Øystein'],
  },
  IT: {
    f: ['Alessia', 'Bianca', 'Chiara', 'Donatella', 'Elisa', 'Federica', 'Giulia', 'Ilaria', 'Lucia', 'Marta', 'Noemi', 'Ornella', 'Paola', 'Rosa', 'Silvia', 'Teresa', 'Valeria', 'Wanda', 'Zita', 'Cecilia'],
    m: ['Aldo', 'Bruno', 'Carlo', 'Dario', 'Enzo', 'Fabio', 'Giorgio', 'Ivano', 'Luca', 'Marco', 'Nicola', 'Ottavio', 'Piero', 'Renato', 'Stefano', 'Tommaso', 'Ugo', 'Vittorio', 'Walter', 'Leonardo'],
  },
  DE: {
    f: ['Anke', 'Birgit', 'Dorothea', 'Elke', 'Frieda', 'Gerlinde', 'Heike', 'Inge', 'Jutta', 'Katrin', 'Lotte', 'Margret', 'Nora', 'Petra', 'Renate', 'Silke', 'Ute', 'Wiebke'],
    m: ['Achim', 'Bernd', 'Detlef', 'Eckhard', 'Fritz', 'Gerd', 'Holger', 'Ingo', 'Jörg', 'Konrad', 'Lutz', 'Manfred', 'Norbert', 'Ole', 'Ralf', 'Sven', 'Uwe', 'Volker'],
  },
  IE: {
    f: ['Aoife', 'Bridget', 'Ciara', 'Deirdre', 'Eileen', 'Fiona', 'Grainne', 'Helen', 'Imelda', 'Joan', 'Keeva', 'Laura', 'Maeve', 'Nuala', 'Orla', 'Roisin', 'Sinead', 'Una'],
    m: ['Aidan', 'Brendan', 'Cormac', 'Declan', 'Eoin', 'Fergus', 'Gerald', 'Hugh', 'James', 'Kevin', 'Liam', 'Martin', 'Niall', 'Oisin', 'Padraig', 'Ronan', 'Shane', 'Tadhg'],
  },
};
const family: Readonly<Record<Home, Names>> = {
  NO: ['Almås', 'Bratterud', 'Dyrdal', 'Eikrem', 'Fagerhaug', 'Gjerdevik', 'Heimstad', 'Kleppestø', 'Langmyr', 'Mofjell', 'Nygjelten', 'Opdalsvik', 'Raudberg', 'Skarbøvik', 'Tverråmo', 'Ulvestrand', 'Vassbotn', 'Øvrelid', 'Ådnesvik', 'Sørgjerd', 'Hjelmeseth', 'Kvamsøy'],
  IT: ['Abbondanti', 'Belvisi', 'Cantarella', 'Dal Pozzo', 'Ermellini', 'Fioravante', 'Granaroli', 'Lanternari', 'Montecorvi', 'Nottebella', 'Orsolini', 'Pellegrotti', 'Quartarone', 'Roccabruna', 'Scintilla', 'Tramontini', 'Uccellini', 'Ventimarzo', 'Zampognari', 'Bonaluce', 'Spinabella', 'Frassineto'],
  DE: ['Ackerholz', 'Birnstiel', 'Dornseif', 'Eulenbach', 'Fenchelau', 'Grashoff', 'Haselwander', 'Immenroth', 'Kornmesser', 'Lindwurm', 'Moorbeck', 'Nesselhut', 'Ohlendieck', 'Pfefferle', 'Quendel', 'Rosenthau', 'Silberhorn', 'Tannert', 'Wiesengrund', 'Ziegenbart'],
  IE: ['Ardagh', 'Ballintine', 'Carrowmore', 'Derrinane', 'Eglinton', 'Fallowmere', 'Glasheen', 'Hollymount', 'Inchmore', 'Kilcommon', 'Lissadell', 'Moorefield', 'Nenagher', 'Oranmore', 'Portlaw', 'Rathcoole', 'Shanagarry', 'Tullamoy', 'Waterrock', 'Clonderry'],
};

export function drawPerson(home: Home, random: Random): Person {
  const sex = random.pick(['f', 'm'] as const);
  const first = random.pick(given[home][sex]);
  const second = random.pick(given[home][sex]);
  return { home, sex, given: first, middle: second !== first && random.chance(0.3) ? second : undefined, family: random.pick(family[home]) };
}
