const ADDRESS = /<?[^\s<>()"',;:]+@[^\s<>()"',;:]+>?/g;
/** Queue ids, times, names of machines: letters and digits mixed, or many digits. Codes such as S3150 are shorter. */
const ID = /(?<![\w/.@-])(?=[\w.+=-]*\d)(?=[\w.+=-]*[A-Za-z])(?!\d\.\d{1,3}\.\d{1,3}\b)[\w.+=-]{8,}|\b\d{7,}\b/g;
const LONGEST = 300;

/** A server's words without what differs from person to person, so that those who heard the same can be counted. */
export const withoutPerson = (reply: string): string =>
  reply.replace(ADDRESS, '…').replace(ID, '…').replace(/\s+/g, ' ').trim().slice(0, LONGEST);
