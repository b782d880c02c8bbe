import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import { creasePaper } from './creases';
import type { Random } from './random';

/** What the years and the printer did to a paper. */
export interface PaperStyle {
  tint: string;
  /** 1 is fresh ink; thermal paper loses it with time, never below what can be read. */
  inkStrength: number;
  dotMatrix: boolean;
  fadedBands: boolean;
  folds: number;
  crumple: number;
  tornEdge: boolean;
}

/** Chooses how a paper has aged. */
export function drawPaperStyle(random: Random): PaperStyle {
  return {
    tint: random.pick(['#ffffff', '#fdfcf8', '#fbf8ef', '#f8f4e6', '#fffdf4', '#f4f5f7', '#fbf1ee', '#fdf6d8']),
    inkStrength: random.chance(0.3) ? random.between(0.62, 0.78) : random.between(0.82, 1),
    dotMatrix: random.chance(0.14),
    fadedBands: random.chance(0.35),
    folds: random.pick([0, 0, 1, 1, 2, 3]),
    crumple: random.pick([0, 0, 4, 8, 18, 34]),
    tornEdge: random.chance(0.6),
  };
}

/** The sheet with its print, folds and creases, seen straight from above; `addMarks` writes on it before it is folded. */
export function makePaper(ink: Canvas, style: PaperStyle, random: Random, addMarks: (context: SKRSContext2D) => void): Canvas {
  const { width, height } = ink;
  const paper = createCanvas(width, height);
  const context = paper.getContext('2d');
  context.fillStyle = style.tint;
  context.fillRect(0, 0, width, height);
  wearInk(ink.getContext('2d'), style, random);
  context.globalCompositeOperation = 'multiply';
  context.globalAlpha = style.inkStrength;
  context.filter = `blur(${random.between(0.25, 0.6).toFixed(2)}px)`;
  context.drawImage(ink, 0, 0);
  context.filter = 'none';
  context.globalAlpha = 1;
  addMarks(context);
  context.globalCompositeOperation = 'source-over';
  creasePaper(context, style, random);
  if (style.tornEdge) tearEnds(context, random);
  return paper;
}

function wearInk(context: SKRSContext2D, style: PaperStyle, random: Random): void {
  const { width, height } = context.canvas;
  context.globalCompositeOperation = 'destination-out';
  if (style.dotMatrix) punchDots(context, random);
  if (style.fadedBands) fadeBands(context, random);
  // A worn print head leaves a thin white line from top to bottom.
  if (random.chance(0.15)) {
    context.fillStyle = 'rgba(0,0,0,0.55)';
    context.fillRect(random.whole(60, width - 60), 0, 1.6, height);
  }
  context.globalCompositeOperation = 'source-over';
}

/** Needles print dots: a fine grid is taken out of the letters. */
function punchDots(context: SKRSContext2D, random: Random): void {
  const { width, height } = context.canvas;
  const step = random.between(3, 3.4);
  context.fillStyle = 'rgba(0,0,0,0.5)';
  for (let y = 0; y < height; y += step) context.fillRect(0, y, width, 0.9);
  for (let x = 0; x < width; x += step) context.fillRect(x, 0, 0.8, height);
}

function fadeBands(context: SKRSContext2D, random: Random): void {
  const { width, height } = context.canvas;
  for (let band = random.whole(1, 3); band > 0; band -= 1) {
    const centre = random.between(0, height);
    const reach = random.between(60, 260);
    const gradient = context.createLinearGradient(0, centre - reach, random.between(-80, 80), centre + reach);
    const strength = random.between(0.12, 0.34).toFixed(2);
    gradient.addColorStop(0, 'rgba(0,0,0,0)');
    gradient.addColorStop(0.5, `rgba(0,0,0,${strength})`);
    gradient.addColorStop(1, 'rgba(0,0,0,0)');
    context.fillStyle = gradient;
    context.fillRect(0, centre - reach, width, reach * 2);
  }
}

/** The tear bar of a till leaves small teeth at both ends. */
function tearEnds(context: SKRSContext2D, random: Random): void {
  const { width, height } = context.canvas;
  const tooth = random.between(5, 9);
  context.globalCompositeOperation = 'destination-out';
  context.fillStyle = '#000';
  for (const [edge, inward] of [[0, 1], [height, -1]] as const) {
    context.beginPath();
    context.moveTo(-1, edge - inward);
    for (let x = 0; x <= width + tooth; x += tooth) {
      context.lineTo(x, edge + inward * random.between(1, 2));
      context.lineTo(x + tooth / 2, edge + inward * random.between(4, 7));
    }
    context.lineTo(width + 20, edge - inward);
    context.fill();
  }
  context.globalCompositeOperation = 'source-over';
}
