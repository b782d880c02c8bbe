import { describe, expect, it } from 'vitest';
import { chordOf, chordWords } from '../../../../renderer/commands/chord';

const RELEASED = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const [ctrl, alt, shift, meta] = [{ ctrlKey: true }, { altKey: true }, { shiftKey: true }, { metaKey: true }];

describe('a key press', () => {
  it.each([
    ['Enter', { key: 'Enter', code: 'Enter' }],
    ['Enter', { key: 'Enter', code: 'NumpadEnter' }],
    ['Ctrl+Enter', { key: 'Enter', code: 'Enter', ...ctrl }],
    ['Shift+Tab', { key: 'Tab', code: 'Tab', ...shift }],
    ['Shift+F2', { key: 'F2', code: 'F2', ...shift }],
    ['Ctrl+Alt+Shift+Home', { key: 'Home', code: 'Home', ...ctrl, ...alt, ...shift }],
    ['Shift+Space', { key: ' ', code: 'Space', ...shift }],
    ['Ctrl+K', { key: 'k', code: 'KeyK', ...ctrl }],
    ['Ctrl+Shift+Q', { key: 'Q', code: 'KeyQ', ...ctrl, ...shift }],
    ['Alt+0', { key: '0', code: 'Digit0', ...alt }],
    ['Alt++', { key: '+', code: 'Equal', ...alt, ...shift }],
    ['Alt++', { key: '=', code: 'Equal', ...alt }],
    ['Alt++', { key: '+', code: 'NumpadAdd', ...alt }],
    ['Alt+-', { key: '-', code: 'Minus', ...alt }],
    ['Alt+-', { key: '_', code: 'Minus', ...alt, ...shift }],
  ])('is called %s', (chord, pressed) => {
    expect(chordOf({ ...RELEASED, ...pressed })).toBe(chord);
  });

  it.each([
    ['a letter goes by what the layout gives: Ctrl+Q on AZERTY', 'Ctrl+Q', { key: 'q', code: 'KeyA', ...ctrl }],
    ['a letter of another script goes by its place: Ctrl+K on Cyrillic', 'Ctrl+K', { key: 'л', code: 'KeyK', ...ctrl }],
    ['a sign that Alt makes goes by its place: Alt+L on a Mac', 'Alt+L', { key: '¬', code: 'KeyL', ...alt }],
    ['an accent that Alt begins goes by its place: Alt+E on a Mac', 'Alt+E', { key: 'Dead', code: 'KeyE', ...alt }],
    ['a digit is a digit on a layout that shifts them: Alt+9 on AZERTY', 'Alt+9', { key: 'ç', code: 'Digit9', ...alt }],
    ['a digit is a digit where Alt makes a sign of it: Alt+0 on a Mac', 'Alt+0', { key: 'º', code: 'Digit0', ...alt }],
    ['a digit of the number pad is a digit', 'Ctrl+0', { key: '0', code: 'Numpad0', ...ctrl }],
    ['with Alt it is none, as it spells a sign there: Alt+0 2 3 3 on Windows', 'Alt+Numpad0', { key: '0', code: 'Numpad0', ...alt }],
    ['but its arrows are arrows', 'Alt+ArrowLeft', { key: 'ArrowLeft', code: 'Numpad4', ...alt }],
    ['plus has a key of its own on Norwegian and Italian layouts', 'Alt++', { key: '+', code: 'Minus', ...alt }],
    ['plus is on a digit’s key on Hungarian layouts', 'Alt++', { key: '+', code: 'Digit3', ...alt, ...shift }],
    ['Command on a Mac is Ctrl', 'Ctrl+Enter', { key: 'Enter', code: 'Enter', ...meta }],
    ['the number pad moves when Num Lock is off', 'Home', { key: 'Home', code: 'Numpad7' }],
    ['and so it does with Ctrl', 'Ctrl+End', { key: 'End', code: 'Numpad1', ...ctrl }],
    ['a bare accent key is no command', 'Dead', { key: 'Dead', code: 'BracketLeft' }],
  ])('%s', (_what, chord, pressed) => {
    expect(chordOf({ ...RELEASED, ...pressed })).toBe(chord);
  });
});

describe('a chord is shown', () => {
  it.each([
    ['Ctrl+Enter', ['Ctrl', 'Enter']], ['Alt+ArrowLeft', ['Alt', '←']], ['Alt++', ['Alt', '+']], ['Alt+-', ['Alt', '-']], ['Escape', ['Esc']], ['Shift+F2', ['Shift', 'F2']],
  ])('%s in the words on the keys', (chord, words) => {
    expect(chordWords(chord)).toEqual(words);
  });
});
