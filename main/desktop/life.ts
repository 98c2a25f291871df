import { app, type BrowserWindow, dialog, Notification, net, powerMonitor, powerSaveBlocker } from 'electron';
import { endedWords, isBusy, leftWords, progressOf, type Sending, statusWords } from './outgoing.ts';
import { createTray } from './tray.ts';

/** Counting what is left of a very large send takes a while; looking takes no more than this share of the time. */
const SHARE = 0.01;
const LOOK_MS = 2_000;

type Life = {
  /** Call it when the last window was closed: it stays for what is under way, or ends. */
  windowClosed: () => void;
  /** Whether the app may end now; asks where something would be left. */
  mayQuit: () => boolean;
  end: () => void;
};

/**
 * What goes on beside the window: keeps the computer awake while mail leaves, shows how far it is in the tray and the
 * dock, tells how it ended, and takes up work again after sleep or when the network is back.
 */
export function liveBesideTheWindow(options: { sending: Sending; window: () => BrowserWindow | null; show: () => void }): Life {
  const { sending, window, show } = options;
  const tray = createTray({ sending, show });
  let timer: NodeJS.Timeout | undefined;
  let blocker: number | null = null;
  let online = net.isOnline();
  const kept = new Set<Notification>();
  let told = false;
  let systemEnds = false;
  let toldPaused = new Set<string>();

  function look(): void {
    const start = performance.now();
    const items = sending.outgoing();
    const progress = progressOf(items);
    stayAwake(progress !== null);
    window()?.setProgressBar(progress ? Math.max(progress.share, 0.01) : -1);
    tray.update(items);
    tellPauses(items);
    const now = net.isOnline();
    if (now && !online) sending.wake();
    online = now;
    if (!window() && !isBusy(items) && process.platform !== 'darwin') app.quit();
    timer = setTimeout(look, Math.max(LOOK_MS, (performance.now() - start) / SHARE));
  }

  /** Sleep in the middle of a send would cost every open connection its answer. */
  function stayAwake(yes: boolean): void {
    if (yes && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (yes || blocker === null) return;
    powerSaveBlocker.stop(blocker);
    blocker = null;
  }

  /** A person who paused it knows; whatever else did is said once. */
  function tellPauses(items: ReturnType<Sending['outgoing']>): void {
    const paused = items.filter(({ state, reason }) => state === 'paused' && reason !== '');
    for (const { sendId, name, reason } of paused)
      if (sendId !== null && !toldPaused.has(sendId)) notify(`${name} waits for you`, reason);
    toldPaused = new Set(paused.flatMap(({ sendId }) => sendId ?? []));
  }

  function notify(title: string, body: string): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    // One that nobody holds is cleared away, and then a click on it does nothing.
    kept.add(notification);
    notification.on('close', () => kept.delete(notification));
    notification.on('click', show);
    notification.show();
  }

  sending.onEnded((ended) => notify(`${ended.name} is sent`, `${ended.name}: ${endedWords(ended)}.`));
  powerMonitor.on('resume', sending.wake);
  powerMonitor.on('unlock-screen', sending.wake);
  powerMonitor.on('shutdown', () => {
    systemEnds = true;
  });
  look();

  return {
    windowClosed: () => {
      const items = sending.outgoing();
      if (process.platform === 'darwin') return;
      if (!isBusy(items)) return app.quit();
      if (told) return;
      told = true;
      notify('Letterpress stays open', `${statusWords(items)}. You find it in the tray; quit it there.`);
    },
    mayQuit: () => {
      const items = sending.outgoing();
      const left = leftWords(items);
      // The system asks nobody when it shuts down, and what is in the air is drained all the same.
      if (left === '' || systemEnds) return true;
      const answer = dialog.showMessageBoxSync({
        type: 'question',
        message: `${statusWords(items)}. Quit Letterpress?`,
        detail: left,
        buttons: ['Quit', 'Stay open'],
        defaultId: 1,
        cancelId: 1,
      });
      return answer === 0;
    },
    end: () => {
      clearTimeout(timer);
      stayAwake(false);
      tray.end();
    },
  };
}
