import { bridge } from '../connection/bridge.ts';

const mac = bridge ? bridge.platform === 'darwin' : /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '');

/** `mod+K` as this computer writes it: ⌘K or Ctrl K. */
export const shortcutText = (keys: string): string =>
  mac
    ? keys.replace('mod+', '⌘').replace('shift+', '⇧').replace('alt+', '⌥')
    : keys.replace('mod+', 'Ctrl ').replace('shift+', 'Shift ').replace('alt+', 'Alt ');

export function Shortcut({ keys }: { keys: string }) {
  return <span className="faint">{shortcutText(keys)}</span>;
}
