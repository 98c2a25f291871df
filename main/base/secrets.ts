/**
 * Where passwords and keys are kept: the system's keychain on the desktop, an encrypted file whose key only its
 * owner can read in browser mode. The database holds names of secrets, never secrets.
 */
export type Secrets = {
  get: (name: string) => string | null;
  set: (name: string, value: string) => void;
  remove: (name: string) => void;
};
