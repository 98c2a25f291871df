type Level = 'debug' | 'info' | 'warn' | 'error';
export type Logger = Record<Level, (message: string, facts?: Record<string, unknown>) => void>;

const RANK: Record<Level, number> = { debug: 0, info: 1, warn: 2, error: 3 };
const SECRET = /pass|secret|token|authorization|cookie|api-?key|private/i;

/** Values under a name that sounds like a secret never reach a log, however deep they sit. */
function redact(value: unknown, name = '', depth = 0): unknown {
  if (SECRET.test(name) && value !== null && value !== undefined) return '[hidden]';
  if (value instanceof Error) return { message: value.message, stack: value.stack };
  if (depth > 4 || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => redact(item, '', depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redact(item, key, depth + 1)]));
}

/** One line of JSON for each message; standard output is left to the commands. */
export function createLogger(options: { write?: (line: string) => void; level?: Level } = {}): Logger {
  const write = options.write ?? ((line: string) => void process.stderr.write(line));
  const least = RANK[options.level ?? 'info'];
  const at =
    (level: Level) =>
    (message: string, facts: Record<string, unknown> = {}) => {
      if (RANK[level] < least) return;
      const kept = redact(facts) as Record<string, unknown>;
      write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...kept })}\n`);
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export const silentLogger: Logger = createLogger({ write: () => undefined });
