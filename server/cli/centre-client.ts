import { openAsBlob } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { z } from 'zod';
import { failureSchema } from '../../shared/protocol/failure';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../shared/protocol/version';
import { adminTokenFile } from '../security/centre-keys';
import { CommandRefused } from './command-refused';
import { liveServer } from './running-servers';

/** Where a command finds its centre: by data folder, or by address with the token in the environment. */
export type CentreAddress = Readonly<{ data?: string | undefined; server?: string | undefined }>;

type Method = 'GET' | 'POST' | 'PUT';

/** The command line's side of the centre's HTTP interface. Every refusal of the centre becomes a `CommandRefused`. */
export class CentreClient {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  static async find({ data, server }: CentreAddress): Promise<CentreClient> {
    if (server !== undefined) return new CentreClient(addressOf(server), tokenFromEnvironment());
    if (data === undefined) throw new CommandRefused('Say which centre is meant: --data DIR or --server URL.', [], 2);
    await stat(data).catch(() => {
      throw new CommandRefused(`There is no data folder ${data}.`);
    });
    const running = await liveServer(data);
    if (running === null) throw new CommandRefused(`No centre is running on ${data}; start one with: start --data ${data} --port 8080`);
    return new CentreClient(running.url, await readFile(adminTokenFile(data), 'utf8'));
  }

  async get<Schema extends z.ZodType>(path: string, answer: Schema): Promise<z.output<Schema>> {
    return this.#json('GET', path, undefined, answer);
  }

  async send<Schema extends z.ZodType>(method: 'POST' | 'PUT', path: string, body: unknown, answer: Schema): Promise<z.output<Schema>> {
    return this.#json(method, path, { type: 'application/json', bytes: JSON.stringify(body ?? {}) }, answer);
  }

  async sendBytes<Schema extends z.ZodType>(path: string, bytes: Uint8Array<ArrayBuffer>, answer: Schema): Promise<z.output<Schema>> {
    return this.#json('PUT', path, { type: 'application/octet-stream', bytes }, answer);
  }

  /** A file as it comes from the disk, however large it is. */
  async sendFile<Schema extends z.ZodType>(path: string, file: string, answer: Schema): Promise<z.output<Schema>> {
    return this.#json('PUT', path, { type: 'application/octet-stream', bytes: await openAsBlob(file) }, answer);
  }

  /** An answer that is no JSON. */
  async text(path: string): Promise<string> {
    return (await this.#request('GET', path, undefined)).text();
  }

  async #json<Schema extends z.ZodType>(method: Method, path: string, body: Body | undefined, schema: Schema): Promise<z.output<Schema>> {
    const response = await this.#request(method, path, body);
    const parsed = schema.safeParse(await response.json().catch(() => null));
    if (!parsed.success) throw new CommandRefused(`What answers at ${this.#url} does not speak as this command does.`);
    return parsed.data;
  }

  async #request(method: Method, path: string, body: Body | undefined): Promise<Response> {
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.#token}`, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
      ...(body === undefined ? {} : { 'content-type': body.type }),
    };
    const response = await fetch(new URL(path, this.#url), { method, headers, body: body?.bytes ?? null }).catch(() => {
      throw new CommandRefused(`The centre at ${this.#url} cannot be reached.`);
    });
    if (response.ok) return response;
    throw await refusalOf(response, this.#url);
  }
}

type Body = Readonly<{ type: string; bytes: string | Blob | Uint8Array<ArrayBuffer> }>;

async function refusalOf(response: Response, url: string): Promise<CommandRefused> {
  const parsed = failureSchema.safeParse(await response.json().catch(() => null));
  if (!parsed.success) return new CommandRefused(`What answers at ${url} is no Keyroom centre (HTTP ${response.status}).`);
  return new CommandRefused(parsed.data.error.message, parsed.data.error.details ?? []);
}

function addressOf(server: string): string {
  if (/^https?:\/\/[^/]/.test(server)) return server;
  throw new CommandRefused(`--server takes an address such as http://127.0.0.1:8080, not “${server}”.`, [], 2);
}

function tokenFromEnvironment(): string {
  const token = process.env['KEYROOM_ADMIN_TOKEN'];
  if (token !== undefined && token !== '') return token;
  throw new CommandRefused('With --server the admin token is needed in KEYROOM_ADMIN_TOKEN.', [], 2);
}
