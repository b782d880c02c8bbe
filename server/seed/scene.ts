import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Random } from './random';

export type Ground = 'cropped' | 'flatbed' | 'dark' | 'wood' | 'cloth';

/** What a paper lies on when it is scanned or photographed. */
export function drawGround(random: Random): Ground {
  return random.pick(['cropped', 'cropped', 'flatbed', 'flatbed', 'dark', 'wood', 'wood', 'cloth']);
}

/** True for the grounds of a photograph, false for those of a scanner. */
export function isPhoto(ground: Ground): boolean {
  return ground === 'wood' || ground === 'cloth';
}

/** A picture of the ground alone. */
export function makeGround(ground: Ground, width: number, height: number, random: Random): Canvas {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  switch (ground) {
    case 'cropped': fill(context, random.pick(['#ffffff', '#f6f6f4', '#ececea'])); break;
    case 'flatbed': fill(context, random.pick(['#e4e5e6', '#d6d8da', '#eceae4', '#c9ccd0'])); lidShade(context, random); break;
    case 'dark': fill(context, random.pick(['#17181a', '#25282c', '#33302c'])); lidShade(context, random); break;
    case 'wood': wood(context, random); break;
    case 'cloth': cloth(context, random);
  }
  return canvas;
}

function fill(context: SKRSContext2D, colour: string): void {
  context.fillStyle = colour;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}

/** A lid that does not close lets light in from one side. */
function lidShade(context: SKRSContext2D, random: Random): void {
  const { width, height } = context.canvas;
  const fromLeft = random.chance(0.5);
  const gradient = context.createLinearGradient(fromLeft ? 0 : width, 0, fromLeft ? width : 0, height * 0.3);
  gradient.addColorStop(0, `rgba(0,0,0,${random.between(0.1, 0.35)})`);
  gradient.addColorStop(0.3, 'rgba(0,0,0,0)');
  context.fillStyle = gradient;
  context.fillRect(0, 0, width, height);
}

function wood(context: SKRSContext2D, random: Random): void {
  const { width, height } = context.canvas;
  const { base, dark } = random.pick([{ base: '#8a6242', dark: '60,36,18' }, { base: '#b58c62', dark: '90,60,30' }, { base: '#5d4330', dark: '30,18,10' }, { base: '#c9ab85', dark: '120,88,54' }]);
  fill(context, base);
  for (let grain = 0; grain < 110; grain += 1) {
    const x = random.between(-40, width);
    context.strokeStyle = `rgba(${dark},${random.between(0.03, 0.14)})`;
    context.lineWidth = random.between(0.6, 7);
    context.beginPath();
    context.moveTo(x, 0);
    context.bezierCurveTo(x + random.between(-24, 24), height * 0.3, x + random.between(-24, 24), height * 0.7, x + random.between(-16, 16), height);
    context.stroke();
  }
  for (let x = random.between(60, 320); x < width; x += random.between(260, 420)) {
    context.fillStyle = `rgba(${dark},0.6)`;
    context.fillRect(x, 0, 3, height);
  }
}

function cloth(context: SKRSContext2D, random: Random): void {
  const { width, height } = context.canvas;
  fill(context, random.pick(['#3c4a5e', '#6d7073', '#4b5d4f', '#7d6a5d', '#8f969c']));
  for (let y = 0; y < height; y += 5) {
    context.fillStyle = `rgba(255,255,255,${random.between(0.01, 0.05)})`;
    context.fillRect(0, y, width, 2);
  }
  for (let x = 0; x < width; x += 5) {
    context.fillStyle = `rgba(0,0,0,${random.between(0.01, 0.06)})`;
    context.fillRect(x, 0, 2, height);
  }
}
