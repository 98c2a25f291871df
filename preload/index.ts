import { contextBridge, ipcRenderer, webUtils } from 'electron';

// The one bridge. A MessagePort cannot cross it, so the page makes the channel and posts it to its own window,
// and what arrives here is passed on to the main process.
window.addEventListener('message', (event) => {
  if (event.source !== window || event.data !== 'letterpress:connect') return;
  const { port1, port2 } = new MessageChannel();
  ipcRenderer.postMessage('letterpress:port', null, [port2]);
  window.postMessage('letterpress:port', window.location.origin, [port1]);
});

contextBridge.exposeInMainWorld('letterpress', {
  platform: process.platform,
  /** The path of a file that was dropped or chosen; the page itself only ever sees its name. */
  pathForFile: (file: File): string => webUtils.getPathForFile(file),
  /** Orders of the native menu, such as `new-campaign`. Returns what ends the subscription. */
  onCommand: (listener: (command: string) => void): (() => void) => {
    const handle = (_event: unknown, command: string) => listener(command);
    ipcRenderer.on('letterpress:command', handle);
    return () => ipcRenderer.off('letterpress:command', handle);
  },
});
