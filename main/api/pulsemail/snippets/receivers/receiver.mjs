// A receiver of webhooks with nothing but Node: prints its port, then of each delivery whether its signature is good.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const expected = createHmac('sha256', process.env.WEBHOOK_SECRET).update(body).digest('hex');
  const given = String(request.headers['x-pulsemail-signature']);
  const good = given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
  process.stdout.write(`${JSON.stringify({ good, type: JSON.parse(body).type })}\n`);
  response.writeHead(204).end();
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
