import type { FormTongue } from '../customer/new-customer';

interface TimeSheetWords {
  readonly firm: string; readonly title: string; readonly costCentre: string; readonly employeeNumber: string; readonly name: string; readonly weekStart: string; readonly project: string;
  readonly days: string; readonly weekdays: readonly string[]; readonly columns: readonly [day: string, date: string, start: string, end: string, pause: string, hours: string];
  readonly sum: string; readonly absence: string; readonly absenceColumns: readonly [date: string, code: string, hours: string]; readonly codes: string; readonly sign: string; readonly approve: string;
}

export const timeSheetWords: Readonly<Record<FormTongue, TimeSheetWords>> = {
  en: {
    firm: 'Larkmoor Facilities', title: 'WEEKLY TIME SHEET', costCentre: 'Cost centre', employeeNumber: 'Employee no.', name: 'Name', weekStart: 'Week from Monday', project: 'Project', days: 'Days worked',
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'], columns: ['Day', 'Date', 'Start', 'End', 'Break', 'Hours'], sum: 'Total hours',
    absence: 'Absence', absenceColumns: ['Date', 'Code', 'Hours'], codes: 'Absence codes', sign: 'Employee', approve: 'Supervisor',
  },
  it: {
    firm: 'Servizi Pratofiorito', title: 'FOGLIO PRESENZE SETTIMANALE', costCentre: 'Centro di costo', employeeNumber: 'Matricola', name: 'Nome e cognome', weekStart: 'Settimana da lunedì', project: 'Progetto', days: 'Giorni lavorati',
    weekdays: ['Lunedì', 'Martedì', 'Mercoledì', 'Giovedì', 'Venerdì', 'Sabato', 'Domenica'], columns: ['Giorno', 'Data', 'Inizio', 'Fine', 'Pausa', 'Ore'], sum: 'Totale ore',
    absence: 'Assenze', absenceColumns: ['Data', 'Codice', 'Ore'], codes: 'Codici assenza', sign: 'Dipendente', approve: 'Responsabile',
  },
  nb: {
    firm: 'Havneservice Vestkyst', title: 'UKELISTE', costCentre: 'Kostnadssted', employeeNumber: 'Ansattnr.', name: 'Navn', weekStart: 'Uke fra mandag', project: 'Prosjekt', days: 'Arbeidsdager',
    weekdays: ['Mandag', 'Tirsdag', 'Onsdag', 'Torsdag', 'Fredag', 'Lørdag', 'Søndag'], columns: ['Dag', 'Dato', 'Start', 'Slutt', 'Pause', 'Timer'], sum: 'Sum timer',
    absence: 'Fravær', absenceColumns: ['Dato', 'Kode', 'Timer'], codes: 'Fraværskoder', sign: 'Ansatt', approve: 'Leder',
  },
};
