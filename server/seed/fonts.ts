import { GlobalFonts } from '@napi-rs/canvas';
import { createRequire } from 'node:module';
import type { Random } from './random';

/** A typeface of a till; `sizeRatio` makes different faces equally large, `columns` fit across narrow paper. */
export interface ReceiptFont {
  family: string;
  boldFamily: string;
  sizeRatio: number;
  columns: number;
}

const require = createRequire(import.meta.url);

const tillFonts: readonly [ReceiptFont, ...ReceiptFont[]] = [
  font('vt323', { sizeRatio: 1.28, columns: 40 }),
  font('share-tech-mono', { sizeRatio: 1.05, columns: 40 }),
  font('courier-prime', { bold: 700, sizeRatio: 1, columns: 38 }),
  font('inconsolata', { bold: 700, weight: 500, sizeRatio: 1.08, columns: 40 }),
  font('anonymous-pro', { bold: 700, sizeRatio: 1.02, columns: 40 }),
  font('ibm-plex-mono', { bold: 700, weight: 500, sizeRatio: 0.98, columns: 38 }),
  font('jetbrains-mono', { bold: 700, sizeRatio: 0.98, columns: 38 }),
  font('archivo-narrow', { bold: 700, weight: 500, sizeRatio: 1.06, columns: 44 }),
];

/** For typed forms and invoices on larger paper. */
export const sheetFont = font('archivo-narrow', { bold: 700, weight: 500, sizeRatio: 1.05, columns: 64 });
export const typewriterFont = font('special-elite', { sizeRatio: 1, columns: 60 });
export const penFamily = font('caveat', { bold: 700, weight: 600, sizeRatio: 1, columns: 40 }).family;
export const barcodeFamily = font('libre-barcode-128', { sizeRatio: 1, columns: 40 }).family;

export const courierFont = font('courier-prime', { bold: 700, sizeRatio: 1, columns: 60 });
export const plexFont = font('ibm-plex-mono', { bold: 700, weight: 500, sizeRatio: 0.95, columns: 60 });
/** Another hand: thinner and thicker pens. */
export const penFamilies: readonly [string, ...string[]] = [penFamily, font('caveat', { weight: 500, sizeRatio: 1, columns: 40 }).family, font('caveat', { weight: 700, sizeRatio: 1, columns: 40 }).family];
export const interFamily = registerFile('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', 'keyroom inter');

/** The typeface of one till. */
export function drawTillFont(random: Random): ReceiptFont {
  return random.pick(tillFonts);
}

interface FontOptions {
  weight?: number;
  bold?: number;
  sizeRatio: number;
  columns: number;
}

function font(name: string, { weight = 400, bold, sizeRatio, columns }: FontOptions): ReceiptFont {
  const family = register(name, weight);
  return { family, boldFamily: bold === undefined ? family : register(name, bold), sizeRatio, columns };
}

/** Registers one weight under a name of its own: the system's fonts must never stand in, or pictures would differ between machines. */
function register(name: string, weight: number): string {
  return registerFile(`@fontsource/${name}/files/${name}-latin-${weight}-normal.woff2`, `keyroom ${name} ${weight}`);
}

function registerFile(file: string, family: string): string {
  if (!GlobalFonts.registerFromPath(require.resolve(file), family)) throw new Error(`The typeface ${family} could not be loaded. Run \`npm ci\` again.`);
  return family;
}
