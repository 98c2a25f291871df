import type { Document } from '#shared/content/document.ts';
import type { Campaign } from '#shared/rpc/campaigns.ts';

/** The part of a campaign that the editor writes. */
export type Draft = { name: string; subject: string; preheader: string; document: Document };

/** What undo goes back through: the draft, and what was selected, so that one sees what came back. */
export type Editing = {
  draft: Draft;
  selected: string | null;
  /** The other ones where several are selected, from where the selection began. */
  also?: readonly string[];
  /** Another window has made this of it. */
  theirs?: true;
};

/**
 * Something a person does to a draft. `perform` gives back the very same object where there is nothing to do,
 * which makes it no step.
 */
export type Action<Args> = {
  perform: (editing: Editing, args: Args) => Editing;
  /** Steps of the same key, soon after each other, are undone as one. */
  runKey?: (args: Args) => string;
  /** What has happened, for who cannot see it. */
  said?: (before: Editing, after: Editing, args: Args) => string;
  /** Why nothing has happened. */
  refused?: (editing: Editing, args: Args) => string;
};

export const draftOf = ({ name, subject, preheader, document }: Campaign): Draft => ({ name, subject, preheader, document });

const keys = ['name', 'subject', 'preheader', 'document'] as const;

/**
 * What has to be written to come from one draft to the other. Values are compared by identity first, since every edit
 * shares what it leaves alone. A campaign always has a name, so an emptied one waits for another.
 */
export function difference(saved: Draft, current: Draft): Partial<Draft> | null {
  const changed = keys.filter(
    (key) => saved[key] !== current[key] && JSON.stringify(saved[key]) !== JSON.stringify(current[key]),
  );
  const entries = changed.filter((key) => key !== 'name' || current.name.trim() !== '').map((key) => [key, current[key]]);
  // Built from the keys above, which an object made of entries does not remember.
  return entries.length > 0 ? (Object.fromEntries(entries) as Partial<Draft>) : null;
}
