/** A key as it was just made: the one time that it is shown. */
export type MadeKey = { id: string; key: string };
