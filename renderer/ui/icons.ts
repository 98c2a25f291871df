/** Icons are of one family (Tabler, outline) and two sizes: `<IconPlus {...ICON} />`. */
export const ICON = { size: 17, stroke: 1.6, 'aria-hidden': true } as const;
export const SMALL_ICON = { size: 14, stroke: 1.6, 'aria-hidden': true } as const;
