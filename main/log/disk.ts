/** One folder of a log, as narrow as the log needs it, so that tests can bring a disk that forgets and fails. */
export interface Disk {
  /** Names of the files in the folder, in any order. */
  list(): Promise<readonly string[]>;
  /** The whole file. */
  read(name: string): Promise<Buffer>;
  /** A part of the file; shorter when the file is. */
  readPart(name: string, offset: number, length: number): Promise<Buffer>;
  /** Creates a file that must not exist yet and makes its name durable. */
  create(name: string): Promise<DiskFile>;
  /** Deletes a file for good. */
  remove(name: string): Promise<void>;
}

export interface DiskFile {
  /** Appends all bytes, or fails having written any part of them. */
  append(bytes: Buffer): Promise<void>;
  /** Returns only when every byte appended before is durable. After a failure nothing about them is known. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Why a disk would not take a record. */
export type DiskFailureKind = 'diskFull' | 'diskFailing';

/** What an append fails with: nothing of the batch counts as saved. */
export class DiskFailure extends Error {
  readonly kind: DiskFailureKind;

  constructor(cause: unknown) {
    super(`the disk did not take the record: ${String(cause)}`, { cause });
    this.kind = isFull(cause) ? 'diskFull' : 'diskFailing';
  }
}

function isFull(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
