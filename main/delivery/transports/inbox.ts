import type { Opened } from '../loop/line.ts';
import { openSmtpLine } from './smtp.ts';

/** The test inbox is reached as any server is, so that what is seen there is what would have left. */
export async function openInboxLine(port: number | null): Promise<Opened> {
  if (port === null) return { line: null, why: 'unreachable', words: 'The test inbox is not running.' };
  return await openSmtpLine({ host: '127.0.0.1', port, security: 'auto', user: '' }, null);
}
