import { join } from 'node:path';
import { z } from 'zod';
import { deskPlaceSchema, type DeskPlace } from '../../shared/protocol/enrol';
import { privateKeySchema, type PrivateKey } from '../../shared/seals/sealed-key';
import { KeptFile } from './kept-file';
import { fileModeVault, protectedTextSchema, type Vault } from './vault';

const keysSchema = z.object({ signKey: privateKeySchema, sealKey: privateKeySchema });

const fileSchema = z.object({ v: z.literal(1), serverUrl: z.string(), place: deskPlaceSchema, keys: protectedTextSchema });

/** What a desk got at enrolment: its place, its keys and whom it speaks to. */
export type Enrolment = Readonly<{ serverUrl: string; place: DeskPlace; signKey: PrivateKey; sealKey: PrivateKey }>;

/** The enrolment's file in the profile. Enrolling again replaces it and never touches the journal. */
export class EnrolmentFile {
  readonly file: KeptFile;

  constructor(profileFolder: string, private readonly vault: Vault) {
    this.file = new KeptFile(join(profileFolder, 'enrolment.json'));
  }

  /** Null when there is none, or when its keys cannot be opened on this machine: the desk must be enrolled again. */
  async read(): Promise<Enrolment | null> {
    const text = await this.file.read();
    if (text === null) return null;
    try {
      const file = fileSchema.parse(JSON.parse(text));
      const vault = file.keys.scheme === this.vault.scheme ? this.vault : fileModeVault;
      if (vault.scheme !== file.keys.scheme) return null;
      const keys = keysSchema.parse(JSON.parse(vault.open(file.keys.text)));
      return { serverUrl: file.serverUrl, place: file.place, ...keys };
    } catch {
      return null;
    }
  }

  /** A full disk does not undo an enrolment: it stands in memory, and is written when there is room. */
  async write({ serverUrl, place, signKey, sealKey }: Enrolment): Promise<void> {
    const text = this.vault.protect(JSON.stringify({ signKey, sealKey }));
    const file = fileSchema.parse({ v: 1, serverUrl, place, keys: { scheme: this.vault.scheme, text } });
    await this.file.write(JSON.stringify(file));
  }
}
