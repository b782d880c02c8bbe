import { CompactSign, importJWK } from 'jose';
import type { z } from 'zod';
import { deskPlaceSchema, type DeskPlace } from '../../shared/protocol/enrol';
import { failureSchema, RETRY_BY_KIND, type Failure } from '../../shared/protocol/failure';
import { FLOOR_SCOPE } from '../../shared/protocol/pull';
import { challengeResponseSchema, tokenResponseSchema } from '../../shared/protocol/token';
import { done, failed, type Result } from '../../shared/ipc/desk-failure';
import type { PrivateKey } from '../../shared/seals/sealed-key';
import type { Clock } from '../clock';
import type { Contact } from './capture-clock';
import { fetchPatiently, type Fetch, type Patience } from './patient-fetch';
import { SpokenVersion } from './spoken-version';

export type { Fetch };

export type LinkIdentity = Readonly<{ serverUrl: string; deskId: string; signKey: PrivateKey }>;

/** A token is renewed this long before it runs out, so that it does not run out on the way. */
const TOKEN_MARGIN_MS = 60_000;

/** The first two versions call themselves 1: which of them it is, is asked for again after so long. */
const TELL_APART_MS = 60 * 60_000;

type Ask = Readonly<{
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
  /** What the body was made for; a centre of another version is not sent it, and the answer is `versionUnknown`. */
  version?: number;
  headers?: Record<string, string>;
  /** Ends the request at once, whatever it waits for. */
  signal?: AbortSignal | undefined;
  /** How long no byte may come of it; see `fetchPatiently`. */
  silenceMs?: number;
}>;

/** What the sync asks of a centre: the link answers over the network, the simulator out of its own. */
export type CentreAnswers = Pick<CentreLink, 'json' | 'text' | 'open' | 'noteCentreTime' | 'version' | 'spokenVersion' | 'learnVersion'>;

/** Speaks to the centre: one request, one typed answer. Retries nothing but a token that ran out and a version that the centre does not take. */
export class CentreLink {
  private token: { value: string; untilMs: number } | null = null;
  private latestPlace: DeskPlace | null = null;
  private latestContact: Contact | null = null;
  /** Whether a centre that calls itself 1 knows the floor, as asked at `atMs`. */
  private apart: Readonly<{ knowsFloor: boolean; atMs: number }> | null = null;

  constructor(
    private readonly identity: LinkIdentity,
    private readonly fetch: Fetch,
    private readonly clock: Clock,
    private readonly spoken: SpokenVersion = new SpokenVersion(),
  ) {}

  /** What requests say that they are in: what a pull answers in. */
  get spokenVersion(): number {
    return this.spoken.value;
  }

  /** What the centre knows, as far as it has shown: mutations and scopes of a later version are not for it. */
  get version(): number {
    if (this.spoken.value > 1) return this.spoken.value;
    return this.apart?.knowsFloor === true ? 2 : 1;
  }

  /** Finds out what the centre knows, where that is not known by now, or was asked of an old one long ago. */
  async learnVersion(signal?: AbortSignal): Promise<Result<number, Failure>> {
    const token = await this.freshToken(signal);
    if (!token.ok) return token;
    if (this.spoken.value > 1) this.apart = null;
    else if (this.apart === null || this.clock.monotonicMs() - this.apart.atMs > TELL_APART_MS) return this.tellApart(signal);
    return done(this.version);
  }

  /** Version 1 does not know the floor and calls it a bad request. */
  private async tellApart(signal?: AbortSignal): Promise<Result<number, Failure>> {
    const body = { feedId: null, cursors: { [FLOOR_SCOPE]: 0 }, streamIds: [], limit: 1 };
    const answer = await this.text({ method: 'POST', path: '/v1/pull', body, signal });
    if (!answer.ok && RETRY_BY_KIND[answer.failure.kind] === 'backoff') return answer;
    // Whoever may not pull cannot be told, and pushes what any centre takes.
    if (answer.ok || answer.failure.kind === 'badRequest') this.apart = { knowsFloor: answer.ok, atMs: this.clock.monotonicMs() };
    return done(this.version);
  }

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
    if (ask.version !== undefined && ask.version !== this.version) return failed(otherVersion(this.version));
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
    return speak({ serverUrl: this.identity.serverUrl, fetch: this.fetch, clock: this.clock }, this.spoken, ask, token);
  }
}

/** How a centre is reached. */
export type Way = Readonly<{ serverUrl: string; fetch: Fetch; clock: Clock }>;

/** Enrols a desk; the one request that needs no identity yet. */
export async function enrolAt(way: Way, body: unknown): Promise<Result<DeskPlace, Failure>> {
  const response = await speak(way, new SpokenVersion(), { method: 'POST', path: '/v1/enrol', body }, null);
  return response.ok ? parseJson(response.value, deskPlaceSchema) : response;
}

/** Sends a request, and once more in the centre's version where it does not take this one; never what was made for this one. */
async function speak(way: Way, spoken: SpokenVersion, ask: Ask, token: string | null): Promise<Result<Response, Failure>> {
  const before = spoken.value;
  const first = await sendTo(way, spoken, ask, token);
  const isOther = !first.ok && first.failure.kind === 'versionUnknown' && spoken.value !== before;
  return isOther && ask.version === undefined ? sendTo(way, spoken, ask, token) : first;
}

function otherVersion(version: number): Failure {
  return { kind: 'versionUnknown', message: `the centre speaks version ${version} by now` };
}

async function sendTo({ serverUrl, fetch, clock }: Way, spoken: SpokenVersion, ask: Ask, token: string | null): Promise<Result<Response, Failure>> {
  const headers: Record<string, string> = { ...spoken.header, ...ask.headers };
  if (token !== null) headers['authorization'] = `Bearer ${token}`;
  if (ask.body !== undefined) headers['content-type'] = 'application/json';
  const patience: Patience = { clock, signal: ask.signal, ...(ask.silenceMs === undefined ? {} : { silenceMs: ask.silenceMs }) };
  try {
    const body = ask.body === undefined ? {} : { body: JSON.stringify(ask.body) };
    const response = await fetchPatiently(fetch, new URL(ask.path, serverUrl).href, { method: ask.method, headers, ...body }, patience);
    spoken.note(response.headers);
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
