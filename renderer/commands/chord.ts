type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const NAMED: Readonly<Record<string, string>> = { ' ': 'Space', '=': '+', _: '-' };

/**
 * The chord of a key press as commands name it: modifiers in the order Ctrl, Alt, Shift, then the key.
 *
 * Letters go by what the layout gives; where it gives no Latin letter (or Alt makes another sign of it) by the key's
 * place, and so do digits; with Alt those of the number pad are none, as they spell a sign on Windows (Alt 0 2 3 3). Keys
 * with a name (Home on a number pad too) go by it. Shift counts with letters and named keys only, as layouts put signs on
 * different levels. Command on a Mac is Ctrl.
 */
export function chordOf(event: Pressed): string {
  const key = keyName(event);
  const isSign = key.length === 1 && !/[A-Z]/.test(key);
  const modifiers = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && !isSign ? 'Shift' : '',
  ];
  return [...modifiers.filter((m) => m !== ''), key].join('+');
}

/** Every name that a key press answers to: keys of the number pad also go by their place, and that comes first. */
export function chordsOf(event: Pressed): readonly string[] {
  const usual = chordOf(event);
  if (!event.code.startsWith('Numpad')) return [usual];
  const modifiers = usual.split('+').filter((part) => part === 'Ctrl' || part === 'Alt');
  return [[...modifiers, ...(event.shiftKey ? ['Shift'] : []), event.code].join('+'), usual];
}

function keyName({ key, code, altKey }: Pressed): string {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  if (altKey && /^\d$/.test(key) && code.startsWith('Numpad')) return code;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  const isSign = key.length === 1 || key === 'Dead';
  if (isSign && letter !== undefined) return letter;
  if (isSign && digit !== undefined && !/^[+\-=_]$/.test(key)) return digit;
  return NAMED[key] ?? key;
}

/** A chord in the words on the keys, e.g. `Ctrl Enter`, `Alt ←`. */
export function chordWords(chord: string): readonly string[] {
  const arrows: Readonly<Record<string, string>> = {
    NumpadAdd: 'Num +', NumpadSubtract: 'Num −', NumpadMultiply: 'Num ×', NumpadDivide: 'Num ÷', NumpadEnter: 'Num Enter', NumpadDecimal: 'Num .',
    ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc', PageUp: 'PgUp', PageDown: 'PgDn', '': '+',
  };
  const words = chord.endsWith('++') ? [...chord.slice(0, -2).split('+'), '+'] : chord.split('+');
  return words.map((word) => arrows[word] ?? word);
}
