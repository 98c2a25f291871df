import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithUs } from './app.ts';
import { freePort, untilListening } from './ports.ts';

const DOVECOT = '/usr/sbin/dovecot';

/** Why there can be no Dovecot here; null if there can. It gives its processes users of their own, so it needs root. */
export const noDovecot: string | null = !existsSync(DOVECOT)
  ? 'Dovecot is not installed here (Debian package dovecot-imapd)'
  : process.getuid?.() !== 0
    ? 'Dovecot starts for root only'
    : null;

export type Dovecot = {
  /** Plain, with STARTTLS. */
  port: number;
  tlsPort: number;
  /** The authority that its certificate is trusted by: a file for NODE_EXTRA_CA_CERTS. */
  certificate: string;
  stop: () => Promise<void>;
};

/** A real Dovecot on free ports over the Maildirs of a Postfix. Everybody logs in with the same password. */
export async function startDovecot({
  mail,
  users,
  password,
}: {
  mail: string;
  users: string[];
  password: string;
}): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'letterpress-dovecot-'));
  chmodSync(folder, 0o755);
  const [port, tlsPort] = [await freePort(), await freePort()];
  const certificate = join(folder, 'certificate.pem');
  const key = join(folder, 'key.pem');
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', ...subject, '-keyout', key, '-out', certificate],
    {
      stdio: 'ignore',
    },
  );
  for (const name of ['run', 'state']) mkdirSync(join(folder, name));
  const { uid, gid } = statSync(mail);
  writeFileSync(join(folder, 'passwd'), users.map((user) => `${user}:{PLAIN}${password}\n`).join(''));
  const config = join(folder, 'dovecot.conf');
  writeFileSync(config, configuration({ folder, mail, uid, gid, port, tlsPort, certificate, key }));

  const child = spawn(DOVECOT, ['-F', '-c', config], { stdio: 'ignore' });
  endWithUs(child);
  const log = join(folder, 'log');
  const failed = once(child, 'exit').then(() => {
    throw new Error(`Dovecot did not start: ${existsSync(log) ? readFileSync(log, 'utf8') : 'it wrote no log'}`);
  });
  await Promise.race([failed, Promise.all([port, tlsPort].map(untilListening))]);
  failed.catch(() => undefined);
  return {
    port,
    tlsPort,
    certificate,
    stop: async () => {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

type At = {
  folder: string;
  mail: string;
  uid: number;
  gid: number;
  port: number;
  tlsPort: number;
  certificate: string;
  key: string;
};

const configuration = (at: At): string => `
protocols = imap
listen = 127.0.0.1
base_dir = ${at.folder}/run
state_dir = ${at.folder}/state
instance_name = letterpress-${at.port}
log_path = ${at.folder}/log
disable_plaintext_auth = no
auth_mechanisms = plain login
ssl = yes
ssl_cert = <${at.certificate}
ssl_key = <${at.key}
mail_location = maildir:${at.mail}/%n
mail_uid = ${at.uid}
mail_gid = ${at.gid}
first_valid_uid = ${Math.min(at.uid, 1000)}
last_valid_uid = 0
first_valid_gid = ${Math.min(at.gid, 1000)}
mail_max_userip_connections = 100
auth_failure_delay = 0
passdb {
  driver = passwd-file
  args = username_format=%u ${at.folder}/passwd
}
userdb {
  driver = static
  args = uid=${at.uid} gid=${at.gid} home=${at.mail}/%n
}
namespace inbox {
  inbox = yes
  separator = /
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${at.port}
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = ${at.tlsPort}
    ssl = yes
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
`;
