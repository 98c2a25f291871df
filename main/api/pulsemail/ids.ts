import { notFound } from '../../base/errors.ts';

/** Ids on the wire have a prefix before ours. */
export type Kind =
  | 'usr'
  | 'ws'
  | 'lst'
  | 'sub'
  | 'tpl'
  | 'cmp'
  | 'snd'
  | 'seg'
  | 'blk'
  | 'whk'
  | 'whd'
  | 'evt'
  | 'job'
  | 'aud'
  | 'key'
  | 'dom';

const WORDS: Partial<Record<Kind, string>> = {
  lst: 'list',
  sub: 'subscriber',
  tpl: 'template',
  cmp: 'campaign',
  snd: 'send',
  seg: 'segment',
  blk: 'block',
  whk: 'webhook',
  evt: 'event',
  job: 'job',
};

export const toId = (kind: Kind, id: string | number): string => `${kind}_${id}`;

/** Our id in one of the wire's; one of another kind is the id of nothing. */
export function fromId(kind: Kind, wire: string): string {
  if (!wire.startsWith(`${kind}_`) || !/^[A-Za-z0-9_-]{1,64}$/.test(wire)) throw unknown(kind);
  return wire.slice(kind.length + 1);
}

export const unknown = (kind: Kind) =>
  notFound(`pulsemail.${kind}`, `There is no such ${WORDS[kind] ?? 'resource'} in this workspace.`);
