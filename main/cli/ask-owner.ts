import { z } from 'zod';
import { errorKinds } from '#shared/schema/errors.ts';
import { DomainError, unavailable } from '../base/errors.ts';
import type { Owner } from '../db/db.ts';
import type { Order } from './order.ts';

const refusal = z.object({ code: z.string(), kind: z.enum(errorKinds).default('unavailable'), message: z.string() });

/** Has the process that owns the data run a command; its errors are thrown here as they were there. */
export async function askOwner(owner: Owner, order: Order, workspace?: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${owner.port}/app/command`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${owner.token}` },
    body: JSON.stringify({ order, workspace }),
  }).catch((error: unknown) => {
    throw unavailable('app.unreachable', 'Letterpress is running with this data but does not answer.', error);
  });
  const body: unknown = await response.json();
  if (response.ok) return z.object({ result: z.unknown() }).parse(body).result;
  const { kind, code, message } = refusal.parse(body);
  throw new DomainError(kind, code, message);
}
