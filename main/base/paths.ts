import { homedir, platform } from 'node:os';
import { join } from 'node:path';

/** Where the data lives when nobody says otherwise: the place that the system keeps for programs' data. */
export function defaultDataFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env['LETTERPRESS_DATA']) return env['LETTERPRESS_DATA'];
  if (platform() === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Letterpress');
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Letterpress');
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'letterpress');
}

export const paths = (dataFolder: string) => ({
  data: dataFolder,
  registry: join(dataFolder, 'registry.db'),
  /** Browser mode's stand-in for the system's keychain: readable by its owner only. */
  keyFile: join(dataFolder, 'secrets.key'),
  secrets: join(dataFolder, 'secrets.json'),
  window: join(dataFolder, 'window.json'),
  uploads: join(dataFolder, 'uploads'),
  workspace: (id: string) => join(dataFolder, 'workspaces', id),
  workspaceDb: (id: string) => join(dataFolder, 'workspaces', id, 'letterpress.db'),
});
