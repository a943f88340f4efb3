// The @fal-ai/client package, unmodified, against /fal/proxy. The studio behind it decides each generation by its prompt.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiError, createFalClient, ValidationError } from '@fal-ai/client';
import { base, failure, impatient, key, model, native, otherKey, PNG } from './studio.mjs';

function counting(options = {}) {
  const counted = { requests: 0 };
  counted.client = createFalClient({
    credentials: key,
    proxyUrl: { url: `${base}/fal/proxy`, when: 'always' },
    fetch: (url, init) => {
      counted.requests++;
      return fetch(url, init);
    },
    ...options,
  });
  return counted;
}

const fal = counting().client;

describe('queue', { concurrency: true }, () => {
  it('makes what is subscribed to', async () => {
    const seen = [];
    const result = await fal.subscribe(model, {
      input: { prompt: 'a red fox, slowly', count: 2, seed: 7 }, pollInterval: 100, logs: true, onQueueUpdate: (update) => seen.push(update),
    });

    const { images, prompt, seed, has_nsfw_concepts } = result.data;
    assert.equal(images.length, 2);
    assert.deepEqual(
      { ...images[0], url: '' },
      { url: '', content_type: 'image/png', file_name: '0.png', file_size: images[0].file_size, width: 1, height: 1 });
    assert.equal((await fetch(images[1].url)).status, 200);
    assert.deepEqual({ prompt, seed, has_nsfw_concepts }, { prompt: 'a red fox, slowly', seed: 7, has_nsfw_concepts: [false, false] });
    assert.equal(seen.at(-1).status, 'COMPLETED');
    assert.ok(seen.at(-1).metrics.inference_time > 0);
    assert.ok(seen.every((update) => Array.isArray(update.logs) && Number.isInteger(update.queue_position)));
    assert.equal(result.requestId, seen[0].request_id);
  });

  it('streams how it stands, to the end', async () => {
    const seen = [];
    const result = await fal.subscribe(model, {
      input: { prompt: 'a fox, very slowly' }, mode: 'streaming', onQueueUpdate: (update) => seen.push(update.status),
    });

    assert.equal(result.data.images.length, 1);
    assert.equal(seen.at(-1), 'COMPLETED');
    assert.ok(seen.length > 1);
  });

  it('is asked step by step', async () => {
    const submitted = await fal.queue.submit(model, { input: { prompt: 'a fox' }, priority: 'low', startTimeout: 90.5 });
    assert.equal(submitted.status, 'IN_QUEUE');
    assert.equal(submitted.queue_position, 0);
    assert.ok(submitted.status_url.endsWith(`/fal/queue.fal.run/${model}/requests/${submitted.request_id}/status`));
    const link = await fetch(submitted.status_url, { headers: { authorization: `Key ${key}` } });
    assert.equal((await link.json()).request_id, submitted.request_id);

    await fal.queue.subscribeToStatus(model, { requestId: submitted.request_id, pollInterval: 50 });
    const result = await fal.queue.result(model, { requestId: submitted.request_id });
    assert.equal(result.requestId, submitted.request_id);
  });

  it('has no result before the end, and stops what is canceled', async () => {
    const { request_id: requestId } = await fal.queue.submit(model, { input: { prompt: 'stay' } });
    const early = await failure(fal.queue.result(model, { requestId }));
    assert.equal(early.status, 400);
    assert.equal(early.message, 'Request is still in progress');

    await fal.queue.cancel(model, { requestId });
    const status = await fal.queue.subscribeToStatus(model, { requestId, pollInterval: 50 });
    assert.equal(status.status, 'COMPLETED');
    const canceled = counting();
    assert.equal((await failure(canceled.client.queue.result(model, { requestId }))).status, 409);
    assert.equal(canceled.requests, 1);
    assert.equal((await failure(fal.queue.cancel(model, { requestId }))).status, 400);
  });

  it('completes what failed, and says so in the result, once', async () => {
    const counted = counting();
    const { request_id: requestId } = await fal.queue.submit(model, { input: { prompt: 'fail unavailable' } });
    await fal.queue.subscribeToStatus(model, { requestId, pollInterval: 50 });
    const error = await failure(counted.client.queue.result(model, { requestId }));

    assert.ok(error instanceof ApiError);
    assert.equal(error.status, 500);
    assert.equal(error.body.error_type, 'unavailable');
    assert.equal(error.message, 'The studio was told to fail.');
    assert.equal(error.requestId, requestId);
    assert.equal(counted.requests, 1);
  });

  it('names the field that is wrong', async () => {
    const error = await failure(fal.queue.submit(model, { input: { prompt: 'a fox', size: 'big' } }));

    assert.ok(error instanceof ValidationError);
    assert.equal(error.getFieldErrors('size').length, 1);
    assert.match(error.message, /size/);
    const refused = await failure(fal.run(model, { input: { prompt: 'fail content_refused' } }));
    assert.ok(refused instanceof ValidationError);
    assert.equal(refused.fieldErrors[0].type, 'content_policy_violation');
  });

  it('is nobody else\'s', async () => {
    const { request_id: requestId } = await fal.queue.submit(model, { input: { prompt: 'a fox' } });
    const stranger = counting({ credentials: otherKey }).client;

    assert.equal((await failure(stranger.queue.status(model, { requestId }))).status, 404);
    assert.equal((await failure(stranger.queue.result(model, { requestId }))).status, 404);
    assert.equal((await failure(stranger.queue.cancel(model, { requestId }))).status, 404);
    assert.equal((await failure(counting({ credentials: 'wrong' }).client.queue.status(model, { requestId }))).status, 401);
    assert.equal((await failure(fal.queue.submit('studio/none', { input: {} }))).status, 404);
  });
});

describe('run', { concurrency: true }, () => {
  it('answers with what came out', async () => {
    const { data, requestId } = await fal.run(model, { input: { prompt: 'a fox, slowly' } });

    assert.equal(data.images.length, 1);
    assert.equal((await native(`/v1/generations/${requestId}`)).status, 'succeeded');
  });

  it('is asked once when it takes too long', async () => {
    const counted = counting({ proxyUrl: { url: `${impatient}/fal/proxy`, when: 'always' } });
    const error = await failure(counted.client.run(model, { input: { prompt: 'a fox that is to stay' } }));

    assert.equal(error.status, 504);
    assert.ok(error.isUserTimeout);
    assert.equal(counted.requests, 1);
    const [id] = error.message.match(/[0-9a-f-]{36}/);
    assert.ok(['queued', 'running'].includes((await native(`/v1/generations/${id}`)).status));
  });

  it('streams what comes out', async () => {
    const stream = await fal.stream(model, { input: { prompt: 'a fox, slowly' } });
    const events = [];
    for await (const event of stream) {
      events.push(event);
    }
    const last = await stream.done();

    assert.equal(events.length, 1);
    assert.equal(last.images.length, 1);
    assert.ok(stream.requestId);
  });

  it('streams nothing that failed', async () => {
    const stream = await fal.stream(model, { input: { prompt: 'fail malformed_reply' } });

    assert.equal((await failure(stream.done())).status, 500);
  });

  it('is reached with fal\'s hosts as folders', async () => {
    const folder = createFalClient({
      credentials: key,
      requestMiddleware: async (request) => ({ ...request, url: request.url.replace('https://', `${base}/fal/`) }),
    });
    const { data } = await folder.subscribe(model, { input: { prompt: 'a fox' }, pollInterval: 50 });

    assert.equal(data.images.length, 1);
  });
});

describe('storage', { concurrency: true }, () => {
  const fox = new File([PNG], 'a fox.png', { type: 'image/png' });

  /** As if it were so large that it has to come in parts; there are ten of them, of a few bytes each. */
  class Large extends File {
    get size() {
      return 91 * 1024 * 1024;
    }

    slice(start, end) {
      const at = (position) => Math.round((position / this.size) * PNG.length);
      return new Blob([PNG.subarray(at(start), at(end))]);
    }
  }

  async function content(url) {
    return Buffer.from(await (await fetch(url)).arrayBuffer());
  }

  it('takes a file, and shows it without a key', async () => {
    const url = await fal.storage.upload(fox);

    assert.ok(url.endsWith('/a_fox.png'));
    assert.deepEqual(await content(url), PNG);
  });

  it('takes a large file in parts', async () => {
    const counted = counting();
    const url = await counted.client.storage.upload(new Large([PNG], 'large.png', { type: 'image/png' }));

    assert.equal(counted.requests, 1 + 10 + 1);
    assert.deepEqual(await content(url), PNG);
  });

  it('takes what an input holds, wherever it is', async () => {
    const input = await fal.storage.transformInput({ prompt: 'a fox', image: [new Blob([PNG], { type: 'image/png' })] });
    assert.deepEqual(await content(input.image[0]), PNG);

    const ran = await fal.run(model, { input });
    const subscribed = await fal.subscribe(model, { input: { prompt: 'a fox', image: fox }, pollInterval: 50 });
    const asked = await Promise.all([ran, subscribed].map(({ requestId }) => native(`/v1/generations/${requestId}`)));
    assert.equal(asked[0].input.image[0], asked[1].input.image);
    assert.match(asked[1].input.image, /[0-9a-f]{64}$/);
  });

  it('takes pictures alone, and only as it keeps them', async () => {
    assert.equal((await failure(fal.storage.upload(new File(['words'], 'fox.png', { type: 'image/png' })))).status, 400);
    assert.equal((await failure(fal.storage.upload(fox, { lifecycle: { expiresIn: '1h' } }))).status, 422);
  });

  it('is nobody else\'s', async () => {
    const stranger = counting({ credentials: otherKey }).client;
    const image = await fal.storage.upload(fox);

    assert.equal((await failure(stranger.run(model, { input: { prompt: 'a fox', image } }))).status, 422);
    assert.equal((await failure(counting({ credentials: 'wrong' }).client.storage.upload(fox))).status, 401);
  });
});

describe('a token', { concurrency: true }, () => {
  /** As in a browser: what goes to fal.run goes there without a key, and the token is had through the proxy of whoever has one. */
  const browser = counting({
    fetch: (url, init) => {
      const direct = String(url).startsWith('https://fal.run/');
      assert.ok(!direct || !new Headers(init.headers).has('authorization'));
      return fetch(direct ? String(url).replace('https://', `${base}/fal/`) : url, init);
    },
  }).client;

  async function token(body, credentials = key) {
    return fetch(`${base}/fal/rest.fal.ai/tokens/`, {
      method: 'POST', headers: { authorization: `Key ${credentials}`, 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
  }

  async function run(target, granted, options = {}) {
    const answer = await fetch(`${base}/fal/${target}?fal_jwt_token=${granted}`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ prompt: 'a fox' }), ...options,
    });
    return answer.status;
  }

  it('streams without a key', async () => {
    const stream = await browser.stream(model, { input: { prompt: 'a fox, slowly' }, connectionMode: 'client' });

    assert.equal((await stream.done()).images.length, 1);
  });

  it('has its models run, and does nothing else', async () => {
    const granted = await (await token({ allowed_apps: [model.split('/')[1]], token_expiration: 60 })).json();
    const { request_id: id } = await fal.queue.submit(model, { input: { prompt: 'stay' } });

    assert.equal(await run(`fal.run/${model}`, granted), 200);
    assert.equal(await run('fal.run/atelier/sketch', granted), 403);
    assert.equal(await run(`queue.fal.run/${model}`, granted), 401);
    assert.equal(await run('rest.fal.ai/tokens/', granted), 401);
    assert.equal(await run(`queue.fal.run/${model}/requests/${id}/cancel`, granted, { method: 'PUT' }), 401);
    assert.equal(await run(`fal.run/${model}`, `${granted}x`), 401);
    assert.equal(await run(`fal.run/${model}`, key), 401);
    await fal.queue.cancel(model, { requestId: id });
  });

  it('is granted for models that there are, and a short time', async () => {
    const refused = [{ allowed_apps: ['none'] }, { allowed_apps: [] }, { allowed_apps: ['all'], token_expiration: 86_400 }];
    const statuses = await Promise.all(refused.map(async (body) => (await token(body)).status));

    assert.deepEqual(statuses, [404, 422, 422]);
    assert.equal((await token({ allowed_apps: ['all'] }, 'wrong')).status, 401);
  });
});

describe('the proxy', { concurrency: true }, () => {
  const headers = { authorization: `Key ${key}` };

  it('asks nobody, and knows fal\'s hosts alone', async () => {
    const without = await fetch(`${base}/fal/proxy`, { headers });
    const elsewhere = await fetch(`${base}/fal/proxy`, { headers: { ...headers, 'x-fal-target-url': 'https://169.254.169.254/latest' } });
    const likely = await fetch(`${base}/fal/proxy`, { headers: { ...headers, 'x-fal-target-url': 'https://queue.fal.run.example.com/a/b' } });

    assert.deepEqual([without.status, elsewhere.status, likely.status], [400, 412, 412]);
    assert.match((await without.json()).message, /x-fal-target-url/);
  });

  it('refuses what it would have to leave out', async () => {
    const error = await failure(fal.queue.submit(model, { input: { prompt: 'a fox' }, storageSettings: { expiresIn: '1h' } }));

    assert.equal(error.status, 422);
  });
});
