import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Amazon SES v2 as tests meet it: the REST calls that Letterpress uses, with the real checks of signatures, limits,
 * confirmed senders and the sandbox. It keeps what it is sent.
 */
export type SesEndpoint = Awaited<ReturnType<typeof sesEndpoint>>;

type Problem = { status: number; type: string; message: string };
type SentBySes = {
  to: string;
  raw: string;
  tags: Record<string, string>;
  configurationSet: string;
  feedbackTo: string;
  id: string;
};
type IdentityAtSes = { verified: boolean; dkim?: string; tokens?: string[]; mailFrom?: string };

export const sesKeys = { accessKeyId: 'AKIATESTKEY', secretAccessKey: 'test/secret+key' };

export async function sesEndpoint() {
  const state = {
    account: {
      SendingEnabled: true,
      ProductionAccessEnabled: true,
      EnforcementStatus: 'HEALTHY',
      SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 12 },
    },
    identities: {} as Record<string, IdentityAtSes>,
    suppressed: [] as { EmailAddress: string; Reason: 'BOUNCE' | 'COMPLAINT'; LastUpdateTime: number }[],
    configurationSets: [] as string[],
    sessionToken: '',
    /** The answers to the next messages, before anything else is looked at. */
    refuse: [] as Problem[],
    sent: [] as SentBySes[],
    asked: [] as string[],
  };

  function answer(request: IncomingMessage, body: string): object | Problem {
    const url = new URL(request.url ?? '', 'http://ses');
    const path = url.pathname.replace('/v2/email/', '');
    state.asked.push(`${request.method} ${path}`);
    const unsigned = signatureTrouble(request, body, state.sessionToken);
    if (unsigned) return unsigned;
    if (request.method === 'POST' && path === 'outbound-emails') return takeMessage(JSON.parse(body));
    if (path === 'account') return state.account;
    // Asked in the body, not in the address as the older documentation has it.
    if (path === 'list-identities')
      return page(JSON.parse(body), Object.keys(state.identities), 'EmailIdentities', (name) => ({ IdentityName: name }));
    if (path.startsWith('identities/')) return identity(decodeURIComponent(path.slice('identities/'.length)));
    if (path === 'suppression/addresses')
      return page(Object.fromEntries(url.searchParams), state.suppressed, 'SuppressedDestinationSummaries', (one) => one);
    return { status: 404, type: 'NotFoundException', message: `Nothing is at ${path}` };
  }

  type Sent = {
    Content: { Raw?: { Data: string } };
    Destination?: { ToAddresses?: string[] };
    EmailTags?: { Name: string; Value: string }[];
    ConfigurationSetName?: string;
    FeedbackForwardingEmailAddress?: string;
  };
  function takeMessage(message: Sent): object | Problem {
    const refused = state.refuse.shift();
    if (refused) return refused;
    if (!state.account.SendingEnabled)
      return { status: 400, type: 'SendingPausedException', message: 'Sending is paused for this account.' };
    const raw = Buffer.from(message.Content.Raw?.Data ?? '', 'base64').toString('utf8');
    const to = message.Destination?.ToAddresses?.[0] ?? '';
    const from = /^From:.*?([^\s<>]+@[^\s<>]+)/im.exec(raw)?.[1] ?? '';
    const unknown = [from, ...(state.account.ProductionAccessEnabled ? [] : [to])].filter((address) => !isVerified(address));
    if (unknown.length > 0) {
      const message = `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${unknown.join(', ')}`;
      return { status: 400, type: 'MessageRejected', message };
    }
    const configurationSet = message.ConfigurationSetName ?? '';
    if (configurationSet && !state.configurationSets.includes(configurationSet))
      return { status: 404, type: 'NotFoundException', message: `Configuration set <${configurationSet}> does not exist.` };
    const id = `0102${String(state.sent.length + 1).padStart(12, '0')}-test`;
    const tags = Object.fromEntries((message.EmailTags ?? []).map(({ Name, Value }) => [Name, Value]));
    state.sent.push({ to, raw, tags, configurationSet, feedbackTo: message.FeedbackForwardingEmailAddress ?? '', id });
    return { MessageId: id };
  }

  const isVerified = (address: string): boolean =>
    [address, address.slice(address.lastIndexOf('@') + 1)].some((name) => state.identities[name]?.verified);

  function identity(name: string): object | Problem {
    const known = state.identities[name];
    if (!known) return { status: 404, type: 'NotFoundException', message: `Email identity <${name}> does not exist.` };
    return {
      IdentityType: name.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN',
      VerifiedForSendingStatus: known.verified,
      DkimAttributes: { Status: known.dkim ?? 'NOT_STARTED', Tokens: known.tokens ?? [], SigningAttributesOrigin: 'AWS_SES' },
      MailFromAttributes: known.mailFrom
        ? { MailFromDomain: known.mailFrom, MailFromDomainStatus: 'SUCCESS', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' }
        : undefined,
    };
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => respond(response, answer(request, Buffer.concat(chunks).toString('utf8'))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

type Window = { NextToken?: string; PageSize?: string | number };
function page<Row>(asked: Window, rows: readonly Row[], name: string, show: (row: Row) => object): object {
  const start = Number(asked.NextToken ?? 0);
  // Smaller than asked for, so that every reader has to turn pages.
  const end = start + Math.min(2, Number(asked.PageSize ?? 100));
  return { [name]: rows.slice(start, end).map(show), ...(end < rows.length ? { NextToken: String(end) } : {}) };
}

function respond(response: ServerResponse, result: object | Problem): void {
  if ('type' in result && 'status' in result) {
    response.writeHead(result.status, { 'x-amzn-errortype': result.type, 'content-type': 'application/json' });
    response.end(JSON.stringify({ message: result.message }));
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(result));
}

/** Signature Version 4, computed anew from what arrived. */
function signatureTrouble(request: IncomingMessage, body: string, sessionToken: string): Problem | null {
  const header = request.headers.authorization ?? '';
  const [, key = '', scope = '', signed = '', given = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]+)$/.exec(header) ?? [];
  if (key !== sesKeys.accessKeyId)
    return {
      status: 403,
      type: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    };
  if (sessionToken !== String(request.headers['x-amz-security-token'] ?? ''))
    return { status: 403, type: 'ExpiredTokenException', message: 'The security token included in the request is expired' };
  const [date = '', region = '', service = ''] = scope.split('/');
  const url = new URL(request.url ?? '', 'http://ses');
  const canonical = [
    request.method,
    url.pathname.split('/').map(encodeURIComponent).join('/'),
    [...url.searchParams.entries()]
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .sort()
      .join('&'),
    ...signed.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`),
    '',
    signed,
    createHash('sha256').update(body).digest('hex'),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, createHash('sha256').update(canonical).digest('hex')];
  const hmac = (secret: string | Buffer, text: string) => createHmac('sha256', secret).update(text).digest();
  const signingKey = hmac(hmac(hmac(hmac(`AWS4${sesKeys.secretAccessKey}`, date), region), service), 'aws4_request');
  if (createHmac('sha256', signingKey).update(toSign.join('\n')).digest('hex') === given) return null;
  const message = 'The request signature we calculated does not match the signature you provided.';
  return { status: 403, type: 'SignatureDoesNotMatch', message };
}
