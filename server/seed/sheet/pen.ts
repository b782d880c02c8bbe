import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Box } from '../boxes';
import { penFamilies } from '../fonts';
import type { Random } from '../random';
import { markField, type Sheet } from './sheet';

/** How one person writes. */
export interface Hand {
  readonly family: string;
  readonly ink: string;
  /** 1 is middling. */
  readonly size: number;
  /** How far the letters lean, as a share of their height. */
  readonly lean: number;
  readonly unrest: number;
  readonly mark: 'cross' | 'tick' | 'blot';
}

export function drawHand(random: Random): Hand {
  return {
    family: random.pick(penFamilies),
    ink: random.pick(['#1b2f86', '#16181d', '#243a9c', '#20305e', '#2a2d33', '#12318f']),
    size: random.between(0.94, 1.1),
    lean: random.between(-0.1, 0.16),
    unrest: random.between(0.5, 1.3),
    mark: random.pick(['cross', 'cross', 'cross', 'tick', 'tick', 'blot']),
  };
}

/** Writes a text on a line. */
export function writeByHand(sheet: Sheet, text: string, x: number, baseline: number, hand: Hand, random: Random, style: Readonly<{ size?: number; field?: string; width?: number }> = {}): number {
  const { context } = sheet;
  let size = (style.size ?? 40) * hand.size;
  context.font = `${size}px "${hand.family}"`;
  const natural = context.measureText(text).width;
  if (style.width !== undefined && natural > style.width) size *= style.width / natural;
  inked(sheet, hand, x, baseline, random.between(-0.008, 0.008) * hand.unrest, () => {
    context.font = `${size}px "${hand.family}"`;
    context.textAlign = 'left';
    context.fillText(text, 0, 0);
  });
  const width = Math.min(natural, style.width ?? natural);
  if (style.field !== undefined) markField(sheet, style.field, { left: x - 4, top: baseline - size * 0.75, width: width + 8, height: size });
  return width;
}

/** One sign a box, as forms ask for it; the boxes themselves are printed before. */
export function writeInBoxes(sheet: Sheet, text: string, boxes: readonly Box[], hand: Hand, random: Random): void {
  const { context } = sheet;
  Array.from(text).forEach((letter, index) => {
    const box = boxes[index];
    if (box === undefined || letter === ' ') return;
    const x = box.left + box.width / 2 + random.between(-1.6, 1.6) * hand.unrest;
    const baseline = box.top + box.height * 0.79 + random.between(-2, 1.6) * hand.unrest;
    inked(sheet, hand, x, baseline, random.between(-0.05, 0.05) * hand.unrest, () => {
      const size = Math.min(box.height * 0.98, box.width * 1.45) * hand.size;
      if (letter === 'L') return writeL(context, size);
      context.font = `${size}px "${hand.family}"`;
      context.textAlign = 'center';
      context.fillText(letter, 0, 0);
    });
  });
}

/** The pen's own L can be taken for a C where no word helps. */
function writeL(context: SKRSContext2D, size: number): void {
  context.lineWidth = size * 0.068;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(-size * 0.12, -size * 0.6);
  context.lineTo(-size * 0.15, -size * 0.03);
  context.lineTo(size * 0.19, -size * 0.04);
  context.stroke();
}

/** Marks a box to tick. */
export function markBox(sheet: Sheet, { left, top, width, height }: Box, hand: Hand, random: Random): void {
  const { context } = sheet;
  const wander = (amount: number): number => random.between(-amount, amount) * hand.unrest;
  inked(sheet, hand, left + width / 2, top + height / 2, 0, () => {
    context.lineWidth = random.between(2.6, 3.8);
    context.lineCap = 'round';
    context.beginPath();
    const reach = width * 0.46;
    switch (hand.mark) {
      case 'cross':
        context.moveTo(-reach + wander(3), -reach + wander(3));
        context.lineTo(reach + wander(3), reach + wander(3));
        context.moveTo(reach + wander(3), -reach + wander(3));
        context.lineTo(-reach + wander(3), reach + wander(3));
        break;
      case 'tick':
        context.moveTo(-reach + wander(2), wander(2));
        context.lineTo(-reach * 0.25, reach * 0.9 + wander(2));
        context.lineTo(reach * 1.25 + wander(3), -reach * 1.3 + wander(3));
        break;
      case 'blot':
        for (let stroke = -0.85; stroke <= 0.85; stroke += 0.24) {
          context.moveTo(-reach * 0.9, reach * stroke + wander(1));
          context.lineTo(reach * 0.9, reach * (stroke + 0.14) + wander(1));
        }
    }
    context.stroke();
  });
}

/** A name written fast, with a stroke below; nobody need read it. */
export function sign(sheet: Sheet, name: string, x: number, baseline: number, hand: Hand, random: Random): void {
  const { context } = sheet;
  inked(sheet, { ...hand, lean: hand.lean + 0.25 }, x, baseline, random.between(-0.06, -0.01), () => {
    context.font = `${random.between(50, 62)}px "${hand.family}"`;
    context.textAlign = 'left';
    context.fillText(name, 0, 0, 300);
    context.lineWidth = 2.4;
    context.beginPath();
    context.moveTo(random.between(0, 40), random.between(8, 16));
    context.quadraticCurveTo(140, random.between(2, 24), random.between(200, 300), random.between(-4, 8));
    context.stroke();
  });
}

function inked(sheet: Sheet, hand: Hand, x: number, y: number, turn: number, draw: () => void): void {
  const { context } = sheet;
  context.save();
  context.translate(x, y);
  context.transform(1, turn, -hand.lean, 1, 0, 0);
  context.fillStyle = hand.ink;
  context.strokeStyle = hand.ink;
  context.textBaseline = 'alphabetic';
  draw();
  context.restore();
}
