/** @typedef {{sizePx: number, png: Buffer, rgba: Uint8ClampedArray}} IconPicture */

// Which name macOS gives to a size; a size with two names is also the double of a smaller one.
/** @type {Readonly<Record<number, readonly string[]>>} */
const icnsTypes = { 16: ['icp4'], 32: ['icp5', 'ic11'], 64: ['ic12'], 128: ['ic07'], 256: ['ic08', 'ic13'], 512: ['ic09', 'ic14'], 1024: ['ic10'] };

/**
 * A macOS icon file of the given pictures; sizes that it does not know are left out.
 * @param {readonly IconPicture[]} pictures
 */
export function icnsFile(pictures) {
  const parts = pictures.flatMap(({ sizePx, png }) => (icnsTypes[sizePx] ?? []).map((type) => Buffer.concat([icnsHeader(type, png.length), png])));
  const body = Buffer.concat(parts);
  return Buffer.concat([icnsHeader('icns', body.length), body]);
}

/**
 * @param {string} type
 * @param {number} bodyBytes
 */
function icnsHeader(type, bodyBytes) {
  const header = Buffer.alloc(8);
  header.write(type, 0, 'latin1');
  header.writeUInt32BE(8 + bodyBytes, 4);
  return header;
}

/**
 * A Windows icon file of the given pictures, none above 256 px. The largest is stored as PNG, the others as plain bitmaps,
 * which every part of Windows and of the installer can read.
 * @param {readonly IconPicture[]} pictures
 */
export function icoFile(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  const images = pictures.map((picture) => (picture.sizePx === 256 ? picture.png : bitmap(picture)));
  let offset = head.length;
  images.forEach((image, place) => {
    const at = 6 + 16 * place;
    const side = (pictures[place]?.sizePx ?? 0) % 256;
    head.writeUInt8(side, at);
    head.writeUInt8(side, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(image.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += image.length;
  });
  return Buffer.concat([head, ...images]);
}

/**
 * Rows from the bottom up, blue first; behind them the mask of old, one bit a pixel, of which nothing is hidden.
 * @param {IconPicture} picture
 */
function bitmap({ sizePx, rgba }) {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(sizePx, 4);
  header.writeInt32LE(2 * sizePx, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const pixels = Buffer.alloc(4 * sizePx * sizePx);
  for (let row = 0; row < sizePx; row++) {
    for (let column = 0; column < sizePx; column++) {
      const from = 4 * ((sizePx - 1 - row) * sizePx + column);
      const to = 4 * (row * sizePx + column);
      pixels.set([rgba[from + 2] ?? 0, rgba[from + 1] ?? 0, rgba[from] ?? 0, rgba[from + 3] ?? 0], to);
    }
  }
  const mask = Buffer.alloc(Math.ceil(sizePx / 32) * 4 * sizePx);
  return Buffer.concat([header, pixels, mask]);
}
