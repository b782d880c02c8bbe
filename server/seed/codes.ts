import type { SKRSContext2D } from '@napi-rs/canvas';
import { createRandom } from './random';

/** Draws a block of squares that looks like a QR code; it holds nothing. */
export function drawMatrix(context: SKRSContext2D, left: number, top: number, moduleSize: number, seed: number): number {
  const random = createRandom(seed);
  const count = 25;
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      const dark = finderModule(row, column, count) ?? random.chance(0.5);
      if (dark) context.fillRect(left + column * moduleSize, top + row * moduleSize, moduleSize, moduleSize);
    }
  }
  return count * moduleSize;
}

/** The three large squares in the corners; undefined elsewhere. */
function finderModule(row: number, column: number, count: number): boolean | undefined {
  const y = row > count - 9 && column < 8 ? row - (count - 7) : row;
  const x = column > count - 9 && row < 8 ? column - (count - 7) : column;
  if (x < -1 || y < -1 || x > 7 || y > 7) return undefined;
  if (x < 0 || y < 0 || x > 6 || y > 6) return false;
  const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
  return ring !== 2;
}

/** The text that the barcode typeface shows as Code 128 (set B) of these digits. */
export function code128Text(digits: string): string {
  const startB = 104;
  const values = Array.from(digits, (digit) => digit.charCodeAt(0) - 32);
  const check = values.reduce((sum, value, index) => sum + value * (index + 1), startB) % 103;
  return [startB, ...values, check, 106].map((value) => String.fromCharCode(value < 95 ? value + 32 : value + 100)).join('');
}
