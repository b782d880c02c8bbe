/**
 * `GET /v1/documents/:hash` with a desk's token: the sealed bytes of one page, by the SHA-256 of the ciphertext.
 *
 * Takes `Range: bytes=N-` and answers 206, so that a broken transfer goes on where it stopped. Only documents of the
 * desk's own site are served; others are `notFound`.
 */
export const DOCUMENT_MEDIA_TYPE = 'application/octet-stream';

/** A page may be at most this large, sealed. */
export const DOCUMENT_MAX_BYTES = 64 * 1024 * 1024;
