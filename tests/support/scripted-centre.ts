import { compactVerify, importJWK } from 'jose';
import { z } from 'zod';
import type { Fetch } from '../../main/sync/centre-link';
import type { Outcome } from '../../shared/domain/outcome';
import { STATUS_BY_KIND, type Failure } from '../../shared/protocol/failure';
import { pullRequestSchema } from '../../shared/protocol/pull';
import { pushRequestSchema } from '../../shared/protocol/push';
import { PROTOCOL_VERSION } from '../../shared/protocol/version';
import { publicHalf, type PrivateKey } from '../../shared/seals/sealed-key';
import { idOf } from './desk-fixtures';

export type Asked = Readonly<{ method: string; path: string; token: string | null; range: string | null }>;

/** What a test answers itself; undefined leaves the answer to the centre. */
export type Answer = (asked: Asked) => Response | undefined | Promise<Response | undefined>;

const NOW = '2026-11-21T08:00:00.000Z';

/** A centre as small as a desk's sync needs it: it checks tokens and really applies the rules of streams. */
export class ScriptedCentre {
  readonly asked: Asked[] = [];
  /** The body of each request, as `asked` counts them. */
  readonly bodies: unknown[] = [];
  readonly streams = new Map<string, string[]>();
  readonly documents = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Tried first, for each request. */
  answer: Answer = () => undefined;
  /** How many outcomes a push gets at most. */
  outcomesAtMost = Number.POSITIVE_INFINITY;
  tokenLifetimeMs = 600_000;
  private tokens = 0;

  constructor(private readonly signKey: PrivateKey) {}

  pathsAsked(): readonly string[] {
    return this.asked.map((a) => a.path);
  }

  /** The bodies of the requests to this path. */
  bodiesTo(path: string): readonly unknown[] {
    return this.bodies.filter((_, i) => this.asked[i]?.path === path);
  }

  readonly fetch: Fetch = async (url, init) => {
    const headers = new Headers(init.headers);
    const asked: Asked = {
      method: init.method ?? 'GET', path: new URL(url).pathname,
      token: headers.get('authorization')?.replace('Bearer ', '') ?? null, range: headers.get('range'),
    };
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    this.asked.push(asked);
    this.bodies.push(body);
    const scripted = await this.answer(asked);
    if (scripted !== undefined) return scripted;
    if (asked.path === '/v1/challenge') return Response.json({ challenge: 'a challenge of this minute' });
    if (asked.path === '/v1/token') return this.giveToken(z.object({ signedChallenge: z.string() }).parse(body).signedChallenge);
    if (asked.token !== `this is token number ${this.tokens}`) return failure({ kind: 'unauthenticated', message: 'no such token' });
    if (asked.path === '/v1/push') return this.takePush(pushRequestSchema.parse(body));
    if (asked.path === '/v1/pull') return this.givePage(pullRequestSchema.parse(body));
    if (asked.path.startsWith('/v1/documents/')) return this.giveDocument(asked);
    return failure({ kind: 'notFound', message: asked.path });
  };

  /** Tokens given so far are worth nothing any more. */
  forgetTokens(): void {
    this.tokens += 1;
  }

  private async giveToken(signedChallenge: string): Promise<Response> {
    const { payload } = await compactVerify(signedChallenge, await importJWK({ ...publicHalf(this.signKey) }, 'ES256'));
    if (new TextDecoder().decode(payload) !== 'a challenge of this minute') return failure({ kind: 'forbidden', message: 'no' });
    this.tokens += 1;
    const { signKey } = this;
    return Response.json({
      token: `this is token number ${this.tokens}`, mayPull: true, expiresAtUtc: new Date(Date.parse(NOW) + this.tokenLifetimeMs).toISOString(),
      place: {
        deskId: idOf('desk', 1), deskName: 'Desk', siteId: idOf('desk', 2), siteName: 'Site', centreKey: publicHalf(signKey),
        siteKeys: [], centreTimeUtc: NOW,
      },
    });
  }

  private takePush({ streamId, mutations }: z.output<typeof pushRequestSchema>): Response {
    const stream = this.streams.get(streamId) ?? [];
    this.streams.set(streamId, stream);
    let stop: Outcome | null = null;
    const outcomes = mutations.map(({ id, seq }) => {
      stop ??= stopOf(stream, id, seq);
      if (stop === null && seq === stream.length + 1) stream.push(id);
      return { id, outcome: stop ?? { kind: 'accepted' } };
    });
    return Response.json({ outcomes: outcomes.slice(0, this.outcomesAtMost) });
  }

  private givePage({ cursors, streamIds }: z.output<typeof pullRequestSchema>): Response {
    const streams = Object.fromEntries(streamIds.map((id) => {
      const upTo = this.streams.get(id)?.length ?? 0;
      return [id, { foldedUpTo: upTo, freeUpTo: upTo }];
    }));
    const head = {
      v: 1, protocol: PROTOCOL_VERSION, feedId: idOf('feed', 1), cursors, resets: [], drained: Object.keys(cursors), more: false, rowCount: 0, streams,
      documents: [], centreTimeUtc: NOW,
    };
    return new Response(`${JSON.stringify(head)}\n`);
  }

  private giveDocument({ path, range }: Asked): Response {
    const bytes = this.documents.get(path.slice('/v1/documents/'.length));
    if (bytes === undefined) return failure({ kind: 'notFound', message: path });
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    return new Response(bytes.slice(from), { status: from > 0 ? 206 : 200 });
  }
}

function stopOf(stream: readonly string[], id: string, seq: number): Outcome | null {
  if (seq > stream.length + 1) return { kind: 'gap', resendFrom: stream.length + 1 };
  return seq <= stream.length && stream[seq - 1] !== id ? { kind: 'fork' } : null;
}

export function failure(error: Failure): Response {
  return Response.json({ error }, { status: STATUS_BY_KIND[error.kind] });
}
