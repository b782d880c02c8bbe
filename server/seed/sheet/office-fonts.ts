import { courierFont, interFamily, plexFont, sheetFont, typewriterFont } from '../fonts';

/** A typeface of an office printer; `sizeRatio` makes different faces equally large. */
export interface OfficeFont {
  readonly regular: string;
  readonly bold: string;
  readonly boldWeight: number;
  readonly sizeRatio: number;
}

export const sansFont: OfficeFont = { regular: interFamily, bold: interFamily, boldWeight: 700, sizeRatio: 0.94 };
export const narrowFont: OfficeFont = { regular: sheetFont.family, bold: sheetFont.boldFamily, boldWeight: 400, sizeRatio: 1.12 };
export const courierSheetFont: OfficeFont = { regular: courierFont.family, bold: courierFont.boldFamily, boldWeight: 400, sizeRatio: 0.95 };
export const plexSheetFont: OfficeFont = { regular: plexFont.family, bold: plexFont.boldFamily, boldWeight: 400, sizeRatio: 0.84 };
export const typedFont: OfficeFont = { regular: typewriterFont.family, bold: typewriterFont.family, boldWeight: 400, sizeRatio: 0.92 };

/** What a canvas calls this typeface in this size. */
export function faceOf(font: OfficeFont, size: number, bold: boolean): string {
  return `${bold ? font.boldWeight : 400} ${size.toFixed(2)}px "${bold ? font.bold : font.regular}"`;
}
