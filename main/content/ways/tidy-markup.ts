import { withoutTags } from '#shared/content/liquid-tags.ts';

const INLINE = /^<\/?(a|b|strong|em|i|u|s|span|small|sub|sup|code|br|font|img)\b/i;
const ALONE = /^<(!|\?|(area|base|br|col|hr|img|input|link|meta)\b)|\/>$/i;

/** Markup made by a program, laid out for reading: an element a line, what is inside further in. */
export function tidyMarkup(markup: string): string {
  const tags: string[] = [];
  const bare = withoutTags(markup, (tag) => `\ue000${tags.push(tag) - 1}\ue001`);
  const pieces = bare.split(/(<!--[\s\S]*?-->|<style\b[\s\S]*?<\/style>|<(?:"[^"]*"|'[^']*'|[^"'<>])*>)/i);
  const lines: string[] = [];
  let depth = 0;
  let line = '';
  const flush = () => {
    if (line.trim()) lines.push(`${'  '.repeat(Math.min(depth, 24))}${line.trim()}`);
    line = '';
  };
  for (const piece of pieces) {
    if (!piece.startsWith('<') || INLINE.test(piece)) line += piece.replace(/\s*\n\s*/g, ' ');
    else if (piece.startsWith('</')) {
      const isShort = line !== '' && !line.trimStart().startsWith('<');
      if (isShort && opens(lines.at(-1), piece)) {
        const text = line.trim();
        line = '';
        depth -= 1;
        lines.push(`${lines.pop()}${text}${piece}`);
        continue;
      }
      flush();
      depth = Math.max(0, depth - 1);
      line = piece;
      flush();
    } else {
      flush();
      line = piece;
      flush();
      if (!ALONE.test(piece) && !/^<style\b/i.test(piece)) depth += 1;
    }
  }
  flush();
  return `${lines.join('\n')}\n`.replace(/\ue000(\d+)\ue001/g, (_, at: string) => tags[Number(at)] ?? '');
}

/** Whether the line is nothing but the beginning of what ends here, so that both fit on one. */
const opens = (line: string | undefined, end: string): boolean =>
  line !== undefined && new RegExp(`^\\s*<${/^<\/([\w:-]+)/.exec(end)?.[1] ?? ' '}\\b[^<>]*>$`).test(line);
