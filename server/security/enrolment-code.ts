import { createHmac, randomInt } from 'node:crypto';
import { ENROLMENT_ALPHABET } from '../../shared/protocol/enrol';

const CODE_LENGTH = 8;

/** Draws a one-time code that can be read out and typed. */
export function drawEnrolmentCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => ENROLMENT_ALPHABET[randomInt(ENROLMENT_ALPHABET.length)]).join('');
}

/** What the centre stores of a code: without the key nobody can try codes out against it. */
export function enrolmentCodeMac(code: string, codeKey: Uint8Array): string {
  return createHmac('sha256', codeKey).update(code).digest('hex');
}
