import { app, Menu, nativeImage, Tray } from 'electron';
import { isBusy, type Outgoing, type Sending, statusWords } from './outgoing.ts';
import { TRAY_ICON } from './tray-icon.ts';

type TrayLife = { update: (items: readonly Outgoing[]) => void; end: () => void };

/** The icon that stays while something goes out or will, with how far it is and what can be done about it. */
export function createTray({ sending, show }: { sending: Pick<Sending, 'pauseAll' | 'resumeAll'>; show: () => void }): TrayLife {
  let tray: Tray | null = null;
  let shown = '';

  function update(items: readonly Outgoing[]): void {
    const paused = items.some(({ state }) => state === 'paused');
    if (!isBusy(items) && !paused) {
      end();
      return;
    }
    if (!tray) {
      tray = new Tray(nativeImage.createFromDataURL(TRAY_ICON).resize({ width: 16, height: 16 }));
      tray.on('click', show);
    }
    const words = statusWords(items);
    const going = items.some(({ state }) => state === 'sending');
    if (shown === `${words} ${going}`) return;
    shown = `${words} ${going}`;
    tray.setToolTip(`Letterpress: ${words}`);
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words, enabled: false },
        { type: 'separator' },
        { label: 'Open Letterpress', click: show },
        ...(going ? [{ label: 'Pause sending', click: sending.pauseAll }] : []),
        ...(!going && paused ? [{ label: 'Resume sending', click: sending.resumeAll }] : []),
        { type: 'separator' },
        { label: 'Quit', click: () => app.quit() },
      ]),
    );
  }

  function end(): void {
    tray?.destroy();
    tray = null;
    shown = '';
  }

  return { update, end };
}
