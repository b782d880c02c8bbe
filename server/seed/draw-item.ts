import type { Answers, ItemKey } from './answers';
import { drawCustomerSheets } from './customer/draw-customer';
import { drawInvoiceSheets } from './invoice/draw-invoice';
import { drawOrderSheets } from './order/draw-order';
import { createRandom, type Random } from './random';
import { drawReceipt } from './draw-receipt';
import { drawQuestionnaireSheets } from './survey/draw-questionnaire';
import { drawTimeSheets } from './time-sheet/draw-time-sheet';
import { scanSheet } from './sheet/scan';
import type { Sheet } from './sheet/sheet';

/** The work types that samples can be drawn for. */
export const DRAWN_WORK_TYPES = ['receipt', 'supplier-invoice', 'sales-order', 'new-customer', 'questionnaire', 'time-sheet'] as const;
export type DrawnWorkType = (typeof DRAWN_WORK_TYPES)[number];

/** The pages of one item and what an operator should key from them. */
export interface DrawnItem {
  readonly pages: readonly Buffer[];
  readonly key: ItemKey;
}

type Office = (random: Random, seed: number) => { sheets: readonly Sheet[]; answers: Answers };
const offices: Readonly<Record<Exclude<DrawnWorkType, 'receipt'>, Office>> = { 'supplier-invoice': drawInvoiceSheets, 'sales-order': drawOrderSheets, 'new-customer': drawCustomerSheets, questionnaire: drawQuestionnaireSheets, 'time-sheet': drawTimeSheets };

/** Draws the item with this seed: the same seed gives the same pages, byte for byte. */
export function drawItem(workType: DrawnWorkType, seed: number): DrawnItem {
  if (workType === 'receipt') {
    const { jpeg, key } = drawReceipt(seed);
    return { pages: [jpeg], key };
  }
  const random = createRandom(seed);
  const { sheets, answers } = offices[workType](random, seed);
  const scanned = sheets.map((sheet, index) => scanSheet(sheet, index + 1, random));
  return { pages: scanned.map(({ jpeg }) => jpeg), key: { ...answers, zones: Object.assign({}, ...scanned.map(({ zones }) => zones)) as ItemKey['zones'] } };
}
