// The replicate package, unmodified: files that it brings by itself, and streams. The studio decides each generation by its prompt.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { counting } from './replicating.mjs';
import { base, failure, key, model, native, otherKey, PNG } from './studio.mjs';

const SHA256 = createHash('sha256').update(PNG).digest('hex');
const FOX = new File([PNG], 'fox.png', { type: 'image/png' });
const headers = { authorization: `Bearer ${key}` };

const replicate = counting().client;
const stranger = counting({ auth: otherKey }).client;

async function status(promise) {
  const error = await failure(promise);
  assert.ok(error.response, String(error));
  return error.response.status;
}

describe('files', { concurrency: true }, () => {
  it('are brought, read, listed and forgotten', async () => {
    const made = await replicate.files.create(FOX, { animal: 'fox' });
    assert.deepEqual(
      { ...made, id: '', created_at: '', expires_at: '', urls: {} },
      {
        id: '', name: 'fox.png', content_type: 'image/png', size: PNG.length, checksums: { sha256: SHA256 }, metadata: { animal: 'fox' },
        created_at: '', expires_at: '', urls: {},
      });
    assert.ok(Date.parse(made.expires_at) > Date.parse(made.created_at));

    assert.deepEqual(await replicate.files.get(made.id), made);
    assert.deepEqual(await (await fetch(made.urls.get, { headers })).json(), made);
    assert.deepEqual((await replicate.files.list()).results.find((file) => file.id === made.id), made);
    const content = await fetch(`${made.urls.get}/download`, { headers });
    assert.deepEqual(Buffer.from(await content.arrayBuffer()), PNG);

    assert.equal(await replicate.files.delete(made.id), true);
    assert.equal(await status(replicate.files.get(made.id)), 404);
    assert.ok((await replicate.files.list()).results.every((file) => file.id !== made.id));
  });

  for (const [kind, image] of [['file', FOX], ['buffer', PNG]]) {
    for (const fileEncodingStrategy of ['default', 'upload']) {
      it(`are brought by the client itself: a ${kind}, by strategy ${fileEncodingStrategy}`, async () => {
        const counted = counting({ fileEncodingStrategy });
        const created = await counted.client.predictions.create({ model, input: { prompt: 'a fox', image } });

        assert.deepEqual(counted.requests, ['POST /replicate/v1/files', `POST /replicate/v1/models/${model}/predictions`]);
        assert.ok((await native(`/v1/generations/${created.id}`)).input.image.endsWith(SHA256));
      });
    }
  }

  it('are taken only where they are what they should be', async () => {
    assert.equal(await status(replicate.files.create(new Blob(['words']))), 422);
    assert.equal(await status(replicate.files.create(FOX, { long: 'x'.repeat(3000) })), 422);
    for (const extra of ['status', 'project']) {
      const form = new FormData();
      form.append('content', FOX);
      form.append(extra, 'default');
      const refused = await fetch(`${base}/replicate/v1/files`, { method: 'POST', headers, body: form });
      assert.deepEqual((await refused.json()).invalid_fields.map((each) => each.field), [extra]);
    }
  });

  it('are nobody else\'s', async () => {
    const made = await replicate.files.create(FOX);

    assert.equal(await status(stranger.files.get(made.id)), 404);
    assert.equal(await status(stranger.files.delete(made.id)), 404);
    assert.equal((await fetch(`${made.urls.get}/download`, { headers: { authorization: `Bearer ${otherKey}` } })).status, 404);
    assert.deepEqual((await stranger.files.list()).results, []);
    assert.equal(await status(stranger.predictions.create({ model, input: { prompt: 'a fox', image: made.urls.get } })), 422);
    assert.equal((await replicate.files.get(made.id)).id, made.id);
  });
});

describe('stream', { concurrency: true }, () => {
  const schema = { type: 'object', properties: { animal: { type: 'string' } } };

  async function all(input) {
    const events = [];
    for await (const event of replicate.stream(model, { input })) {
      events.push(event);
    }
    return events;
  }

  it('tells the words that come out', async () => {
    const events = await all({ prompt: 'what is it, slowly?', schema });

    assert.deepEqual(events.map((each) => each.event), ['output', 'done']);
    assert.equal(String(events[0]), '{"animal":"fox"}');
    assert.equal(events[1].data, '{}');
  });

  it('tells the links of pictures, one by one', async () => {
    const events = await all({ prompt: 'foxes, slowly', count: 2 });

    assert.deepEqual(events.map((each) => `${each.event} ${each.id}`), ['output 1', 'output 2', 'done done']);
    assert.equal((await fetch(String(events[1]))).headers.get('content-type'), 'image/png');
  });

  it('raises what went wrong', async () => {
    assert.match((await failure(all({ prompt: 'fail provider_failed' }))).message, /The studio was told to fail/);
  });

  it('goes on after the event that came last, without a key', async () => {
    const ended = await replicate.wait(await replicate.predictions.create({ model, input: { prompt: 'foxes', count: 2 } }), { interval: 50 });
    const after = async (id) => fetch(ended.urls.stream, { headers: { 'Last-Event-ID': id } });

    const rest = await (await after('1')).text();
    assert.ok(!rest.includes('id: 1\n') && rest.includes('id: 2\nevent: output\n') && rest.includes('event: done\n'), rest);
    assert.match(await (await after('nonsense')).text(), /id: 1\n/);
    assert.equal((await after('done')).status, 204);
  });

  it('leaves what nobody reads as it is, and says when it is canceled', async () => {
    const created = await replicate.predictions.create({ model, input: { prompt: 'stay' } });
    const leaving = new AbortController();
    assert.equal((await fetch(created.urls.stream, { signal: leaving.signal })).headers.get('content-type'), 'text/event-stream');
    leaving.abort();
    assert.ok(['starting', 'processing'].includes((await replicate.predictions.get(created.id)).status));

    const reading = fetch(created.urls.stream);
    await replicate.predictions.cancel(created.id);
    assert.match(await (await reading).text(), /event: done\ndata: {"reason":"canceled"}\n/);
  });

  it('shows nothing to whoever guesses', async () => {
    const { urls } = await replicate.predictions.create({ model, input: { prompt: 'a fox' } });
    const guessed = await fetch(`${urls.stream}x`);

    assert.equal(guessed.status, 404);
    assert.equal((await guessed.json()).title, 'Not found');
  });
});
