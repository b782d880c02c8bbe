import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A pair of sockets that one client's bytes go through. */
type Pair = Readonly<{ client: Socket; upstream: Socket }>;

/**
 * Passes bytes on between clients on the loopback address and one port, and breaks the link in the ways that
 * links break.
 */
export class ByteProxy {
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  readonly #upstreamPort: number;
  #isCut = false;
  #repliesToDrop = 0;
  #delayMs = 0;

  private constructor(upstreamPort: number) {
    this.#upstreamPort = upstreamPort;
    this.#server = createServer((client) => this.#accept(client));
  }

  static async open(upstreamPort: number): Promise<ByteProxy> {
    const proxy = new ByteProxy(upstreamPort);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Breaks every connection and refuses new ones. */
  cut(): void {
    this.#isCut = true;
    for (const pair of this.#pairs) destroy(pair);
  }

  restore(): void {
    this.#isCut = false;
  }

  /** The next replies are lost: each request arrives whole, and the connection breaks before its first byte comes back. */
  dropReplies(count: number): void {
    this.#repliesToDrop = count;
  }

  /** Holds every piece of bytes back for this long, in both directions. */
  delay(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket): void {
    if (this.#isCut) {
      client.resetAndDestroy();
      return;
    }
    const pair = { client, upstream: createConnection(this.#upstreamPort, '127.0.0.1') };
    this.#pairs.add(pair);
    this.#pass(pair, client, pair.upstream, () => true);
    this.#pass(pair, pair.upstream, client, () => this.#mayReply());
  }

  #pass(pair: Pair, from: Socket, to: Socket, may: () => boolean): void {
    from.on('data', (bytes) => {
      if (!may()) this.#end(pair);
      else if (this.#delayMs === 0) to.write(bytes);
      else setTimeout(() => to.writable && to.write(bytes), this.#delayMs);
    });
    from.on('error', () => this.#end(pair));
    // What is held back still has to arrive.
    from.on('close', () => setTimeout(() => this.#end(pair), this.#delayMs));
  }

  #mayReply(): boolean {
    if (this.#repliesToDrop === 0) return true;
    this.#repliesToDrop -= 1;
    return false;
  }

  #end(pair: Pair): void {
    this.#pairs.delete(pair);
    destroy(pair);
  }
}

function destroy({ client, upstream }: Pair): void {
  client.destroy();
  upstream.destroy();
}
