export const RELEASE_USAGE = `Releases are signed where they are built, never at a centre.

  npm run release -- keys --out FOLDER [--channel stable] [--add FILE]
      makes release-key.json (private: keep it offline) and release-keys.json (public: for KEYROOM_RELEASE_KEYS at packaging);
      --add puts the public keys of another release-keys.json beside the new one, which takes over from them

  npm run release -- sign --key FILE --version 1.2.3 --out FILE.jws [--channel stable] [--ring all] [--sites ID,ID] [--critical]
      [--not-before UTC] [--valid-days 60] [--oldest-from 1.0.0] [--lowest-index N] ARTIFACT…
      signs what the artifacts are and who may have them`;

/**
 * What is missing, then how it is said.
 * @param {string} what
 */
export function usageError(what) {
  return new Error(`${what}\n\n${RELEASE_USAGE}`);
}
