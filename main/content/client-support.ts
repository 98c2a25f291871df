import type { MailClient } from '#shared/content/clients.ts';

type Feature = { label: string; clients: MailClient[]; find: RegExp };

const style = (property: string, value = '[^;"}]+'): RegExp => new RegExp(`(?:^|[;{"'\\s])${property}\\s*:\\s*${value}`, 'i');

/**
 * What mail programs are known not to show: few things, each of which people use and are disappointed by. What a program
 * merely draws a little differently is not in it.
 */
const features: readonly Feature[] = [
  { label: 'Boxes side by side by “flex”', clients: ['outlook-windows', 'yahoo'], find: style('display', '(?:inline-)?flex') },
  { label: 'A layout by “grid”', clients: ['outlook-windows', 'gmail', 'yahoo'], find: style('display', '(?:inline-)?grid') },
  {
    label: 'Something placed by “position”',
    clients: ['gmail', 'outlook-windows', 'outlook-web', 'yahoo'],
    find: style('position', '(?:absolute|fixed|sticky)'),
  },
  {
    label: 'A typeface from the web',
    clients: ['gmail', 'outlook-windows', 'outlook-web', 'yahoo'],
    find: /@font-face|@import/i,
  },
  {
    label: 'Movement',
    clients: ['gmail', 'outlook-windows', 'yahoo'],
    find: /@keyframes|(?:^|[;{"'\s])animation(?:-name)?\s*:/i,
  },
  { label: 'Something turned or moved by “transform”', clients: ['outlook-windows', 'gmail', 'yahoo'], find: style('transform') },
  { label: 'A picture cut to fit by “object-fit”', clients: ['outlook-windows', 'yahoo'], find: style('object-fit') },
  {
    label: 'Sizes that are reckoned with “var”',
    clients: ['gmail', 'outlook-windows', 'outlook-web', 'yahoo'],
    find: /:\s*[^;"}]*\bvar\(/i,
  },
  {
    label: 'Something pulled outwards by a negative margin',
    clients: ['outlook-windows', 'outlook-web'],
    find: style('margin[a-z-]*', '[^;"}]*(?:^|\\s|:)-\\d'),
  },
  { label: 'A picture behind words', clients: ['outlook-windows'], find: style('background(?:-image)?', '[^;"}]*url\\(') },
  {
    label: 'An SVG picture',
    clients: ['gmail', 'outlook-windows', 'outlook-web', 'yahoo'],
    find: /<img\b[^>]*\ssrc="[^"]*\.svg[?#"]/i,
  },
  { label: 'A WebP picture', clients: ['outlook-windows'], find: /<img\b[^>]*\ssrc="[^"]*\.webp[?#"]/i },
];

/** What of a piece of HTML or CSS some of the programs do not show. */
export const unsupportedIn = (source: string): { label: string; clients: MailClient[] }[] =>
  features.filter(({ find }) => find.test(source)).map(({ label, clients }) => ({ label, clients }));
