import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { describePreferences, leaveAll } from '../../campaigns/campaigns.ts';
import { recordPreferences } from '../../tracking/tracking.ts';
import { type Locate, missing, tokenOf } from './locate.ts';
import { pageHeaders } from './page.ts';
import { type Deed, preferencesPage } from './preferences-page.ts';

/** A person is in some dozens of lists at most; a body that names more is nobody's. */
const MOST = 500;
const ids = z.array(z.string().max(64)).max(MOST);
const form = z.object({ shown: ids, list: ids, leave: z.string().max(10).nullable() });

/** Where a recipient chooses what they get. Its form is read here and nowhere else. */
export async function preferencePages(server: FastifyInstance, { locate }: { locate: Locate }): Promise<void> {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );
  // Of another type it chooses nothing.
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null, new URLSearchParams()));

  server.get('/p/:token', (request, reply) => {
    const found = locate('preferences', tokenOf(request));
    const facts = found && describePreferences(found.workspace.db, found.messageId);
    return facts ? reply.headers(pageHeaders).send(preferencesPage(facts, 'none')) : missing(reply);
  });

  server.post('/p/:token', (request, reply) => {
    const found = locate('preferences', tokenOf(request));
    const known = found && describePreferences(found.workspace.db, found.messageId);
    if (!found || !known) return missing(reply);
    const { db, changes } = found.workspace;
    const given = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    const read = form.safeParse({ shown: given.getAll('shown'), list: given.getAll('list'), leave: given.get('leave') });
    const deed = read.success ? act(found, read.data) : 'none';
    if (deed === 'saved' || deed === 'left-all') changes.announce('contacts', 'lists', 'suppressions', 'sends');
    const facts = describePreferences(db, found.messageId) ?? known;
    return reply.headers(pageHeaders).send(preferencesPage(facts, deed));
  });
}

function act(
  { workspace: { db, clock }, messageId }: NonNullable<ReturnType<Locate>>,
  { shown, list, leave }: z.output<typeof form>,
): Deed {
  const visit = { messageId, at: clock() };
  if (leave === 'all') return leaveAll(db, visit) ? 'left-all' : 'none';
  if (shown.length === 0) return 'none';
  return recordPreferences(db, { ...visit, shown, wanted: list }) ? 'saved' : 'same';
}
