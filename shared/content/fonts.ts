/** Only fonts that systems bring along: a font from the web would tell somebody's server who reads. */
export const fonts = {
  sans: { label: 'Sans serif', stack: "-apple-system, 'Segoe UI', Helvetica, Arial, sans-serif" },
  helvetica: { label: 'Helvetica', stack: "'Helvetica Neue', Helvetica, Arial, sans-serif" },
  verdana: { label: 'Verdana', stack: 'Verdana, Geneva, sans-serif' },
  trebuchet: { label: 'Trebuchet', stack: "'Trebuchet MS', 'Lucida Grande', Tahoma, sans-serif" },
  serif: { label: 'Georgia', stack: "Georgia, 'Times New Roman', serif" },
  palatino: { label: 'Palatino', stack: "'Palatino Linotype', Palatino, 'Book Antiqua', Georgia, serif" },
  times: { label: 'Times', stack: "'Times New Roman', Times, serif" },
  mono: { label: 'Typewriter', stack: "Menlo, Consolas, 'Courier New', monospace" },
} as const;

export type FontName = keyof typeof fonts;
// The keys of our own dictionary, which Object.keys gives back as plain strings.
export const fontNames = Object.keys(fonts) as [FontName, ...FontName[]];
