/** Under which an endpoint's secret is kept, apart from the database. */
export const secretName = (publicId: string): string => `webhook/${publicId}`;
