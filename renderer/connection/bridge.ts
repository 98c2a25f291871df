/** What the preload offers the page on the desktop; in a browser there is none. */
export type Bridge = {
  platform: string;
  /** The path of a dropped or chosen file; the page itself only ever sees its name. */
  pathForFile: (file: File) => string;
  /** Orders of the native menu, such as `new-campaign`. Returns what ends the subscription. */
  onCommand: (listener: (command: string) => void) => () => void;
};

declare global {
  interface Window {
    letterpress?: Bridge;
  }
}

export const bridge: Bridge | undefined = globalThis.window?.letterpress;
