const NONCE_BYTES = 12;
const ALGORITHM = 'AES-GCM';

/** The part of WebCrypto that sources are sealed with: `crypto.subtle` in the page, `webcrypto.subtle` at the centre. */
export type SubtleCiphers = Pick<SubtleCrypto, 'importKey' | 'encrypt' | 'decrypt'>;

/** Seals one page of a source under its batch's key: AES-256-GCM, a fresh 12-byte nonce before the ciphertext. */
export async function sealSource(
  subtle: SubtleCiphers,
  plain: Uint8Array<ArrayBuffer>,
  sourceKey: Uint8Array<ArrayBuffer>,
  nonce: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  if (nonce.length !== NONCE_BYTES) throw new Error(`a nonce has ${NONCE_BYTES} bytes`);
  const key = await subtle.importKey('raw', sourceKey, ALGORITHM, false, ['encrypt']);
  const sealed = new Uint8Array(await subtle.encrypt({ name: ALGORITHM, iv: nonce }, key, plain));
  const out = new Uint8Array(NONCE_BYTES + sealed.length);
  out.set(nonce);
  out.set(sealed, NONCE_BYTES);
  return out;
}

/** Opens a sealed page. Rejects when it is damaged or sealed under another key. */
export async function openSource(
  subtle: SubtleCiphers,
  sealed: Uint8Array<ArrayBuffer>,
  sourceKey: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await subtle.importKey('raw', sourceKey, ALGORITHM, false, ['decrypt']);
  const iv = sealed.subarray(0, NONCE_BYTES);
  return new Uint8Array(await subtle.decrypt({ name: ALGORITHM, iv }, key, sealed.subarray(NONCE_BYTES)));
}
