import { createCanvas } from '@napi-rs/canvas';

// The icon is drawn on a square of this side and scaled; what a size cannot show is left out.
const SIDE = 1024;
const colours = { socketTop: '#2c3442', socketBottom: '#12161c', capTop: '#2f6fe4', capBottom: '#1746a8', letter: '#ffffff', caret: '#fbb724' };

/**
 * Draws the icon, a key with a K and a caret, at the given size, and gives it as a canvas.
 * @param {number} sizePx
 */
export function drawIcon(sizePx) {
  const canvas = createCanvas(sizePx, sizePx);
  const context = canvas.getContext('2d');
  context.scale(sizePx / SIDE, sizePx / SIDE);
  // A small icon has no room for a margin: it would be read as a smaller icon beside others.
  const margin = sizePx <= 32 ? 0 : 64;
  drawSocket(context, margin);
  drawCap(context, margin, sizePx);
  drawSign(context, sizePx);
  return canvas;
}

/**
 * @param {import('@napi-rs/canvas').SKRSContext2D} context
 * @param {number} margin
 */
function drawSocket(context, margin) {
  context.fillStyle = verticalGradient(context, colours.socketTop, colours.socketBottom);
  roundedSquare(context, margin, margin, SIDE - 2 * margin, SIDE - 2 * margin, 200);
}

/**
 * @param {import('@napi-rs/canvas').SKRSContext2D} context
 * @param {number} margin
 * @param {number} sizePx
 */
function drawCap(context, margin, sizePx) {
  const inset = margin + (sizePx < 24 ? 64 : 72);
  const width = SIDE - 2 * inset;
  // The cap sits above the middle: the key's front edge shows below it.
  const top = margin + 44;
  const height = SIDE - margin - 132 - top;
  context.fillStyle = verticalGradient(context, colours.capTop, colours.capBottom);
  roundedSquare(context, inset, top, width, height, 148);
  if (sizePx < 48) return;
  context.strokeStyle = 'rgba(255, 255, 255, 0.28)';
  context.lineWidth = 10;
  context.beginPath();
  context.roundRect(inset + 5, top + 5, width - 10, height - 10, 143);
  context.stroke();
}

/**
 * The letter and the caret behind it. On a small icon their upright edges stand on whole pixels.
 * @param {import('@napi-rs/canvas').SKRSContext2D} context
 * @param {number} sizePx
 */
function drawSign(context, sizePx) {
  const isSmall = sizePx <= 32;
  const scale = isSmall ? 1.28 : 1;
  const pixel = isSmall ? SIDE / sizePx : 1;
  /** @param {number} length */
  const whole = (length) => Math.round(length / pixel) * pixel;
  /** @param {number} x */
  const across = (x) => SIDE / 2 + scale * x;
  const top = whole(468 - scale * 200);
  const bottom = whole(468 + scale * 200);
  context.fillStyle = colours.letter;
  context.fillRect(whole(across(-222)), top, whole(scale * 92), bottom - top);
  drawArms(context, scale, top, bottom);
  context.fillStyle = colours.caret;
  context.fillRect(whole(across(186)), top, whole(scale * 62), bottom - top);
}

/**
 * The two arms of the K, cut off level with its stem.
 * @param {import('@napi-rs/canvas').SKRSContext2D} context
 * @param {number} scale
 * @param {number} top
 * @param {number} bottom
 */
function drawArms(context, scale, top, bottom) {
  context.save();
  context.beginPath();
  context.rect(0, top, SIDE, bottom - top);
  context.clip();
  context.translate(SIDE / 2, 468);
  context.scale(scale, scale);
  context.strokeStyle = colours.letter;
  context.lineWidth = 92;
  context.beginPath();
  context.moveTo(108, -232);
  context.lineTo(-132, 33);
  context.moveTo(-29, -81);
  context.lineTo(118, 236);
  context.stroke();
  context.restore();
}

/**
 * @param {import('@napi-rs/canvas').SKRSContext2D} context
 * @param {string} top
 * @param {string} bottom
 */
function verticalGradient(context, top, bottom) {
  const gradient = context.createLinearGradient(0, 0, 0, SIDE);
  gradient.addColorStop(0, top);
  gradient.addColorStop(1, bottom);
  return gradient;
}

/**
 * @param {import('@napi-rs/canvas').SKRSContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {number} radius
 */
function roundedSquare(context, x, y, width, height, radius) {
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  context.fill();
}
