import type SMTPConnection from 'nodemailer/lib/smtp-connection';

const MOST_LINES = 40;
const LONGEST_LINE = 500;

export type Dialogue = {
  /** Forgets what was said before. */
  begin: () => void;
  note: (line: string) => void;
  lines: () => readonly string[];
};

/**
 * What is said on a connection from `begin` on: `C:` and the command, `S:` and the reply. Messages are not in it, and
 * neither are passwords, for it begins after the login.
 */
export function dialogueOf(connection: SMTPConnection): Dialogue {
  let lines: string[] = [];
  const note = (line: string) => {
    if (lines.length < MOST_LINES) lines.push(line.slice(0, LONGEST_LINE));
  };
  const nothing = () => undefined;
  connection.options.transactionLog = true;
  // Set here and not handed in: the library would copy an object for each line that it logs.
  connection.logger = {
    trace: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    fatal: nothing,
    debug: (entry: unknown, text: unknown) => {
      const who = (entry as { tnx?: unknown }).tnx;
      if (who === 'client') note(`C: ${text}`);
      else if (who === 'server') for (const line of String(text).split(/\r?\n/)) note(`S: ${line}`);
    },
  };
  return {
    begin: () => {
      lines = [];
    },
    note,
    lines: () => lines,
  };
}
