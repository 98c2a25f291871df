import { safeStorage } from 'electron';
import { unavailable } from '../base/errors.ts';
import type { Seal } from '../base/file-secrets.ts';

/** Seals secrets with the key that the system keeps for this user: Keychain, DPAPI, or the desktop's secret service. */
export const keychainSeal: Seal = {
  seal: (secret) => {
    demandKeychain();
    return safeStorage.encryptString(secret).toString('base64');
  },
  open: (sealed) => {
    demandKeychain();
    return safeStorage.decryptString(Buffer.from(sealed, 'base64'));
  },
};

/** On Linux without a secret service Electron would fall back to a key that everybody knows. */
function demandKeychain(): void {
  const plain = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  if (!safeStorage.isEncryptionAvailable() || plain) {
    throw unavailable(
      'secrets.no-keychain',
      'This system offers no keychain to keep the password in. Install or unlock one (such as GNOME Keyring), then try again.',
    );
  }
}
