import { beforeEach, expect, it, vi } from 'vitest';

/** Electron as far as life beside the window touches it; what it records is what the tests look at. */
const electron = vi.hoisted(() => {
  type Item = { label?: string; click?: () => void };
  const state = {
    blockers: new Set<number>(),
    notifications: [] as { title: string; body: string; click?: () => void }[],
    trays: [] as { tip: string; menu: Item[]; destroyed: boolean; click?: () => void }[],
    dialogs: [] as { message: string; detail: string }[],
    answer: 1,
    quits: 0,
    online: true,
    power: new Map<string, () => void>(),
  };
  class Notification {
    static isSupported = () => true;
    record: { title: string; body: string; click?: () => void };
    constructor(options: { title: string; body: string }) {
      this.record = options;
    }
    on(name: string, listener: () => void) {
      if (name === 'click') this.record.click = listener;
    }
    show() {
      state.notifications.push(this.record);
    }
  }
  class Tray {
    record = { tip: '', menu: [] as Item[], destroyed: false, click: undefined as undefined | (() => void) };
    constructor() {
      state.trays.push(this.record as never);
    }
    on(_name: string, listener: () => void) {
      this.record.click = listener;
    }
    setToolTip(tip: string) {
      this.record.tip = tip;
    }
    setContextMenu(menu: Item[]) {
      this.record.menu = menu;
    }
    destroy() {
      this.record.destroyed = true;
    }
  }
  const icon = { resize: () => icon };
  return {
    state,
    module: {
      Notification,
      Tray,
      Menu: { buildFromTemplate: (template: Item[]) => template },
      nativeImage: { createFromDataURL: () => icon },
      app: {
        quit: () => {
          state.quits += 1;
        },
      },
      dialog: {
        showMessageBoxSync: (question: { message: string; detail: string }) => {
          state.dialogs.push(question);
          return state.answer;
        },
      },
      net: { isOnline: () => state.online },
      powerMonitor: { on: (name: string, listener: () => void) => state.power.set(name, listener) },
      powerSaveBlocker: {
        start: () => {
          const id = state.blockers.size + 1;
          state.blockers.add(id);
          return id;
        },
        stop: (id: number) => state.blockers.delete(id),
      },
    },
  };
});
vi.mock('electron', () => electron.module);

const { liveBesideTheWindow } = await import('./life.ts');
const { endedWords, leftWords, statusWords } = await import('./outgoing.ts');
type Outgoing = Parameters<typeof statusWords>[0][number];

const news = (facts: Partial<Outgoing> = {}): Outgoing => ({
  ...{ workspaceId: 'w', campaignId: 'c', sendId: 's', name: 'Spring news', state: 'sending', reason: '' },
  ...{ done: 41, recipients: 100, scheduledAt: null },
  ...facts,
});

let items: Outgoing[];
let done: string[];
let bars: number[];
let window: { setProgressBar: (share: number) => void } | null;
let ended: (facts: { name: string; accepted: number; refused: number; uncertain: number }) => void;
const { state } = electron;

function live() {
  const note = (what: string) => () => void done.push(what);
  return liveBesideTheWindow({
    sending: {
      outgoing: () => items,
      onEnded: (listener) => {
        ended = listener;
      },
      pauseAll: note('pause'),
      resumeAll: note('resume'),
      wake: note('wake'),
    },
    window: () => window as never,
    show: note('show'),
  });
}
const look = () => vi.advanceTimersByTime(60_000);

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(state, { notifications: [], trays: [], dialogs: [], answer: 1, quits: 0, online: true });
  state.blockers.clear();
  state.power.clear();
  [items, done, bars] = [[], [], []];
  window = { setProgressBar: (share) => void bars.push(share) };
  return () => vi.useRealTimers();
});

it('keeps the computer awake while something is being sent, and no longer', () => {
  const life = live();
  expect(state.blockers.size).toBe(0);
  items = [news()];
  look();
  expect([state.blockers.size, bars.at(-1)]).toEqual([1, 0.41]);
  items = [news({ state: 'paused' })];
  look();
  expect([state.blockers.size, bars.at(-1)]).toEqual([0, -1]);
  items = [news()];
  look();
  life.end();
  expect(state.blockers.size).toBe(0);
});

it('shows in the tray how far it is, and offers to open, to pause, to resume and to quit', () => {
  live();
  expect(state.trays).toEqual([]);
  items = [news()];
  look();
  const [tray] = state.trays;
  expect(tray?.tip).toBe('Letterpress: Sending Spring news: 41 %');
  const press = (label: string) => tray?.menu.find((item) => item.label === label)?.click?.();
  press('Open Letterpress');
  press('Pause sending');
  items = [news({ state: 'paused' })];
  look();
  expect(tray?.tip).toBe('Letterpress: Spring news is paused');
  press('Resume sending');
  press('Quit');
  expect([done, state.quits]).toEqual([['show', 'pause', 'resume'], 1]);
  items = [];
  look();
  expect(tray?.destroyed).toBe(true);
});

it.skipIf(process.platform === 'darwin')(
  'stays when the window is closed while something is sent, says so once, and ends when it is through',
  () => {
    const life = live();
    items = [news()];
    look();
    window = null;
    life.windowClosed();
    life.windowClosed();
    expect(state.notifications.map(({ title }) => title)).toEqual(['Letterpress stays open']);
    expect(state.notifications[0]?.body).toContain('41 %');
    look();
    expect(state.quits).toBe(0);
    items = [];
    look();
    expect(state.quits).toBeGreaterThan(0);
  },
);

it.skipIf(process.platform === 'darwin')('stays for what is scheduled, and does not stay for nothing', () => {
  const life = live();
  items = [news({ state: 'scheduled', sendId: null, scheduledAt: 1 })];
  window = null;
  life.windowClosed();
  expect(state.quits).toBe(0);
  items = [];
  life.windowClosed();
  expect(state.quits).toBe(1);
});

it('says what is left before it quits, and quits without a word where nothing is or the system ends', () => {
  const life = live();
  expect(life.mayQuit()).toBe(true);
  items = [news(), news({ state: 'scheduled', sendId: null })];
  expect(life.mayQuit()).toBe(false);
  expect(state.dialogs[0]).toMatchObject({
    message: 'Sending Spring news: 41 %. Quit Letterpress?',
    detail: expect.stringContaining('59 people have not got theirs yet. Sending goes on when you open Letterpress again.'),
  });
  state.answer = 0;
  expect(life.mayQuit()).toBe(true);
  state.power.get('shutdown')?.();
  expect(life.mayQuit()).toBe(true);
  expect(state.dialogs).toHaveLength(2);
});

it('tells how a send ended, and what stopped one that nobody paused', () => {
  live();
  ended({ name: 'Spring news', accepted: 9963, refused: 12, uncertain: 2 });
  items = [news({ state: 'paused', reason: 'The server says: 535 password refused.' })];
  look();
  look();
  items = [news({ state: 'paused' })];
  look();
  expect(state.notifications.map(({ title, body }) => [title, body])).toEqual([
    ['Spring news is sent', 'Spring news: 9,963 accepted, 12 refused, 2 uncertain.'],
    ['Spring news waits for you', 'The server says: 535 password refused.'],
  ]);
  state.notifications[0]?.click?.();
  expect(done).toEqual(['show']);
});

it('looks for what is due when the computer wakes up, and when the network is back', () => {
  live();
  state.power.get('resume')?.();
  expect(done).toEqual(['wake']);
  state.online = false;
  look();
  expect(done).toEqual(['wake']);
  state.online = true;
  look();
  expect(done).toEqual(['wake', 'wake']);
});

it('finds words for one and for many', () => {
  expect(statusWords([])).toBe('Nothing is being sent');
  expect(statusWords([news(), news({ done: 59 })])).toBe('Sending 2 campaigns: 50 %');
  expect(statusWords([news({ done: 0, recipients: 0 })])).toBe('Sending Spring news: 100 %');
  expect(endedWords({ name: '', accepted: 1, refused: 0, uncertain: 0 })).toBe('1 accepted');
  expect(leftWords([news({ done: 99 })])).toContain('1 person has not got theirs yet.');
});
