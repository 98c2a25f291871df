/** `"Hearth Bakery" <hello@hearth.example>` without the quotes. */
export const sender = (from: string): string => from.replace(/^"(.*)" </, '$1 <');

/** The name alone, or the address where there is none. */
export const senderName = (from: string): string =>
  sender(from)
    .replace(/\s*<[^>]*>$/, '')
    .trim() || from;
