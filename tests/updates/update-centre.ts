import { execFile } from 'node:child_process';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { RunningCentre } from '../support/running-centre';

const run = promisify(execFile);
const RELEASE = resolve(import.meta.dirname, '../../scripts/release.mjs');

/** What a desk asks that is kept from the centre, or cut short after so many bytes of the answer. */
export type Trouble = (path: string) => 'passes' | 'refused' | Readonly<{ cutAfterBytes: number }>;

/** A centre with releases, and in front of it a link that can be troubled. */
export class UpdateCentre {
  trouble: Trouble = () => 'passes';
  /** What a desk is told of updates instead of what the centre says. */
  says: ((answer: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>) | null = null;
  /** Changes the bytes of artifacts on their way. */
  tampers = false;
  /** Bytes of artifacts that have passed. */
  artifactBytes = 0;

  private constructor(readonly centre: RunningCentre, private readonly proxy: Server, readonly url: string, readonly keysFolder: string, private readonly folder: string) {}

  static async start(dataFolder: string, keysFolder: string): Promise<UpdateCentre> {
    const centre = await RunningCentre.start(dataFolder);
    const proxy = createServer((asked, answer) => self.pass(asked, answer));
    await new Promise<void>((listening) => void proxy.listen(0, '127.0.0.1', listening));
    const self: UpdateCentre = new UpdateCentre(centre, proxy, `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, keysFolder, dirname(dataFolder));
    return self;
  }

  /** Signs a release of one file and adds it. */
  async release(file: string, version: string, ...flags: readonly string[]): Promise<void> {
    const signed = await this.sign(file, version, ...flags);
    await this.centre.command('release', 'add', signed, file);
  }

  /** The signed manifest of one file. */
  async sign(file: string, version: string, ...flags: readonly string[]): Promise<string> {
    const signed = join(this.folder, `${basename(file)}.jws`);
    await run(process.execPath, [RELEASE, 'sign', '--key', join(this.keysFolder, 'release-key.json'), '--version', version, '--out', signed, ...flags, file]);
    return signed;
  }

  async stop(): Promise<void> {
    this.proxy.closeAllConnections();
    await new Promise((closed) => void this.proxy.close(closed));
    await this.centre.stop();
  }

  private passChanged(asked: IncomingMessage, answer: ServerResponse, says: NonNullable<UpdateCentre['says']>): void {
    const onward = request(new URL(asked.url ?? '', this.centre.url), { method: asked.method, headers: asked.headers }, (answered) => {
      const parts: Buffer[] = [];
      answered.on('data', (chunk: Buffer) => parts.push(chunk));
      answered.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        const body = answered.statusCode === 200 ? JSON.stringify(says(JSON.parse(text) as Record<string, unknown>)) : text;
        answer.writeHead(answered.statusCode ?? 500, { 'content-type': 'application/json' }).end(body);
      });
    });
    onward.on('error', () => asked.socket.destroy());
    asked.pipe(onward);
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const path = asked.url ?? '';
    const trouble = this.trouble(path);
    if (trouble === 'refused') return void asked.socket.destroy();
    if (path === '/v1/update' && this.says !== null) return this.passChanged(asked, answer, this.says);
    const onward = request(new URL(path, this.centre.url), { method: asked.method, headers: asked.headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 500, answered.headers);
      let left = trouble === 'passes' ? Number.POSITIVE_INFINITY : trouble.cutAfterBytes;
      answered.on('data', (chunk: Buffer) => {
        if (path.startsWith('/v1/releases/')) this.artifactBytes += Math.max(0, Math.min(chunk.length, left));
        left -= chunk.length;
        if (this.tampers && path.startsWith('/v1/releases/')) chunk[0] = (chunk[0] ?? 0) ^ 1;
        if (left > 0) answer.write(chunk);
        else answer.socket?.destroy();
      });
      answered.on('end', () => answer.end());
      answered.on('error', () => answer.socket?.destroy());
    });
    onward.on('error', () => asked.socket.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  }
}
