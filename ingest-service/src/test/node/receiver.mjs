// A server that webhooks are posted to: it keeps them, and answers as it is told, 204 where it is told nothing.
import { once } from 'node:events';
import { createServer } from 'node:http';

export async function openReceiver(...statuses) {
  const posts = [];
  const waiting = new Set();
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    posts.push({ path: request.url, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
    response.writeHead(statuses.shift() ?? 204).end();
    waiting.forEach((look) => look());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    posts,
    url: (path) => `http://localhost:${server.address().port}${path}`,
    /** Waits until what was posted is as `wanted` wants it. */
    until: (wanted) => new Promise((resolve) => {
      const look = () => wanted(posts) && resolve(posts);
      waiting.add(look);
      look();
    }),
    close: () => server.close(),
  };
}
