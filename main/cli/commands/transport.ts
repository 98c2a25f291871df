import { z } from 'zod';
import { type NewTransport, newTransport } from '#shared/rpc/transports.ts';
import { createTransport, makeDefault } from '../../delivery/delivery.ts';
import { type CommandContext, defineCommand } from '../command.ts';

/** A transport made by a command is the one that campaigns use from then on. */
function create({ workspace }: CommandContext, transport: NewTransport): { id: string; kind: NewTransport['kind'] } {
  const { db, changes, clock, secrets } = workspace;
  const { publicId } = createTransport(db, { transport, secrets, now: clock() });
  makeDefault(db, publicId);
  changes.announce('transports');
  return { id: publicId, kind: transport.kind };
}

const print = ({ id, kind }: { id: string; kind: string }) => `The transport ${id} (${kind}) carries campaigns from now on.`;

export const transportSmtp = defineCommand({
  usage: 'transport smtp --host HOST --port PORT [--user USER --pass PASSWORD] [--secure]',
  options: {
    host: { type: 'string' },
    port: { type: 'string' },
    user: { type: 'string' },
    pass: { type: 'string' },
    secure: { type: 'boolean' },
  },
  positionals: [],
  input: z.object({
    host: z.string(),
    port: z.coerce.number().int(),
    user: z.string().default(''),
    pass: z.string().default(''),
    secure: z.boolean().default(false),
  }),
  run: (context, input) =>
    create(
      context,
      newTransport.parse({
        kind: 'smtp',
        name: input.host,
        settings: { host: input.host, port: input.port, security: input.secure ? 'tls' : 'auto', user: input.user },
        password: input.pass,
      }),
    ),
  print,
});

export const transportSes = defineCommand({
  usage: 'transport ses --region REGION --key ACCESS_KEY_ID --secret SECRET_ACCESS_KEY [--endpoint URL]',
  options: { region: { type: 'string' }, key: { type: 'string' }, secret: { type: 'string' }, endpoint: { type: 'string' } },
  positionals: [],
  input: z.object({ region: z.string(), key: z.string(), secret: z.string(), endpoint: z.string().optional() }),
  run: (context, input) =>
    create(
      context,
      newTransport.parse({
        kind: 'ses',
        name: `Amazon SES, ${input.region}`,
        settings: { region: input.region, accessKeyId: input.key, endpoint: input.endpoint ?? null },
        secretAccessKey: input.secret,
      }),
    ),
  print,
});

export const transportInbox = defineCommand({
  usage: 'transport inbox',
  options: {},
  positionals: [],
  input: z.object({}),
  run: (context) => create(context, newTransport.parse({ kind: 'inbox', name: 'Test inbox' })),
  print,
});
