import { z } from 'zod';

/** Protects the desk's private keys at rest. The operating system's key store where there is one, else the file's mode alone. */
export type Vault = Readonly<{
  scheme: 'operatingSystem' | 'fileMode';
  protect: (plain: string) => string;
  /** Throws when the text was protected by another scheme, user or machine. */
  open: (sealed: string) => string;
}>;

export const protectedTextSchema = z.object({ scheme: z.enum(['operatingSystem', 'fileMode']), text: z.string() });

/** For a headless desk and where the system has no key store: readable by whoever can read the profile. */
export const fileModeVault: Vault = { scheme: 'fileMode', protect: (plain) => plain, open: (sealed) => sealed };
