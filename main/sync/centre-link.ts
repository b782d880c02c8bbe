import { CompactSign, importJWK } from 'jose';
import type { z } from 'zod';
import { deskPlaceSchema, type DeskPlace } from '../../shared/protocol/enrol';
import { failureSchema, RETRY_BY_KIND, type Failure } from '../../shared/protocol/failure';
import { challengeResponseSchema, tokenResponseSchema } from '../../shared/protocol/token';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../shared/protocol/version';
import { done, failed, type Result } from '../../shared/ipc/desk-failure';
import type { PrivateKey } from '../../shared/seals/sealed-key';
import type { Clock } from '../clock';
import type { Contact } from './capture-clock';
import { fetchPatiently, type Fetch, type Patience } from './patient-fetch';

export type { Fetch };

export type LinkIdentity = Readonly<{ serverUrl: string; deskId: string; signKey: PrivateKey }>;

/** A token is renewed this long before it runs out, so that it does not run out on the way. */
const TOKEN_MARGIN_MS = 60_000;

type Ask = Readonly<{
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Ends the request at once, whatever it waits for. */
  signal?: AbortSignal | undefined;
  /** How long no byte may come of it; see `fetchPatiently`. */
  silenceMs?: number;
}>;

/** What the sync asks of a centre: the link answers over the network, the simulator out of its own. */
export type CentreAnswers = Pick<CentreLink, 'json' | 'text' | 'open' | 'noteCentreTime'>;

/** Speaks to the centre: one request, one typed answer. Retries nothing but a token that ran out. */
export class CentreLink {
  private token: { value: string; untilMs: number } | null = null;
  private latestPlace: DeskPlace | null = null;
  private latestContact: Contact | null = null;

  constructor(
    private readonly identity: LinkIdentity,
    private readonly fetch: Fetch,
    private readonly clock: Clock,
  ) {}

  /** The desk's place as the centre last told it; null before the first token. */
  get place(): DeskPlace | null {
    return this.latestPlace;
  }

  /** When the centre told its time last; null before it has. */
  get contact(): Contact | null {
    return this.latestContact;
  }

  noteCentreTime(centreTimeUtc: string): void {
    this.latestContact = { centreMs: Date.parse(centreTimeUtc), wallMs: this.clock.wallMs(), monotonicMs: this.clock.monotonicMs() };
  }

  /** A request whose answer is JSON of this schema. */
  async json<S extends z.ZodType>(ask: Ask, schema: S): Promise<Result<z.output<S>, Failure>> {
    const response = await this.open(ask);
    if (!response.ok) return response;
    return parseJson(response.value, schema);
  }

  /** A request whose answer is text, taken as it comes. */
  async text(ask: Ask): Promise<Result<string, Failure>> {
    const response = await this.open(ask);
    if (!response.ok) return response;
    try {
      return done(await response.value.text());
    } catch (error) {
      return failed({ kind: 'unreachable', message: String(error) });
    }
  }

  /** A request whose answer the caller reads itself. */
  async open(ask: Ask): Promise<Result<Response, Failure>> {
    const token = await this.freshToken(ask.signal);
    if (!token.ok) return token;
    const first = await this.send(ask, token.value);
    if (first.ok || RETRY_BY_KIND[first.failure.kind] !== 'reauthenticate') return first;
    this.token = null;
    const renewed = await this.freshToken(ask.signal);
    return renewed.ok ? this.send(ask, renewed.value) : renewed;
  }

  private async freshToken(signal?: AbortSignal): Promise<Result<string, Failure>> {
    if (this.token !== null && this.token.untilMs > this.clock.monotonicMs()) return done(this.token.value);
    const { deskId } = this.identity;
    const challenge = await this.bare('/v1/challenge', { deskId }, challengeResponseSchema, signal);
    if (!challenge.ok) return challenge;
    const signedChallenge = await sign(challenge.value.challenge, this.identity.signKey);
    const answer = await this.bare('/v1/token', { deskId, signedChallenge }, tokenResponseSchema, signal);
    if (!answer.ok) return answer;
    this.noteToken(answer.value);
    return done(answer.value.token);
  }

  /** Lifetimes are measured between two times of the centre: the desk's own clock may be wrong. */
  private noteToken({ token, expiresAtUtc, place }: z.output<typeof tokenResponseSchema>): void {
    const centreMs = Date.parse(place.centreTimeUtc);
    const lifetimeMs = Date.parse(expiresAtUtc) - centreMs;
    this.noteCentreTime(place.centreTimeUtc);
    this.latestPlace = place;
    this.token = { value: token, untilMs: this.clock.monotonicMs() + Math.max(0, lifetimeMs - TOKEN_MARGIN_MS) };
  }

  private async bare<S extends z.ZodType>(
    path: string,
    body: unknown,
    schema: S,
    signal: AbortSignal | undefined,
  ): Promise<Result<z.output<S>, Failure>> {
    const response = await this.send({ method: 'POST', path, body, signal }, null);
    return response.ok ? parseJson(response.value, schema) : response;
  }

  private send(ask: Ask, token: string | null): Promise<Result<Response, Failure>> {
    return sendTo({ serverUrl: this.identity.serverUrl, fetch: this.fetch, clock: this.clock }, ask, token);
  }
}

/** How a centre is reached. */
export type Way = Readonly<{ serverUrl: string; fetch: Fetch; clock: Clock }>;

/** Enrols a desk; the one request that needs no identity yet. */
export async function enrolAt(way: Way, body: unknown): Promise<Result<DeskPlace, Failure>> {
  const response = await sendTo(way, { method: 'POST', path: '/v1/enrol', body }, null);
  return response.ok ? parseJson(response.value, deskPlaceSchema) : response;
}

async function sendTo({ serverUrl, fetch, clock }: Way, ask: Ask, token: string | null): Promise<Result<Response, Failure>> {
  const headers: Record<string, string> = { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION), ...ask.headers };
  if (token !== null) headers['authorization'] = `Bearer ${token}`;
  if (ask.body !== undefined) headers['content-type'] = 'application/json';
  const patience: Patience = { clock, signal: ask.signal, ...(ask.silenceMs === undefined ? {} : { silenceMs: ask.silenceMs }) };
  try {
    const body = ask.body === undefined ? {} : { body: JSON.stringify(ask.body) };
    const response = await fetchPatiently(fetch, new URL(ask.path, serverUrl).href, { method: ask.method, headers, ...body }, patience);
    return response.ok ? done(response) : failed(await failureOf(response));
  } catch (error) {
    return failed({ kind: 'unreachable', message: String(error) });
  }
}

async function failureOf(response: Response): Promise<Failure> {
  try {
    const body = failureSchema.safeParse(await response.json());
    if (body.success) return body.data.error;
  } catch (error) {
    if (!(error instanceof SyntaxError)) return { kind: 'unreachable', message: String(error) };
    // Falls through: an answer that is no JSON of ours is somebody else's.
  }
  return { kind: 'notKeyroom', message: `status ${response.status} without a Keyroom body` };
}

async function parseJson<S extends z.ZodType>(response: Response, schema: S): Promise<Result<z.output<S>, Failure>> {
  try {
    const body = schema.safeParse(await response.json());
    return body.success ? done(body.data) : failed({ kind: 'notKeyroom', message: body.error.message });
  } catch (error) {
    return failed({ kind: error instanceof SyntaxError ? 'notKeyroom' : 'unreachable', message: String(error) });
  }
}

async function sign(challenge: string, key: PrivateKey): Promise<string> {
  const signer = new CompactSign(new TextEncoder().encode(challenge)).setProtectedHeader({ alg: 'ES256', kid: key.kid });
  return signer.sign(await importJWK({ ...key }, 'ES256'));
}
