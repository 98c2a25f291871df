import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportOf } from '../../campaigns/campaigns.ts';
import { sql } from '../../db/db.ts';
import { createMarks, evidenceOf, getMessage } from '../../delivery/delivery.ts';
import { memorySecrets } from '../../delivery/testing.ts';
import { setPublicAddress } from '../../tracking/tracking.ts';
import { readSesEvent } from './event.ts';
import { countsOf, saveSource, sourceOf } from './sources.store.ts';
import { takeEvent } from './take-event.ts';
import { bounce, type SesWorld, sesEvent, sesWorld } from './testing.ts';

let world: SesWorld;
let sourceId: number;
const useWorld = async (given?: Parameters<typeof sesWorld>[0]) => {
  world = await sesWorld(given);
  saveSource(world.db, { transportId: world.account.id, topicArn: '', queueUrl: '', region: '', endpoint: '', path: 'p' });
  sourceId = sourceOf(world.db, world.account.id)?.id ?? 0;
};
beforeEach(() => useWorld());
afterEach(() => world.close());

const take = (json: unknown) => {
  const event = readSesEvent(json);
  if (!event) throw new Error('no event');
  return takeEvent(world, { event, sourceId, now: world.clock() });
};
const counts = () => countsOf(world.db, sourceId);
const at = '2026-05-03T12:00:09.000Z';
const delivery = { eventType: 'Delivery', delivery: { timestamp: at, smtpResponse: '250 ok' } };
const open = { eventType: 'Open', open: { timestamp: at, userAgent: 'Mail' } };
const click = (link: string, timestamp = at) => ({ eventType: 'Click', click: { timestamp, link, userAgent: 'Mail' } });

describe('an event about a message of ours', () => {
  it('is evidence, and suppresses only who is not there or complained', () => {
    expect(take(world.event('anna@x.example', { eventType: 'Bounce', bounce: bounce() }))).toBe('noted');
    expect(
      take(
        world.event('ben@x.example', {
          eventType: 'Bounce',
          bounce: bounce({ type: 'Transient', subType: 'MailboxFull', feedbackId: 'b2' }),
        }),
      ),
    ).toBe('noted');
    expect(world.suppressed()).toEqual([{ email: 'anna@x.example', reason: 'bounced' }]);
    expect(evidenceOf(world.db, world.messageTo('ben@x.example'))).toMatchObject([
      { what: 'bounced', permanent: false, reason: 'mailbox', source: 'ses' },
    ]);
    take(
      world.event('ben@x.example', {
        eventType: 'Complaint',
        complaint: { feedbackId: 'c', timestamp: at, complaintFeedbackType: 'abuse' },
      }),
    );
    expect(world.suppressed()).toContainEqual({ email: 'ben@x.example', reason: 'complained' });
    expect(counts()).toMatchObject({ bounced: 2, complained: 1 });
  });

  it('does not suppress for a refusal that is about us or about what was written', () => {
    const refused = bounce({ status: '5.7.1', diagnostic: 'smtp; 554 5.7.1 Client host blocked using a block list' });
    take(world.event('anna@x.example', { eventType: 'Bounce', bounce: refused }));
    take(world.event('ben@x.example', { eventType: 'Reject', reject: { reason: 'Bad content' } }));
    expect(world.suppressed()).toEqual([]);
  });

  it('decides a message whose outcome was unknown', () => {
    const id = world.messageTo('anna@x.example');
    const unknown = () => world.db.run(sql`UPDATE messages SET status = 'uncertain' WHERE id = ${id}`);
    unknown();
    take(world.event('anna@x.example', delivery));
    expect(getMessage(world.db, id)).toMatchObject({ status: 'accepted', reason: 'by evidence' });
    unknown();
    take(world.event('anna@x.example', { eventType: 'Bounce', bounce: bounce() }));
    expect(getMessage(world.db, id)).toMatchObject({ status: 'refused', reason: 'bounced' });
  });

  it('counts once, however often and in whatever order it comes', () => {
    const events = [
      world.event('anna@x.example', delivery),
      world.event('anna@x.example', open),
      world.event('anna@x.example', { eventType: 'Bounce', bounce: bounce() }),
      world.event('anna@x.example', click('https://hearth.example/a')),
    ];
    for (const event of [...events, ...events.toReversed()]) take(event);
    expect(take(events[0])).toBe('known');
    expect(counts()).toMatchObject({ delivered: 1, opened: 1, bounced: 1, clicked: 1, unmatched: 0 });
    expect(evidenceOf(world.db, world.messageTo('anna@x.example'))).toHaveLength(4);
    expect(reportOf(world, world.campaignId)).toMatchObject({ opens: { total: 1 }, clicks: { total: 1 } });
  });

  it('is the same told by event publishing and by the feedback of the identity', () => {
    const header = world.marks.messageIdHeader(
      world.db.get(sql`SELECT id, created_at AS createdAt, email_key AS emailKey FROM messages WHERE email = 'anna@x.example'`) ??
        never(),
      'hello@hearth.example',
    );
    const headers = [{ name: 'Message-ID', value: header }];
    expect(take(sesEvent({ notificationType: 'Bounce', bounce: bounce(), headers }))).toBe('noted');
    expect(take(world.event('anna@x.example', { eventType: 'Bounce', bounce: bounce() }))).toBe('known');
    expect(counts().bounced).toBe(1);
  });

  it('unsubscribes who told Amazon so', () => {
    take(
      world.event('anna@x.example', {
        eventType: 'Subscription',
        subscription: { timestamp: at, newTopicPreferences: { unsubscribeAll: true } },
      }),
    );
    expect(reportOf(world, world.campaignId).unsubscribes).toBe(1);
  });
});

describe('opens and clicks that Amazon saw', () => {
  it('count as ours do, with the link', () => {
    for (const seconds of ['10', '11'])
      take(world.event('anna@x.example', click('https://hearth.example/bread', `2026-05-03T12:00:${seconds}.000Z`)));
    take(world.event('ben@x.example', click('https://hearth.example/bread')));
    take(world.event('ben@x.example', open));
    expect(reportOf(world, world.campaignId)).toMatchObject({
      opens: { total: 1, people: 1 },
      clicks: { total: 3, people: 2 },
      tracked: true,
      links: [{ url: 'https://hearth.example/bread', clicks: 3, people: 2 }],
    });
  });

  it('are not counted again where we count ourselves', async () => {
    await world.close();
    await useWorld({ publicAddress: 'https://mail.hearth.example' });
    take(world.event('anna@x.example', open));
    take(world.event('anna@x.example', click('https://hearth.example/bread')));
    expect(reportOf(world, world.campaignId)).toMatchObject({ opens: { total: 0 }, clicks: { total: 0 } });
    expect(counts()).toMatchObject({ opened: 1, clicked: 1 });
  });

  it('leave the ways out alone', () => {
    setPublicAddress(world.db, 'https://mail.hearth.example');
    take(world.event('anna@x.example', click('https://mail.hearth.example/u/token')));
    expect(reportOf(world, world.campaignId)).toMatchObject({ clicks: { total: 0 }, links: [] });
  });
});

describe('an event about something else', () => {
  it('counts once as unmatched and changes nothing', () => {
    const event = sesEvent({ ...delivery, tag: createMarks(memorySecrets()).mark(world.messageTo('anna@x.example')) });
    expect([take(event), take(event)]).toEqual(['unmatched', 'known']);
    expect(
      take(sesEvent({ notificationType: 'Bounce', bounce: bounce(), headers: [{ name: 'Message-ID', value: '<a@b.example>' }] })),
    ).toBe('unmatched');
    expect(counts()).toMatchObject({ unmatched: 2, delivered: 0, bounced: 0 });
    expect(world.suppressed()).toEqual([]);
  });

  it('is passed over where nothing follows from it', () => {
    expect(take(world.event('anna@x.example', { eventType: 'Send', send: {} }))).toBe('passed');
    expect(evidenceOf(world.db, world.messageTo('anna@x.example'))).toEqual([]);
  });
});

function never(): never {
  throw new Error('there is no such message');
}
