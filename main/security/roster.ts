import { join } from 'node:path';
import { z } from 'zod';
import { operatorSchema, type Operator } from '../../shared/domain/operator';
import { KeptFile } from './kept-file';

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
  private constructor(readonly file: KeptFile, private members: readonly RosterMember[]) {}

  /** A roster that cannot be read is an empty one: everybody signs on once more with a link. */
  static async open(profileFolder: string): Promise<Roster> {
    const file = new KeptFile(join(profileFolder, 'roster.json'));
    const text = await file.read();
    try {
      return new Roster(file, text === null ? [] : fileSchema.parse(JSON.parse(text)).members);
    } catch {
      return new Roster(file, []);
    }
  }

  get operatorIds(): readonly string[] {
    return this.members.map((m) => m.operator.id);
  }

  get hasLead(): boolean {
    return this.members.some((m) => m.operator.role !== 'operator');
  }

  byLogin(login: string): RosterMember | undefined {
    return this.members.find((m) => m.operator.login === login);
  }

  /** Adds or replaces the member of this operator; on a full disk in memory alone, so that a sign-on does not fail for it. */
  async put(member: RosterMember): Promise<void> {
    await this.save([...this.members.filter((m) => m.operator.id !== member.operator.id), member]);
  }

  async remove(operator: Pick<Operator, 'login'>): Promise<void> {
    await this.save(this.members.filter((m) => m.operator.login !== operator.login));
  }

  private async save(members: readonly RosterMember[]): Promise<void> {
    this.members = members;
    await this.file.write(JSON.stringify({ v: 1, members }));
  }
}
