// A mail server that is far away: every answer comes after half a round trip there and half back, that is one latency
// after what was asked, and a message is accepted as soon as its end has arrived. In a process of its own.
//
//   node bench/send-slow-sink.mjs MILLISECONDS [--no-pipelining]
import { createServer } from 'node:net';

const latency = Number(process.argv[2]);
const pipelining = !process.argv.includes('--no-pipelining');
const END = Buffer.from('\r\n.\r\n');

const due = [];
/** Timers come up to two milliseconds late: the last of them are waited for awake. */
const EARLY_MS = 2;
let waiting = false;

function leave() {
  waiting = false;
  for (const now = performance.now(); due[0] && due[0].at <= now; ) due.shift().write();
  wait();
}

function wait() {
  if (waiting || !due[0]) return;
  waiting = true;
  const left = due[0].at - performance.now();
  if (left > EARLY_MS) setTimeout(leave, left - EARLY_MS);
  else setImmediate(leave);
}

const server = createServer({ noDelay: true }, (socket) => {
  let inBody = false;
  let tail = Buffer.alloc(0);
  let text = '';
  let answers = '';
  const answer = (words) => {
    answers += `${words}\r\n`;
  };
  // What is asked in one packet is answered in one, a latency later.
  const reply = () => {
    const words = answers;
    answers = '';
    if (words === '') return;
    due.push({ at: performance.now() + latency, write: () => socket.writable && socket.write(words) });
    wait();
  };
  const command = (line) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') answer(`250-slow.example${pipelining ? '\r\n250-PIPELINING' : ''}\r\n250-8BITMIME\r\n250 SIZE 50000000`);
    else if (verb === 'DATA') {
      inBody = true;
      tail = Buffer.alloc(0);
      answer('354 go on');
    } else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else answer('250 2.1.0 Ok');
  };
  socket.on('error', () => socket.destroy());
  const read = (chunk) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (inBody) {
        const seen = Buffer.concat([tail, rest]);
        const at = seen.indexOf(END);
        if (at < 0) {
          tail = Buffer.from(seen.subarray(-4));
          return;
        }
        inBody = false;
        rest = seen.subarray(at + END.length);
        answer('250 2.0.0 Ok');
        continue;
      }
      text += rest.toString('latin1');
      rest = Buffer.alloc(0);
      for (let at = text.indexOf('\r\n'); at >= 0 && !inBody; at = text.indexOf('\r\n')) {
        const line = text.slice(0, at);
        text = text.slice(at + 2);
        command(line);
        if (inBody) {
          rest = Buffer.from(text, 'latin1');
          text = '';
        }
      }
    }
  };
  socket.on('data', (chunk) => {
    read(chunk);
    reply();
  });
  answer('220 slow.example ESMTP');
  reply();
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
