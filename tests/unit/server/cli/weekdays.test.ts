import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWeekdays, weekdaysText } from '../../../../server/cli/weekdays';
import type { Weekday } from '../../../../shared/domain/floor/shift';

test.each([
  ['mon', [1]], ['mon-fri', [1, 2, 3, 4, 5]], ['Sat,Sun', [6, 7]], ['fri-mon', [1, 5, 6, 7]], ['mon, wed-thu', [1, 3, 4]], ['all', [1, 2, 3, 4, 5, 6, 7]], ['mon-sun', [1, 2, 3, 4, 5, 6, 7]], ['sun,sun', [7]],
])('%s is understood', (text, days) => {
  expect(readWeekdays(text)).toEqual(days);
});

test.each(['', 'monday', 'mon-', '-fri', 'mon-wed-fri', 'mon;tue', '1-5', 'mon,,tue'])('“%s” is not', (text) => {
  expect(readWeekdays(text)).toBeNull();
});

test('what is printed reads as the same days', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), (days) => {
    const sorted = days.toSorted((a, b) => a - b) as Weekday[];
    expect(readWeekdays(weekdaysText(sorted))).toEqual(sorted);
  }));
  expect(weekdaysText([1, 2, 3, 4, 5])).toBe('mon-fri');
  expect(weekdaysText([1, 3, 4, 7])).toBe('mon,wed-thu,sun');
});
