import { createCanvas, type Canvas, type ImageData } from '@napi-rs/canvas';
import { around, type Box } from './boxes';
import { inverse, projected, projectionToSheet, type Quad } from './perspective';
import type { Random } from './random';
import { isPhoto, makeGround, type Ground } from './scene';

interface Shot {
  quad: Quad;
  /** How far the sheet bulges sideways, in pixels, and over what length. */
  curl: { amplitude: number; length: number; phase: number };
  grey: boolean;
  noise: number;
  lightFall: { x: number; y: number };
}

const rim = { cropped: 0.012, flatbed: 0.07, dark: 0.07, wood: 0.1, cloth: 0.1 } as const;

/** A picture of a paper, and where a box of the paper is to be seen in it. */
export interface Picture {
  picture: Canvas;
  boxInPicture: (box: Box) => Box;
}

/** Photographs or scans a paper on its ground. */
export function takePicture(paper: Canvas, ground: Ground, random: Random): Picture {
  const edge = Math.round(paper.width * rim[ground]);
  const width = paper.width + edge * 2;
  const height = paper.height + edge * 2;
  const shot = drawShot(paper, ground, edge, random);
  const scene = makeGround(ground, width, height, random);
  castShadow(scene, shot.quad, ground, random);
  const picture = scene.getContext('2d').getImageData(0, 0, width, height);
  const pixels = pixelsOf(picture);
  layPaper(pixels, paper, shot);
  develop(pixels, shot, random);
  const canvas = focused(picture, isPhoto(ground) ? random.between(0.35, 0.7) : random.between(0.2, 0.45));
  return { picture: canvas, boxInPicture: (box) => boxInPicture(box, shot, paper) };
}

/** The box around a box's four corners as the camera shows them. */
function boxInPicture({ left, top, width, height }: Box, { quad, curl }: Shot, paper: Canvas): Box {
  const toPicture = inverse(projectionToSheet(quad, paper.width, paper.height));
  const corners = [[left, top], [left + width, top], [left, top + height], [left + width, top + height]].map(([x = 0, y = 0]): Box => {
    const flat = projected(toPicture, x, y);
    const bent = projected(toPicture, x - bulgeAt(curl, flat.y), y - rippleAt(curl, flat.x));
    return { left: bent.x, top: bent.y, width: 0, height: 0 };
  });
  return around(corners);
}

function bulgeAt({ amplitude, length, phase }: Shot['curl'], y: number): number {
  return amplitude * Math.sin((y / length) * 6.28 + phase);
}

function rippleAt({ amplitude, length, phase }: Shot['curl'], x: number): number {
  return amplitude * 0.6 * Math.sin((x / length) * 5 + phase * 2);
}

function drawShot(paper: Canvas, ground: Ground, edge: number, random: Random): Shot {
  const photo = isPhoto(ground);
  const skew = ground === 'cropped' ? random.between(-0.004, 0.004) : random.between(-0.022, 0.022);
  const shift = photo ? edge * 0.55 : edge * 0.12;
  const corner = (x: number, y: number): { x: number; y: number } => {
    const fromCentreX = x - paper.width / 2;
    const fromCentreY = y - paper.height / 2;
    return {
      x: edge + paper.width / 2 + fromCentreX * Math.cos(skew) - fromCentreY * Math.sin(skew) + random.between(-shift, shift),
      y: edge + paper.height / 2 + fromCentreX * Math.sin(skew) + fromCentreY * Math.cos(skew) + random.between(-shift, shift),
    };
  };
  return {
    quad: [corner(0, 0), corner(paper.width, 0), corner(paper.width, paper.height), corner(0, paper.height)],
    curl: { amplitude: photo ? random.between(1, 6) : random.between(0, 2.5), length: random.between(260, 700), phase: random.between(0, 6.3) },
    grey: !photo && random.chance(0.4),
    noise: photo ? random.between(5, 10) : random.between(3, 7),
    lightFall: photo ? { x: random.between(-0.2, 0.2), y: random.between(-0.2, 0.2) } : { x: random.between(-0.03, 0.03), y: 0 },
  };
}

function castShadow(scene: Canvas, quad: Quad, ground: Ground, random: Random): void {
  if (ground === 'cropped') return;
  const context = scene.getContext('2d');
  context.shadowColor = `rgba(0,0,0,${random.between(0.45, 0.8)})`;
  context.shadowBlur = random.between(10, 34);
  context.shadowOffsetX = random.between(-8, 12);
  context.shadowOffsetY = random.between(2, 12);
  context.fillStyle = '#777';
  context.beginPath();
  for (const { x, y } of quad) context.lineTo(x, y);
  context.fill();
}

/** Pixels with their size held at hand: asking the native picture for them at every pixel takes most of the time. */
interface Pixels {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

function pixelsOf({ data, width, height }: ImageData): Pixels {
  return { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), width, height };
}

/** Looks up, for every pixel of the picture, the point of the sheet that it shows. */
function layPaper(picture: Pixels, paper: Canvas, { quad, curl }: Shot): void {
  const [a, b, c, d, e, f, g, h] = projectionToSheet(quad, paper.width, paper.height);
  const source = pixelsOf(paper.getContext('2d').getImageData(0, 0, paper.width, paper.height));
  const { width, height } = picture;
  const ripple = Float64Array.from({ length: width }, (_, x) => rippleAt(curl, x));
  for (let y = 0; y < height; y += 1) {
    const bulge = bulgeAt(curl, y);
    for (let x = 0; x < width; x += 1) {
      const depth = g * x + h * y + 1;
      blend(picture.data, (y * width + x) * 4, source, (a * x + b * y + c) / depth + bulge, (d * x + e * y + f) / depth + (ripple[x] ?? 0));
    }
  }
}

/** Mixes the four nearest points of the sheet over one pixel, as much as the sheet covers it. */
function blend(target: Uint8ClampedArray, to: number, source: Pixels, sheetX: number, sheetY: number): void {
  const left = Math.floor(sheetX);
  const top = Math.floor(sheetY);
  if (left < 0 || top < 0 || left >= source.width - 1 || top >= source.height - 1) return;
  const right = sheetX - left;
  const below = sheetY - top;
  const at = (top * source.width + left) * 4;
  const under = at + source.width * 4;
  const from = source.data;
  const mix = (channel: number): number => {
    const upper = (from[at + channel] ?? 0) * (1 - right) + (from[at + 4 + channel] ?? 0) * right;
    const lower = (from[under + channel] ?? 0) * (1 - right) + (from[under + 4 + channel] ?? 0) * right;
    return upper * (1 - below) + lower * below;
  };
  const cover = mix(3) / 255;
  for (let channel = 0; channel < 3; channel += 1) target[to + channel] = (target[to + channel] ?? 0) * (1 - cover) + mix(channel) * cover;
}

/** Light that falls off, grain, and the grey of a black-and-white scan. */
function develop(picture: Pixels, { grey, noise, lightFall }: Shot, random: Random): void {
  const { data, width, height } = picture;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      const light = 0.97 + lightFall.x * (x / width - 0.5) + lightFall.y * (y / height - 0.5);
      // Two draws added: grain gathers around nothing rather than being even.
      const grain = (random.next() + random.next() - 1) * noise;
      const luminance = 0.3 * (data[at] ?? 0) + 0.59 * (data[at + 1] ?? 0) + 0.11 * (data[at + 2] ?? 0);
      for (let channel = 0; channel < 3; channel += 1) data[at + channel] = (grey ? luminance : data[at + channel] ?? 0) * light + grain;
    }
  }
}

function focused(picture: ImageData, blurPixels: number): Canvas {
  const sharp = createCanvas(picture.width, picture.height);
  sharp.getContext('2d').putImageData(picture, 0, 0);
  const canvas = createCanvas(picture.width, picture.height);
  const context = canvas.getContext('2d');
  // The sharp picture below keeps the rim opaque where the blur would let it fade.
  context.drawImage(sharp, 0, 0);
  context.filter = `blur(${blurPixels.toFixed(2)}px)`;
  context.drawImage(sharp, 0, 0);
  return canvas;
}
