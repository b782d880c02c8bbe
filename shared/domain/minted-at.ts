/** When an id of version 7 was minted, in milliseconds since 1970: its first 48 bits (RFC 9562, 5.7). */
export function mintedAtMs(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
