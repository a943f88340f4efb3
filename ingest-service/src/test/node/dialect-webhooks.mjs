// Posts in the forms of Replicate and fal, proven as their receivers prove them: by Replicate's client, and by fal's recipe.
import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { createFalClient, ValidationError } from '@fal-ai/client';
import Replicate from 'replicate';
import { base, failure, key, model, otherKey } from './studio.mjs';
import { openReceiver } from './receiver.mjs';

const { parseProgressFromLogs, validateWebhook } = Replicate;
const receivers = [];

async function receiving(...statuses) {
  const receiver = await openReceiver(...statuses);
  receivers.push(receiver);
  return receiver;
}

after(() => receivers.forEach((receiver) => receiver.close()));

const json = (post) => JSON.parse(post.body);

describe('replicate', { concurrency: true }, () => {
  const client = (auth) => new Replicate({ auth, baseUrl: `${base}/replicate/v1` });
  const replicate = client(key);

  async function proven(post, auth = key) {
    const { key: secret } = await client(auth).webhooks.default.secret.get();
    return validateWebhook({
      id: post.headers['webhook-id'],
      timestamp: post.headers['webhook-timestamp'],
      signature: post.headers['webhook-signature'],
      body: post.body,
      secret,
    });
  }

  it('is told of the start, on the way and of the end', async () => {
    const receiver = await receiving();
    const created = await replicate.predictions.create({
      model,
      input: { prompt: 'a fox, very slowly' },
      webhook: receiver.url('/hook?mine=1'),
      webhook_events_filter: ['start', 'output', 'logs', 'completed'],
    });
    const posts = await receiver.until((all) => all.some((post) => json(post).completed_at));

    assert.deepEqual(posts.map((post) => post.path), Array(3).fill('/hook?mine=1'));
    assert.deepEqual(posts.map((post) => json(post).status), ['processing', 'processing', 'succeeded']);
    assert.ok(posts.some((post) => parseProgressFromLogs(json(post))?.percentage === 0.5));
    for (const post of posts) {
      assert.equal(json(post).id, created.id);
      assert.equal(await proven(post), true);
      assert.equal(await proven({ ...post, body: post.body.replace('succeeded', 'failed') + ' ' }), false);
      assert.equal(await proven(post, otherKey), false);
    }
    // Links begin with the address of whichever instance posts.
    const { output, urls, ...rest } = json(posts.at(-1));
    const { output: _, urls: known, ...read } = await replicate.predictions.get(created.id);
    assert.deepEqual(rest, read);
    assert.equal(new URL(urls.get).pathname, new URL(known.get).pathname);
    assert.equal((await fetch(output[0])).headers.get('content-type'), 'image/png');
  });

  it('is told of the end alone without a filter, and again until it takes it', async () => {
    const receiver = await receiving(500, 302);
    await replicate.predictions.create({ model, input: { prompt: 'fail provider_failed' }, webhook: receiver.url('/') });
    const posts = await receiver.until((all) => all.length === 3);

    assert.equal(new Set(posts.map((post) => post.headers['webhook-id'])).size, 1);
    assert.equal(json(posts[2]).status, 'failed');
    assert.match(json(posts[2]).error, /told to fail/);
  });

  it('hears at once of what cannot be a webhook', async () => {
    const refused = async (options) => {
      const error = await failure(replicate.predictions.create({ model, input: { prompt: 'a fox' }, ...options }));
      assert.equal(error.response.status, 422);
      return JSON.parse(error.message.slice(error.message.indexOf('{'), error.message.lastIndexOf('}') + 1)).invalid_fields[0].field;
    };

    assert.equal(await refused({ webhook: 'http://169.254.169.254/latest' }), 'webhook');
    assert.equal(await refused({ webhook: 'https://user:word@example.org' }), 'webhook');
    assert.equal(await refused({ webhook: 'https://example.org', webhook_events_filter: ['end'] }), 'webhook_events_filter[0]');
    assert.equal(await refused({ webhook_events_filter: ['start'] }), 'webhook_events_filter');
  });
});

describe('fal', { concurrency: true }, () => {
  const fal = createFalClient({ credentials: key, proxyUrl: { url: `${base}/fal/proxy`, when: 'always' } });

  async function proven({ headers, body }) {
    const { keys } = await (await fetch(`${base}/fal/.well-known/jwks.json`)).json();
    const [id, user, time, signature] = ['request-id', 'user-id', 'timestamp', 'signature'].map((name) => headers[`x-fal-webhook-${name}`]);
    assert.ok(Math.abs(Date.now() / 1000 - Number(time)) < 300);
    const signed = [id, user, time, createHash('sha256').update(body).digest('hex')].join('\n');
    return keys.some((jwk) =>
      verify(null, Buffer.from(signed), createPublicKey({ key: jwk, format: 'jwk' }), Buffer.from(signature, 'hex')));
  }

  it('is posted what came out', async () => {
    const receiver = await receiving(503);
    const { request_id: requestId } = await fal.queue.submit(model, {
      input: { prompt: 'a fox', seed: 7 }, webhookUrl: receiver.url('/fal?mine=a%20b'),
    });
    const posts = await receiver.until((all) => all.length === 2);
    const { payload, ...rest } = json(posts[1]);

    assert.deepEqual(rest, { request_id: requestId, gateway_request_id: requestId, status: 'OK' });
    assert.equal(payload.seed, 7);
    assert.equal((await fetch(payload.images[0].url)).status, 200);
    for (const post of posts) {
      assert.equal(post.path, '/fal?mine=a%20b');
      assert.equal(post.headers['x-fal-webhook-request-id'], requestId);
      assert.equal(await proven(post), true);
      assert.equal(await proven({ ...post, body: post.body + ' ' }), false);
    }
  });

  it('is posted why nothing came out', async () => {
    const receiver = await receiving();
    await fal.queue.submit(model, { input: { prompt: 'fail content_refused' }, webhookUrl: receiver.url('/') });
    const [post] = await receiver.until((all) => all.length === 1);

    assert.equal(json(post).status, 'ERROR');
    assert.equal(json(post).error, 'Invalid status code: 422');
    assert.equal(json(post).payload.detail[0].type, 'content_policy_violation');
    assert.equal(await proven(post), true);
  });

  it('hears at once of what cannot be a webhook', async () => {
    for (const webhookUrl of ['http://127.0.0.1/', 'https://user:word@example.org', 'nonsense']) {
      const error = await failure(fal.queue.submit(model, { input: { prompt: 'a fox' }, webhookUrl }));
      assert.ok(error instanceof ValidationError);
      assert.deepEqual(error.fieldErrors[0].loc, ['query', 'fal_webhook']);
    }
  });
});
