import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { operatorSchema, type Operator } from '../../shared/domain/operator';

const memberSchema = z.object({
  operator: operatorSchema,
  /** Argon2id, encoded; what an offline sign-on is checked against. */
  pinHash: z.string(),
  wrongPins: z.int().min(0),
  /** Wall time until which no PIN is tried; 0 when none. */
  lockedUntilMs: z.number(),
});
export type RosterMember = Readonly<z.infer<typeof memberSchema>>;

const fileSchema = z.object({ v: z.literal(1), members: z.array(memberSchema) });

/** Operators who have signed on at this desk: whose queues it follows, and who may sign on without a link. */
export class Roster {
  private constructor(private readonly path: string, private members: readonly RosterMember[]) {}

  /** A roster that cannot be read is an empty one: everybody signs on once more with a link. */
  static async open(profileFolder: string): Promise<Roster> {
    const path = join(profileFolder, 'roster.json');
    const text = await readFile(path, 'utf8').catch(() => null);
    try {
      return new Roster(path, text === null ? [] : fileSchema.parse(JSON.parse(text)).members);
    } catch {
      return new Roster(path, []);
    }
  }

  get operatorIds(): readonly string[] {
    return this.members.map((m) => m.operator.id);
  }

  byLogin(login: string): RosterMember | undefined {
    return this.members.find((m) => m.operator.login === login);
  }

  /** Adds or replaces the member of this operator. */
  async put(member: RosterMember): Promise<void> {
    await this.save([...this.members.filter((m) => m.operator.id !== member.operator.id), member]);
  }

  async remove(operator: Pick<Operator, 'login'>): Promise<void> {
    await this.save(this.members.filter((m) => m.operator.login !== operator.login));
  }

  private async save(members: readonly RosterMember[]): Promise<void> {
    this.members = members;
    await writeFileAtomic(this.path, JSON.stringify({ v: 1, members }), { mode: 0o600 });
  }
}
