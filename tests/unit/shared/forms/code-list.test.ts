import { describe, expect, it } from 'vitest';
import { Codes } from '../../../../shared/forms/code-list';

const units = new Codes({ columns: ['code', 'label', 'it', 'nb'], entries: [['HUR', 'Hour', 'Ora', 'Time'], ['DAY', 'Day', 'Giorno', 'Dag'], ['KMT', 'Kilometre', '', '']] });

describe('a list of codes with words in several languages', () => {
  it('says them in the language asked for, and in general words where it has none', () => {
    expect(units.label('hur', 'it')).toBe('Ora');
    expect(units.label('HUR', 'nb')).toBe('Time');
    expect(units.label('HUR', 'en')).toBe('Hour');
    expect(units.label('KMT', 'nb')).toBe('Kilometre');
    expect(units.label('XXX', 'nb')).toBeNull();
  });

  it('is searched by words of that language', () => {
    expect(units.search('gio', 8, 'it')).toEqual([{ code: 'DAY', label: 'Giorno' }]);
    expect(units.search('gio', 8, 'en')).toEqual([]);
    expect(units.search('d', 8, 'nb')).toEqual([{ code: 'DAY', label: 'Dag' }]);
  });

  it('knows a code by its words in that language', () => {
    expect(units.codeOfLabel('time', 'nb')).toBe('HUR');
    expect(units.codeOfLabel('time', 'en')).toBeNull();
  });
});
