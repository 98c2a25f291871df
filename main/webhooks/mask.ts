import { z } from 'zod';
import { redacted } from '../base/redacted.ts';

const object = z.record(z.string(), z.unknown());

/** What was said, without addresses and without what was changed of a person: enough to see what it was about. */
export function masked(body: string): string {
  const said = parsed(body);
  const whole = object.safeParse(said);
  if (!whole.success) return JSON.stringify(redacted(said));
  const data = object.safeParse(whole.data['data']);
  const changes = data.success ? object.safeParse(data.data['changes']) : null;
  const shown = data.success && changes?.success ? { ...data.data, changes: Object.keys(changes.data) } : whole.data['data'];
  return JSON.stringify(redacted({ ...whole.data, ...(shown === undefined ? {} : { data: shown }) }));
}

/** What was answered, which may repeat what was said. */
export const maskedText = (text: string): string => String(redacted(text));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
