import type { Socket } from 'node:net';

/** `lost` where no reply came and none will, with words for the person. */
export type Reply = { is: 'reply'; text: string } | { is: 'lost'; words: string };

/** What a server says on a connection, each reply handed to whoever asked for it, in the order of asking. */
export type Replies = {
  /** The next reply that nobody waits for yet. */
  next: () => Promise<Reply>;
  isOpen: () => boolean;
  /** Ends the connection at once; who still waits is told so. */
  end: (words: string) => void;
};

const LONGEST_REPLY = 64 * 1024;
const LAST_LINE = /^(?!\d{3}-)/;

/** `silenceMs`: how long a server may take to say anything while somebody waits. */
export function readReplies(socket: Socket, { silenceMs }: { silenceMs: number }): Replies {
  const waiting: ((reply: Reply) => void)[] = [];
  let rest = '';
  let lines: string[] = [];
  let open = true;

  const end = (words: string) => {
    if (!open) return;
    open = false;
    socket.destroy();
    for (const tell of waiting.splice(0)) tell({ is: 'lost', words });
  };

  const said = (text: string) => {
    const tell = waiting.shift();
    tell?.({ is: 'reply', text });
    // RFC 5321 §4.2.1: after a 421 the server closes the connection, whatever it answered.
    if (text.startsWith('421') || !tell) end('the server closed the connection.');
  };

  const read = (data: Buffer) => {
    rest += data.toString('latin1');
    for (let at = rest.indexOf('\n'); at >= 0 && open; at = rest.indexOf('\n')) {
      const line = rest.slice(0, at).replace(/\r$/, '');
      rest = rest.slice(at + 1);
      if (line.trim() === '' && lines.length === 0) continue;
      lines.push(line);
      if (!LAST_LINE.test(line)) continue;
      const text = decode(lines.join('\n'));
      lines = [];
      said(text);
    }
    if (rest.length + lines.reduce((sum, line) => sum + line.length, 0) > LONGEST_REPLY)
      end('the answer is longer than any mail server gives.');
  };

  socket.on('data', read);
  socket.on('error', (error: NodeJS.ErrnoException) => end(plainWords(error)));
  socket.on('close', () => {
    // Some servers say why and hang up before the end of the line.
    if (open && /^[45]\d\d[ -]/.test(rest)) said(decode(rest.trim()));
    end('the server closed the connection.');
  });
  socket.setTimeout(silenceMs, () => {
    if (waiting.length > 0) end('no answer came in time.');
  });

  return {
    next: () =>
      new Promise((resolve) => {
        if (open) waiting.push(resolve);
        else resolve({ is: 'lost', words: 'the server closed the connection.' });
      }),
    isOpen: () => open && !socket.destroyed,
    end,
  };
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Replies are ASCII or UTF-8 (RFC 6531 §3.7.4.1); older servers say theirs in Latin-1. */
function decode(latin1: string): string {
  if (!/[\x80-\xff]/.test(latin1)) return latin1;
  try {
    return strictUtf8.decode(Buffer.from(latin1, 'latin1'));
  } catch {
    return latin1;
  }
}

/** What went wrong with a connection, in words for the person. */
export function plainWords(error: { message: string; code?: string | undefined; originalCode?: string | undefined }): string {
  const code = error.originalCode ?? error.code ?? '';
  if (/ENOTFOUND|EAI_AGAIN|EDNS/.test(code)) return 'the name of the server was not found. Is the computer online?';
  if (code === 'ECONNREFUSED' || /ECONNREFUSED/.test(error.message)) return 'nothing answers there. Is the port right?';
  if (code === 'ETIMEDOUT') return 'no answer came in time.';
  if (code === 'ECONNRESET' || code === 'EPIPE' || /closed unexpectedly/.test(error.message))
    return 'the server closed the connection.';
  return error.message;
}
