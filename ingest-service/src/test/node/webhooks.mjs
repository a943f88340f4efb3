// Has the edge post to a receiver here, and proves each post with the libraries that receivers use, unmodified.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import OpenAI from 'openai';
import Replicate from 'replicate';
import { Webhook as Standard } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';
import { openReceiver } from './receiver.mjs';

const receiver = await openReceiver();
const { posts } = receiver;

async function call(method, path, body) {
  const response = await fetch(process.env.ATELIER + path, {
    method,
    headers: { 'x-api-key': process.env.ATELIER_KEY, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  assert.ok(response.ok, `${method} ${path} answered ${response.status}`);
  return response.status === 204 ? null : response.json();
}

async function proven(webhook, secrets) {
  const tried = await call('POST', `/v1/webhooks/${webhook.id}/test`);
  assert.equal(tried.state, 'delivered');
  const { headers, body } = posts.at(-1);
  assert.equal(headers['webhook-id'], tried.id);
  for (const secret of secrets) {
    assert.equal(new Standard(secret).verify(body, headers).type, 'webhook.test');
    assert.equal(new Svix(secret).verify(body, headers).type, 'webhook.test');
    const parts = {
      id: headers['webhook-id'],
      timestamp: headers['webhook-timestamp'],
      signature: headers['webhook-signature'],
    };
    assert.equal(await Replicate.validateWebhook({ ...parts, body, secret }), true);
    const openai = new OpenAI({ apiKey: 'unused' });
    assert.equal((await openai.webhooks.unwrap(body, headers, secret)).type, 'webhook.test');
    assert.throws(() => new Standard(secret).verify(body + ' ', headers));
  }
  return { headers, body };
}

const url = receiver.url('/hook');
const webhook = await call('POST', '/v1/webhooks', { url });
try {
  await proven(webhook, [webhook.secret]);

  const rotated = await call('POST', `/v1/webhooks/${webhook.id}/rotate`);
  assert.notEqual(rotated.secret, webhook.secret);
  await proven(webhook, [rotated.secret, webhook.secret]);

  await call('PUT', `/v1/webhooks/${webhook.id}`, { url, signature: 'imggo' });
  const { headers, body } = await proven(webhook, [rotated.secret]);
  const hash = createHmac('sha256', rotated.secret).update(body).digest('hex');
  assert.equal(headers['x-imggo-signature'], `sha256=${hash}`);

  const again = await call('POST', `/v1/webhooks/${webhook.id}/rotate`);
  const last = await proven(webhook, [again.secret, rotated.secret]);
  assert.throws(() => new Standard(webhook.secret).verify(last.body, last.headers));
} finally {
  await call('DELETE', `/v1/webhooks/${webhook.id}`);
  receiver.close();
}
