import { parseJson } from '../../shared/protocol/parse-json';
import { manifestSchema, type Manifest } from '../../shared/updates/manifest';
import { manifestMistakes } from '../../shared/updates/manifest-mistakes';

/** Whoever reads them mends the first and looks again. */
const MOST_MISTAKES = 20;

/**
 * What a signed manifest says, without a look at who signed it: the centre has no key, and desks check for themselves. Null where it is no manifest.
 */
export function peekManifest(signed: string): Manifest | null {
  return manifestSchema.safeParse(payloadOf(signed)).data ?? null;
}

/** Which fields keep what was signed from being a manifest; none where nothing was signed that could be one. */
export function mistakesOfSigned(signed: string): string[] {
  const told = payloadOf(signed);
  return typeof told === 'object' && told !== null ? manifestMistakes(told).slice(0, MOST_MISTAKES) : [];
}

function payloadOf(signed: string): unknown {
  return parseJson(Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString('utf8'));
}
