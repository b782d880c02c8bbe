import { safeStorage } from 'electron';
import { fileModeVault, type Vault } from './vault';

/** The operating system's key store; where it has none (a Linux without a keyring), the file's mode alone. */
export function systemVault(): Vault {
  const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend?.() : 'system';
  if (!safeStorage.isEncryptionAvailable() || backend === 'basic_text') return fileModeVault;
  return {
    scheme: 'operatingSystem',
    protect: (plain) => safeStorage.encryptString(plain).toString('base64'),
    open: (sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
  };
}
