import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Zones } from '../../shared/domain/item';
import { zoneSchema, type Zone } from '../../shared/forms/field';
import type { ImportRequest } from '../../shared/protocol/admin';
import { DOCUMENT_MAX_BYTES } from '../../shared/protocol/document';
import { parseJson } from '../../shared/protocol/parse-json';
import { CommandRefused } from './command-refused';

type DeliveredItem = ImportRequest['items'][number];

/** A delivery as it lies in its folder. `files` finds a page's bytes again by their digest. */
export type Delivery = Readonly<{
  items: readonly DeliveredItem[];
  faults: readonly string[];
  ignoredCount: number;
  files: ReadonlyMap<string, string>;
}>;

const PAGE_ENDINGS: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png']);
/** Sealing adds a nonce and a tag. */
const PAGE_MAX_BYTES = DOCUMENT_MAX_BYTES - 28;
const PAGES_MAX = 500;

/** What a file beside a page may say of it; all else in it is none of the import's business. */
const descriptionSchema = z.object({ zones: z.record(z.string().max(130), zoneSchema).optional() }).catchall(z.unknown());

/** `2.jpg` before `10.jpg`, as people number pages. */
const natural = new Intl.Collator('en', { numeric: true });

/** Reads a delivery's folder: each image an item, each subfolder one item of several pages. */
export async function readDelivery(folder: string): Promise<Delivery> {
  const found = await stat(folder).catch(() => null);
  if (found === null) throw new CommandRefused(`There is no folder ${folder}.`);
  if (!found.isDirectory()) throw new CommandRefused(`${folder} is a file; a delivery is a folder.`);
  const reader = new DeliveryReader();
  await reader.readFolder(resolve(folder));
  return reader.delivery();
}

class DeliveryReader {
  readonly #items: DeliveredItem[] = [];
  readonly #faults: string[] = [];
  readonly #files = new Map<string, string>();
  #ignoredCount = 0;

  delivery(): Delivery {
    return { items: this.#items, faults: this.#faults, ignoredCount: this.#ignoredCount, files: this.#files };
  }

  async readFolder(folder: string): Promise<void> {
    const { pages, folders } = await this.#sorted(folder, '');
    for (const name of [...pages, ...folders].sort(natural.compare)) {
      const pagesOfItem = folders.includes(name) ? await this.#subfolder(folder, name) : await this.#pages(folder, '', [name]);
      const zones = await this.#zones(folder, name);
      if (pagesOfItem.length > 0) this.#items.push({ source: name, pages: pagesOfItem, ...(zones === null ? {} : { zones }) });
    }
    if (pages.length + folders.length === 0 && this.#faults.length === 0) this.#faults.push('the folder holds no JPEG or PNG image');
  }

  /** Where fields stand on an item's pages, from the description beside it; null where it says nothing of that. */
  async #zones(folder: string, name: string): Promise<Zones | null> {
    const file = `${basename(name, extname(name))}.json`;
    const text = await readFile(join(folder, file), 'utf8').catch(() => null);
    const description = text === null ? null : descriptionSchema.safeParse(parseJson(text));
    if (description === null) return null;
    if (description.success) return description.data.zones === undefined ? null : compact(description.data.zones);
    this.#faults.push(`${file} tells zones that cannot be read: each is { page, x, y, w, h }, with the page from 1 and the rest in shares of it`);
    return null;
  }

  async #subfolder(folder: string, name: string): Promise<DeliveredItem['pages']> {
    const { pages, folders } = await this.#sorted(join(folder, name), `${name}/`);
    for (const deeper of folders) this.#faults.push(`${name}/${deeper} is a folder in a folder; pages lie one folder deep`);
    if (pages.length > PAGES_MAX) this.#faults.push(`${name} has ${pages.length} pages; an item may have ${PAGES_MAX}`);
    if (pages.length === 0) this.#faults.push(`${name} is a folder without pages`);
    return pages.length > PAGES_MAX ? [] : this.#pages(folder, `${name}/`, pages);
  }

  /** A page that cannot be read is a fault, and its item is left out. */
  async #pages(folder: string, within: string, names: readonly string[]): Promise<DeliveredItem['pages']> {
    const read: DeliveredItem['pages'] = [];
    for (const name of names) {
      const page = await this.#page(join(folder, within, name), `${within}${name}`);
      if (page === null) return [];
      read.push(page);
    }
    return read;
  }

  async #page(file: string, shown: string): Promise<DeliveredItem['pages'][number] | null> {
    const size = (await stat(file).catch(() => null))?.size ?? 0;
    if (size > PAGE_MAX_BYTES) {
      this.#faults.push(`${shown} is larger than ${Math.floor(PAGE_MAX_BYTES / 1024 / 1024)} MB`);
      return null;
    }
    const bytes = await readFile(file).catch(() => null);
    if (bytes === null) {
      this.#faults.push(`${shown} cannot be read`);
      return null;
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.#files.set(sha256, file);
    return { name: basename(file), sha256, sizeBytes: bytes.length };
  }

  async #sorted(folder: string, within: string): Promise<Readonly<{ pages: string[]; folders: string[] }>> {
    const names = await readdir(folder).catch(() => null);
    if (names === null) this.#faults.push(`${within === '' ? folder : within.slice(0, -1)} cannot be read`);
    const sorted = { pages: new Array<string>(), folders: new Array<string>() };
    for (const name of (names ?? []).sort(natural.compare)) {
      const kind = await kindOf(folder, name, names ?? []);
      if (kind === 'ignored') this.#ignoredCount += 1;
      else if (kind === 'foreign') this.#faults.push(`${within}${name} is no JPEG or PNG image`);
      else sorted[kind].push(name);
    }
    return sorted;
  }
}

async function kindOf(folder: string, name: string, beside: readonly string[]): Promise<'pages' | 'folders' | 'ignored' | 'foreign'> {
  if (name.startsWith('.')) return 'ignored';
  if ((await stat(join(folder, name)).catch(() => null))?.isDirectory() === true) return 'folders';
  const ending = extname(name).toLowerCase();
  if (PAGE_ENDINGS.has(ending)) return 'pages';
  return ending === '.json' && beside.some((other) => isDescribedBy(other, name)) ? 'ignored' : 'foreign';
}

/** A zone is known to a tenth of a thousandth of its page at best. */
function compact(zones: Readonly<Record<string, Zone>>): Zones {
  const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;
  return Object.fromEntries(Object.entries(zones).map(([address, { page, x, y, w, h }]) => [address, [page, rounded(x), rounded(y), rounded(w), rounded(h)]]));
}

/** `0001.json` beside the page `0001.jpg`, or beside the folder `0001`, says something about it and is not keyed from. */
function isDescribedBy(described: string, description: string): boolean {
  const ending = extname(described);
  const isPageOrFolder = ending === '' || PAGE_ENDINGS.has(ending.toLowerCase());
  return isPageOrFolder && basename(described, ending) === basename(description, extname(description));
}
