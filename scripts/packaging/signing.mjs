/**
 * How a system's packages are signed: by what the environment names, which electron-builder reads by itself, and by nothing else.
 * @param {'linux' | 'win' | 'mac'} system
 * @returns {{env: Readonly<Record<string, string>>, notes: readonly string[]}}
 */
export function signingOf(system) {
  switch (system) {
    case 'linux':
      return { env: {}, notes: [] };
    case 'win':
      return isSet('WIN_CSC_LINK') || isSet('CSC_LINK') ? { env: {}, notes: [] } : { env: {}, notes: ['not signed: neither WIN_CSC_LINK nor CSC_LINK is set'] };
    case 'mac':
      return signingOnMac();
    default:
      throw new Error(`Unknown system: ${String(system)}`);
  }
}

/** A certificate that happens to lie in somebody's keychain signs nothing. */
function signingOnMac() {
  if (!isSet('CSC_LINK') && !isSet('CSC_NAME')) {
    return { env: { CSC_IDENTITY_AUTO_DISCOVERY: 'false' }, notes: ['not signed: neither CSC_LINK nor CSC_NAME is set'] };
  }
  const isNotarized = isSet('APPLE_API_KEY') || isSet('APPLE_ID') || isSet('APPLE_KEYCHAIN_PROFILE');
  return { env: {}, notes: isNotarized ? [] : ['signed but not notarized: none of APPLE_API_KEY, APPLE_ID and APPLE_KEYCHAIN_PROFILE is set'] };
}

/** @param {string} name */
function isSet(name) {
  return (process.env[name] ?? '') !== '';
}
