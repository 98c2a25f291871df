import { randomBytes } from 'node:crypto';
import { harmlessTag, splitTags, withoutTags } from '#shared/content/liquid-tags.ts';

/** What is set apart while HTML is cleaned, and how it comes back. */
type Apart = {
  html: string;
  /** Puts the tags of a text back. */
  tags: (text: string) => string;
  /** Puts everything back. */
  restore: (cleaned: string) => string;
  /** The element that stands for each comment. */
  element: string;
};

/**
 * Sets aside what a cleaner of HTML would destroy: Liquid tags, inside which `<` is a comparison, and the comments by
 * which a message tells Outlook apart. Words made by chance stand for them, so that no text can pretend to be one.
 */
export function setApart(html: string, { comments }: { comments: boolean }): Apart {
  const mark = `lp${randomBytes(6).toString('hex')}`;
  const kept: string[] = [];
  const withoutComments = comments
    ? splitComments(html)
        .map((piece) => (piece.isComment ? `<${mark} n="${kept.push(piece.text) - 1}"></${mark}>` : piece.text))
        .join('')
    : html;
  const tags: string[] = [];
  const bare = withoutTags(withoutComments, (tag) => `${mark}t${tags.push(tidyTag(tag)) - 1}t`);
  const putTags = (text: string) => text.replace(new RegExp(`${mark}t(\\d+)t`, 'g'), (_, at: string) => tags[Number(at)] ?? '');
  // An element in an attribute would come out escaped: it only comes back where it is one.
  const putComments = (text: string) =>
    text.replace(new RegExp(`<${mark} n="(\\d+)"></${mark}>`, 'g'), (_, at: string) => kept[Number(at)] ?? '');
  return { html: bare, tags: putTags, restore: (cleaned) => putComments(putTags(cleaned)), element: mark };
}

/** A tag as Liquid reads it, without what an editor made of its signs. */
function tidyTag(tag: string): string {
  const plain = tag
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;|&#34;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/<[^<>]*>/g, '');
  return harmlessTag(plain);
}

const CONDITION = /^<!--\[if [\w\s!&|().]{1,60}\]>/;
/** What shows its content to everyone but Outlook; each is a comment of its own. */
const REVEALED = /^<!--\[if [\w\s!&|().]{1,60}\]><!(-- )?-->$|^<!--<!\[endif\]-->$/;
const END = '<![endif]-->';

/** Comments for Outlook that are harmless to everybody else, and what is between them. */
function splitComments(html: string): { isComment: boolean; text: string }[] {
  const pieces: { isComment: boolean; text: string }[] = [];
  let from = 0;
  let at = html.indexOf('<!--');
  while (at !== -1) {
    const end = endOfComment(html, at);
    if (end === -1) break;
    const comment = html.slice(at, end);
    if (isForOutlook(comment)) {
      pieces.push({ isComment: false, text: html.slice(from, at) }, { isComment: true, text: comment });
      from = end;
    }
    at = html.indexOf('<!--', end);
  }
  pieces.push({ isComment: false, text: html.slice(from) });
  return pieces;
}

function endOfComment(html: string, at: number): number {
  const end = html.indexOf('-->', at + 4);
  return end === -1 ? -1 : end + 3;
}

function isForOutlook(comment: string): boolean {
  if (REVEALED.test(comment)) return true;
  const condition = CONDITION.exec(comment)?.[0];
  return condition !== undefined && comment.endsWith(END) && isInert(comment.slice(condition.length, -END.length));
}

/**
 * Whether nobody but Outlook will see what is in a comment, whatever its merge tags become: nothing in it may end the
 * comment, or the style that it may stand in.
 */
function isInert(inner: string): boolean {
  if (/--|[-!]>|<\/(style|title)|<script/i.test(inner)) return false;
  if (!splitTags(inner).some((piece) => piece.isTag)) return true;
  // Beside a tag a harmless sign could become the end of the comment: `{{ '--' }}>`.
  return !/\}\s*>|\}\s*!\s*>|\{[{%]-|-[}%]\}/.test(inner);
}
