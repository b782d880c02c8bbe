/**
 * The protocol's version, sent by both ends as the header `keyroom-protocol`.
 *
 * History:
 * - 1 (2026-11): enrol, challenge, token, signOn, push, pull, document, news.
 */
export const PROTOCOL_VERSION = 1;

export const PROTOCOL_HEADER = 'keyroom-protocol';
