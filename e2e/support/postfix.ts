import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, untilListening } from './ports.ts';

const POSTFIX = '/usr/sbin/postfix';
/** Who owns the mailboxes: nobody, on every Linux. */
const MAIL_USER = 65534;

/** Why there can be no Postfix here; null if there can. Its master starts for root only. */
export const noPostfix: string | null = !existsSync(POSTFIX)
  ? 'Postfix is not installed here (Debian package postfix)'
  : process.getuid?.() !== 0
    ? 'Postfix starts for root only'
    : null;

export type Postfix = {
  port: number;
  /** The folder of the mailboxes, one Maildir for each user. */
  mail: string;
  /** The messages in the mailbox of somebody, as they lie on the disk. */
  mailbox: (user: string) => Buffer[];
  log: () => string;
  stop: () => Promise<void>;
};

/** A real Postfix on a free port, all of it in a folder of its own. It delivers into Maildirs and nowhere else. */
export async function startPostfix({
  domain,
  users,
  failing,
}: {
  domain: string;
  users: string[];
  /**
   * Takes mail for everybody and sends a bounce later, as a server does that hands mail on: what it says by user.
   * `user+anything` is then the user's as well.
   */
  failing?: Record<string, string>;
}): Promise<Postfix> {
  const folder = mkdtempSync(join(tmpdir(), 'letterpress-postfix-'));
  chmodSync(folder, 0o755);
  const [config, queue, state, mail] = ['config', 'queue', 'state', 'mail'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  for (const path of [config, queue, state, mail]) mkdirSync(path);
  chownSync(state, idOf('postfix'), 0);
  chownSync(mail, MAIL_USER, MAIL_USER);
  const log = join(folder, 'log');
  const port = await freePort();
  writeFileSync(join(config, 'mailboxes'), users.map((user) => `${user}@${domain} ${user}/\n`).join(''));
  const main = mainCf({ folder, config, queue, state, mail, log, domain });
  writeFileSync(join(config, 'main.cf'), failing ? main + bouncing(config) : main);
  const failures = Object.entries(failing ?? {}).map(([user, words]) => `${user}@${domain} error:${words}\n`);
  writeFileSync(join(config, 'failing'), failures.join(''));
  writeFileSync(join(config, 'master.cf'), masterCf(port));

  const starting = spawn(POSTFIX, ['-c', config, 'start'], { stdio: 'ignore' });
  const [code] = (await once(starting, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`Postfix did not start: ${existsSync(log) ? readFileSync(log, 'utf8') : 'it wrote no log'}`);
  // The command leaves its master behind, which is in a session of its own.
  const master = Number(readFileSync(join(queue, 'pid', 'master.pid'), 'utf8'));
  const end = () => process.kill(master, 'SIGTERM');
  process.once('exit', end);
  await untilListening(port);
  return {
    port,
    mail,
    mailbox: (user) => {
      const arrived = join(mail, user, 'new');
      return existsSync(arrived) ? readdirSync(arrived).map((name) => readFileSync(join(arrived, name))) : [];
    },
    log: () => readFileSync(log, 'utf8'),
    stop: async () => {
      process.off('exit', end);
      end();
      while (isAlive(master)) await new Promise((resolve) => setTimeout(resolve, 20));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Whether a process is there; one that has ended and that nobody has buried is not. */
function isAlive(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return existsSync(status) && !/^State:\s+[ZX]/m.test(readFileSync(status, 'utf8'));
}

function idOf(user: string): number {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${user}:`));
  return Number(line?.split(':')[2]);
}

const mainCf = (at: Record<'folder' | 'config' | 'queue' | 'state' | 'mail' | 'log' | 'domain', string>): string => `
compatibility_level = 3.6
queue_directory = ${at.queue}
data_directory = ${at.state}
maillog_file = ${at.log}
maillog_file_prefixes = ${at.folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
myhostname = mx.${at.domain}
mydestination =
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = ${at.domain}
virtual_mailbox_base = ${at.mail}
virtual_mailbox_maps = texthash:${at.config}/mailboxes
virtual_uid_maps = static:${MAIL_USER}
virtual_gid_maps = static:${MAIL_USER}
default_transport = error:this server delivers nowhere else
relay_transport = error:this server delivers nowhere else
smtpd_peername_lookup = no
`;

const bouncing = (config: string): string => `recipient_delimiter = +
smtpd_reject_unlisted_recipient = no
transport_maps = texthash:${config}/failing
`;

const masterCf = (port: number): string => `
127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`;
