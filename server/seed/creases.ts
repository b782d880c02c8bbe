import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { PaperStyle } from './paper';
import type { Random } from './random';

/** Shades a paper as folding, crumpling and handling leave it. */
export function creasePaper(context: SKRSContext2D, style: PaperStyle, random: Random): void {
  const { width, height } = context.canvas;
  for (const fold of foldsOf(width, height, style, random)) {
    shade(context, fold, 1);
    ridge(context, fold, random);
  }
  crumple(context, style, random);
  mottle(context, random);
}

interface Crease {
  x: number;
  y: number;
  angle: number;
  /** Half its length. */
  half: number;
  /** How far its shade reaches to each side. */
  reach: number;
  strength: number;
}

function foldsOf(width: number, height: number, style: PaperStyle, random: Random): Crease[] {
  const across = Array.from({ length: style.folds }, (_, index) => ({
    x: width / 2, y: (height * (index + 1)) / (style.folds + 1) + random.between(-40, 40), angle: random.between(-0.02, 0.02), half: 3000, reach: random.between(60, 150), strength: random.between(0.1, 0.2),
  }));
  if (style.folds < 2 || random.chance(0.5)) return across;
  return [...across, { x: width * random.between(0.42, 0.58), y: height / 2, angle: Math.PI / 2 + random.between(-0.02, 0.02), half: 3000, reach: 90, strength: 0.13 }];
}

/** Many short creases in all directions, drawn small and enlarged: paper bends softly, only its ridges are sharp. */
function crumple(context: SKRSContext2D, style: PaperStyle, random: Random): void {
  if (style.crumple === 0) return;
  const { width, height } = context.canvas;
  const scale = 0.25;
  const relief = createCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
  const soft = relief.getContext('2d');
  const creases = Array.from({ length: style.crumple }, () => ({
    x: random.between(0, width), y: random.between(0, height), angle: random.between(0, Math.PI * 2), half: random.between(90, 420), reach: random.between(40, 160), strength: random.between(0.05, 0.12),
  }));
  soft.scale(scale, scale);
  for (const crease of creases) shade(soft, crease, 1.1);
  context.filter = `blur(${random.between(5, 11).toFixed(1)}px)`;
  context.drawImage(relief, -12, -12, width + 24, height + 24);
  context.filter = 'none';
  for (const crease of creases) if (random.chance(0.4)) ridge(context, { ...crease, half: crease.half * 0.6 }, random);
}

/** One side of a crease turns from the light, the other towards it. */
function shade(context: SKRSContext2D, crease: Crease, brightness: number): void {
  context.save();
  context.translate(crease.x, crease.y);
  context.rotate(crease.angle);
  fadeFrom(context, crease.half, crease.reach, '30,26,20', crease.strength);
  fadeFrom(context, crease.half, -crease.reach * 0.6, '255,255,255', crease.strength * brightness);
  context.restore();
}

/** The ridge itself: worn bright, or dirty. */
function ridge(context: SKRSContext2D, crease: Crease, random: Random): void {
  context.save();
  context.translate(crease.x, crease.y);
  context.rotate(crease.angle);
  context.strokeStyle = random.chance(0.6) ? `rgba(255,255,255,${crease.strength * 2})` : `rgba(70,60,50,${crease.strength * 1.3})`;
  context.lineWidth = random.between(0.7, 1.6);
  context.beginPath();
  const half = Math.min(crease.half, 1200);
  context.moveTo(-half, 0);
  for (let x = -half; x < half; x += 34) context.lineTo(x, random.between(-1.4, 1.4));
  context.stroke();
  context.restore();
}

function fadeFrom(context: SKRSContext2D, half: number, reach: number, colour: string, strength: number): void {
  const gradient = context.createLinearGradient(0, 0, 0, reach);
  gradient.addColorStop(0, `rgba(${colour},${strength})`);
  gradient.addColorStop(1, `rgba(${colour},0)`);
  context.fillStyle = gradient;
  context.beginPath();
  // Pointed ends, so that a crease dies away instead of ending in a bar.
  context.moveTo(-half, 0);
  context.lineTo(half, 0);
  context.lineTo(half * 0.55, reach);
  context.lineTo(-half * 0.55, reach);
  context.fill();
}

/** Paper is never evenly white: a few large soft clouds, and now and then a stain. */
function mottle(context: SKRSContext2D, random: Random): void {
  const { width, height } = context.canvas;
  for (let cloud = 0; cloud < 7; cloud += 1) {
    softSpot(context, random.between(0, width), random.between(0, height), random.between(120, 420), random.chance(0.5) ? '120,105,80' : '255,255,255', random.between(0.02, 0.07));
  }
  if (random.chance(0.12)) ringStain(context, random);
}

function softSpot(context: SKRSContext2D, x: number, y: number, radius: number, colour: string, strength: number): void {
  const gradient = context.createRadialGradient(x, y, 0, x, y, radius);
  gradient.addColorStop(0, `rgba(${colour},${strength})`);
  gradient.addColorStop(1, `rgba(${colour},0)`);
  context.fillStyle = gradient;
  context.fillRect(x - radius, y - radius, radius * 2, radius * 2);
}

/** The ring that a cup leaves. */
function ringStain(context: SKRSContext2D, random: Random): void {
  const { width, height } = context.canvas;
  const x = width * random.between(0.6, 0.95);
  const y = height * random.between(0.5, 0.9);
  context.strokeStyle = 'rgba(130,85,40,0.16)';
  for (let ring = 0; ring < 3; ring += 1) {
    context.lineWidth = random.between(2, 9);
    context.beginPath();
    context.ellipse(x, y, random.between(118, 124), random.between(116, 122), 0, random.between(0, 1), random.between(4.5, 6.2));
    context.stroke();
  }
}
