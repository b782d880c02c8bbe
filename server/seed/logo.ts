import type { SKRSContext2D } from '@napi-rs/canvas';
import { createRandom } from './random';

/** Draws a simple mark for a shop, the same for the same seed, and returns its height. */
export function drawLogo(context: SKRSContext2D, centreX: number, top: number, size: number, seed: number): number {
  const random = createRandom(seed * 31);
  const radius = size / 2;
  context.save();
  context.translate(centreX, top + radius);
  context.lineWidth = size / 14;
  context.setLineDash([]);
  context.beginPath();
  const points = random.whole(3, 8);
  const inner = random.pick([0.45, 0.7, 1]);
  for (let step = 0; step <= points * 2; step += 1) {
    const reach = step % 2 === 0 ? radius * 0.8 : radius * 0.8 * inner;
    const angle = (Math.PI * step) / points - Math.PI / 2;
    context.lineTo(reach * Math.cos(angle), reach * Math.sin(angle));
  }
  if (random.chance(0.5)) context.fill();
  else context.stroke();
  if (random.chance(0.5)) {
    context.beginPath();
    context.arc(0, 0, radius * 0.95, 0, Math.PI * 2);
    context.stroke();
  }
  context.restore();
  return size;
}
