/** The last part of what a file was called, to show; the file itself is named by us. Empty where nothing is left. */
export const shownName = (fileName: string): string =>
  fileName
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/[\p{Cc}"]/gu, '')
    .trim()
    .slice(-120) ?? '';
