import { z } from 'zod';
import { presetById } from '#shared/delivery/find-preset.ts';
import { presets } from '#shared/delivery/presets.ts';
import { type NewTransport, newTransport } from '#shared/rpc/transports.ts';
import { invalid } from '../../base/errors.ts';
import {
  checkTransport,
  createTransport,
  listTransports,
  makeDefault,
  noteAccount,
  requireTransport,
} from '../../delivery/delivery.ts';
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

/** What the kinds of accounts have in common. */
const terms = {
  usage:
    '[--name NAME] [--per-second N] [--per-minute N] [--per-hour N] [--per-day N] [--connections N] [--from ADDRESS]… [--bounces ADDRESS]',
  options: {
    name: { type: 'string' },
    'per-second': { type: 'string' },
    'per-minute': { type: 'string' },
    'per-hour': { type: 'string' },
    'per-day': { type: 'string' },
    connections: { type: 'string' },
    from: { type: 'string', multiple: true },
    bounces: { type: 'string' },
  },
  input: {
    name: z.string().optional(),
    'per-second': z.coerce.number().optional(),
    'per-minute': z.coerce.number().optional(),
    'per-hour': z.coerce.number().optional(),
    'per-day': z.coerce.number().optional(),
    connections: z.coerce.number().optional(),
    from: z.array(z.string()).optional(),
    bounces: z.string().optional(),
  },
} as const;
const termsInput = z.object(terms.input);

const termsOf = (given: z.output<typeof termsInput>) => ({
  name: given.name,
  perSecond: given['per-second'],
  perMinute: given['per-minute'],
  perHour: given['per-hour'],
  perDay: given['per-day'],
  connections: given.connections,
  fromAddresses: given.from,
  bounceAddress: given.bounces,
});

/** What was given wins; what was left out has its default. */
const known = <Facts extends object>(facts: Facts): Partial<Facts> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<Facts>;

export const transportSmtp = defineCommand({
  usage: `transport smtp (--host HOST --port PORT | --preset ${presets[0]?.id}|…) [--user USER --pass PASSWORD] [--secure | --security tls|starttls|auto|none] ${terms.usage}`,
  options: {
    host: { type: 'string' },
    port: { type: 'string' },
    preset: { type: 'string' },
    user: { type: 'string' },
    pass: { type: 'string' },
    secure: { type: 'boolean' },
    security: { type: 'string' },
    ...terms.options,
  },
  positionals: [],
  input: z
    .object({
      host: z.string().optional(),
      port: z.coerce.number().int().optional(),
      preset: z.enum(presets.map(({ id }) => id)).optional(),
      user: z.string().default(''),
      pass: z.string().default(''),
      secure: z.boolean().default(false),
      security: z.enum(['tls', 'starttls', 'auto', 'none']).optional(),
      ...terms.input,
    })
    .refine(({ host, port, preset }) => preset !== undefined || (host !== undefined && port !== undefined), {
      message: 'give --host and --port, or --preset',
      path: ['host'],
    }),
  run: (context, input) => {
    const preset = input.preset === undefined ? null : presetById(input.preset);
    const host = input.host ?? preset?.hosts[0];
    const port = input.port ?? preset?.port;
    if (host === undefined || port === undefined) throw invalid('usage', 'Give --host and --port, or --preset.');
    const security = input.security ?? (input.secure ? 'tls' : (preset?.security ?? 'auto'));
    return create(
      context,
      newTransport.parse({
        name: preset?.name ?? host,
        ...preset?.limits,
        ...known(termsOf(input)),
        kind: 'smtp',
        settings: { host, port, security, user: input.user || (preset?.user.value ?? '') },
        password: input.pass,
      }),
    );
  },
  print,
});

export const transportSes = defineCommand({
  usage: `transport ses --region REGION --key ACCESS_KEY_ID --secret SECRET_ACCESS_KEY [--session-token TOKEN] [--configuration-set NAME] [--endpoint URL] ${terms.usage}`,
  options: {
    region: { type: 'string' },
    key: { type: 'string' },
    secret: { type: 'string' },
    'session-token': { type: 'string' },
    'configuration-set': { type: 'string' },
    endpoint: { type: 'string' },
    ...terms.options,
  },
  positionals: [],
  input: z.object({
    region: z.string(),
    key: z.string(),
    secret: z.string(),
    'session-token': z.string().default(''),
    'configuration-set': z.string().default(''),
    endpoint: z.string().optional(),
    ...terms.input,
  }),
  run: (context, input) =>
    create(
      context,
      newTransport.parse({
        name: `Amazon SES, ${input.region}`,
        ...known(termsOf(input)),
        kind: 'ses',
        settings: {
          region: input.region,
          accessKeyId: input.key,
          endpoint: input.endpoint ?? null,
          configurationSet: input['configuration-set'],
        },
        secretAccessKey: input.secret,
        sessionToken: input['session-token'],
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

export const transportList = defineCommand({
  usage: 'transport list',
  options: {},
  positionals: [],
  input: z.object({}),
  run: ({ workspace }) => ({
    transports: listTransports(workspace.db).map(({ publicId: id, kind, name, isDefault }) => ({ id, kind, name, isDefault })),
  }),
  print: ({ transports }) =>
    transports.map(({ id, kind, name, isDefault }) => `${id}  ${kind}  ${name}${isDefault ? ' (the usual)' : ''}`).join('\n'),
});

export const transportCheck = defineCommand({
  usage: 'transport check ID [--sender ADDRESS]',
  options: { sender: { type: 'string' } },
  positionals: ['id'],
  input: z.object({ id: z.string(), sender: z.string().default('') }),
  run: async ({ workspace }, { id, sender }) => {
    const { db, secrets, inbox, clock, changes } = workspace;
    const transport = requireTransport(db, id);
    const { account, ...check } = await checkTransport({ transport, secrets, inboxPort: inbox.port, sender });
    if (account && noteAccount(db, { transportId: transport.id, account, now: clock() })) changes.announce('transports');
    return check;
  },
  print: ({ ok, steps }) =>
    [
      ...steps.map((step) => `${step.ok ? '✓' : '✗'} ${step.text}${step.advice ? `\n  ${step.advice}` : ''}`),
      ok ? 'The account is ready to send.' : 'Nothing can be sent through this account yet.',
    ].join('\n'),
});
