export interface Point {
  x: number;
  y: number;
}

export type Quad = readonly [topLeft: Point, topRight: Point, bottomRight: Point, bottomLeft: Point];

/** The eight numbers of a plane's projection: x' = (ax+by+c)/(gx+hy+1), y' = (dx+ey+f)/(gx+hy+1). */
export type Projection = readonly [a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number];

/** The projection that takes points of a picture back to the flat sheet whose corners it shows at `quad`. */
export function projectionToSheet(quad: Quad, width: number, height: number): Projection {
  const sheet: Quad = [{ x: 0, y: 0 }, { x: width, y: 0 }, { x: width, y: height }, { x: 0, y: height }];
  const rows: number[][] = [];
  quad.forEach(({ x, y }, index) => {
    const target = sheet[index] ?? { x: 0, y: 0 };
    rows.push([x, y, 1, 0, 0, 0, -target.x * x, -target.x * y, target.x]);
    rows.push([0, 0, 0, x, y, 1, -target.y * x, -target.y * y, target.y]);
  });
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = solve(rows);
  return [a, b, c, d, e, f, g, h];
}

/** Where a projection takes a point. */
export function projected([a, b, c, d, e, f, g, h]: Projection, x: number, y: number): Point {
  const depth = g * x + h * y + 1;
  return { x: (a * x + b * y + c) / depth, y: (d * x + e * y + f) / depth };
}

/** The projection that takes every point back. */
export function inverse([a, b, c, d, e, f, g, h]: Projection): Projection {
  const scale = a * e - b * d;
  const all = [e - f * h, c * h - b, b * f - c * e, f * g - d, a - c * g, c * d - a * f, d * h - e * g, b * g - a * h] as const;
  const [a2, b2, c2, d2, e2, f2, g2, h2] = all;
  return [a2 / scale, b2 / scale, c2 / scale, d2 / scale, e2 / scale, f2 / scale, g2 / scale, h2 / scale];
}

/** Gauss-Jordan elimination with pivoting; each row holds its right-hand side last. */
function solve(rows: number[][]): number[] {
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    const rest = rows.slice(column).sort((one, other) => Math.abs(other[column] ?? 0) - Math.abs(one[column] ?? 0));
    rows.splice(column, rest.length, ...rest);
    const pivotRow = rows[column] ?? [];
    const pivot = pivotRow[column] ?? 1;
    rows[column] = pivotRow.map((value) => value / pivot);
    rows.forEach((row, index) => {
      const factor = row[column] ?? 0;
      if (index !== column) rows[index] = row.map((value, position) => value - factor * (rows[column]?.[position] ?? 0));
    });
  }
  return rows.map((row) => row[size] ?? 0);
}
