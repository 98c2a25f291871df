/** More people than this are told to be many. */
const MANY = 3000;
const ROOM_FOR_MANY = 2_000_000;

/**
 * For how many people room is made, if so many are there or to be expected. Of many it is large at once: memory that nothing
 * was written to is not taken from the system, while growing step by step leaves what it was before behind each time.
 */
export const roomFor = (people: number): number => (people > MANY ? Math.max(ROOM_FOR_MANY, Math.ceil(people * 1.25)) : 4096);
