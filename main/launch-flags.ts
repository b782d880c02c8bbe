import { parseArgs } from 'node:util';
import { z } from 'zod';

const flagsSchema = z.object({
  server: z.url({ protocol: /^https?$/ }).optional(),
  enrol: z.string().optional(),
  profile: z.string().min(1).optional(),
  'desk-name': z.string().optional(),
  'allow-http': z.boolean().optional(),
  /** Print in one JSON document whether this app and its profile are sound, and end. */
  'self-check': z.boolean().optional(),
  /** Write what an IT person needs to know of this profile, and end. */
  diagnose: z.boolean().optional(),
  /** Where to. */
  out: z.string().min(1).optional(),
});
export type LaunchFlags = Readonly<z.infer<typeof flagsSchema>>;

/** Reads the app's own flags and passes over those of Chromium. Throws a sentence for the user when one is wrong. */
export function launchFlags(argv: readonly string[]): LaunchFlags {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    options: {
      server: { type: 'string' }, enrol: { type: 'string' }, profile: { type: 'string' },
      'desk-name': { type: 'string' }, 'allow-http': { type: 'boolean' },
      'self-check': { type: 'boolean' }, diagnose: { type: 'boolean' }, out: { type: 'string' },
    },
  });
  const flags = flagsSchema.safeParse(values);
  if (!flags.success) {
    const [issue] = flags.error.issues;
    throw new Error(`--${issue?.path.join('.') ?? ''} cannot be used as given: ${issue?.message ?? ''}`);
  }
  refuseOpenHttp(flags.data);
  return flags.data;
}

/** PINs travel to the centre: in the clear only to this machine itself, or where somebody has said so. */
function refuseOpenHttp({ server, 'allow-http': allowHttp }: LaunchFlags): void {
  if (server === undefined || allowHttp === true || isPrivateWay(server)) return;
  throw new Error('--server must begin with https:// unless it is this machine; --allow-http takes it all the same');
}

/** Whether what is said to this address cannot be overheard: TLS, or the machine itself. */
export function isPrivateWay(serverUrl: string): boolean {
  const { protocol, hostname } = new URL(serverUrl);
  return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
