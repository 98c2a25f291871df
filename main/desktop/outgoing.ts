/** What the desktop is told of what goes out, of all workspaces. */
export type Outgoing = {
  workspaceId: string;
  campaignId: string;
  sendId: string | null;
  name: string;
  state: 'sending' | 'paused' | 'scheduled';
  reason: string;
  done: number;
  recipients: number;
  scheduledAt: number | null;
};

export type Ended = { name: string; accepted: number; refused: number; uncertain: number };

/** The part of the app that life outside of the window needs. */
export type Sending = {
  outgoing: () => Outgoing[];
  onEnded: (listener: (ended: Ended) => void) => void;
  pauseAll: () => void;
  resumeAll: () => void;
  /** Looks for what is due now. */
  wake: () => void;
};

const count = (value: number): string => value.toLocaleString('en-GB');

/** `41 %` of all that is being sent, or null where nothing is. */
export function progressOf(items: readonly Outgoing[]): { done: number; of: number; share: number } | null {
  const going = items.filter(({ state }) => state === 'sending');
  if (going.length === 0) return null;
  const done = going.reduce((sum, item) => sum + item.done, 0);
  const of = going.reduce((sum, item) => sum + item.recipients, 0);
  return { done, of, share: of === 0 ? 1 : done / of };
}

/** `Sending Spring news: 41 %` */
export function statusWords(items: readonly Outgoing[]): string {
  const going = items.filter(({ state }) => state === 'sending');
  const progress = progressOf(items);
  const percent = progress ? `${Math.floor(progress.share * 100)} %` : '';
  if (going.length === 1) return `Sending ${going[0]?.name}: ${percent}`;
  if (going.length > 1) return `Sending ${going.length} campaigns: ${percent}`;
  const paused = items.filter(({ state }) => state === 'paused');
  if (paused.length > 0) return paused.length === 1 ? `${paused[0]?.name} is paused` : `${paused.length} campaigns are paused`;
  const scheduled = items.filter(({ state }) => state === 'scheduled').length;
  if (scheduled > 0) return scheduled === 1 ? '1 campaign is scheduled' : `${scheduled} campaigns are scheduled`;
  return 'Nothing is being sent';
}

/** `9,963 accepted, 12 refused, 2 uncertain` */
export const endedWords = ({ accepted, refused, uncertain }: Ended): string =>
  [`${count(accepted)} accepted`, refused > 0 && `${count(refused)} refused`, uncertain > 0 && `${count(uncertain)} uncertain`]
    .filter(Boolean)
    .join(', ');

/** What is lost for now if the app ends; empty where nothing is. */
export function leftWords(items: readonly Outgoing[]): string {
  const progress = progressOf(items);
  const scheduled = items.filter(({ state }) => state === 'scheduled').length;
  const parts: string[] = [];
  if (progress) {
    const left = progress.of - progress.done;
    const who = left === 1 ? '1 person has' : `${count(left)} people have`;
    parts.push(`${who} not got theirs yet. Sending goes on when you open Letterpress again.`);
  }
  if (scheduled > 0) {
    const what = scheduled === 1 ? '1 campaign is' : `${scheduled} campaigns are`;
    parts.push(`${what} scheduled and can only leave while Letterpress is running.`);
  }
  return parts.join(' ');
}

/** Whether there is something to stay for when the last window is closed. */
export const isBusy = (items: readonly Outgoing[]): boolean =>
  items.some(({ state }) => state === 'sending' || state === 'scheduled');
