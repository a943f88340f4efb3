// The replicate package, unmodified, against /replicate/v1. The studio behind it decides each generation by its prompt.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { counting } from './replicating.mjs';
import { base, failure, key, model, otherKey, PICTURE } from './studio.mjs';

const [owner, name] = model.split('/');

const replicate = counting().client;

async function refusal(promise) {
  const error = await failure(promise);
  assert.ok(error.response, String(error));
  return { status: error.response.status, body: JSON.parse(error.message.slice(error.message.indexOf('{'), error.message.lastIndexOf('}') + 1)) };
}

describe('run', { concurrency: true }, () => {
  it('answers with links that need no key', async () => {
    const output = await replicate.run(model, { input: { prompt: 'a red fox', count: 2 } });

    assert.equal(output.length, 2);
    const fetched = await fetch(String(output[0]));
    assert.equal(fetched.headers.get('content-type'), 'image/png');
  });

  it('waits in one request, and no longer than is said', async () => {
    const quick = counting();
    await quick.client.run(model, { input: { prompt: 'a fox, slowly' } });
    assert.deepEqual(quick.requests, [`POST /replicate/v1/models/${model}/predictions`]);

    const cut = await replicate.predictions.create({ model, input: { prompt: 'stay' }, wait: 0.4 });
    assert.equal(cut.status, 'starting');
    assert.ok(['starting', 'processing'].includes((await replicate.predictions.get(cut.id)).status));
    await replicate.predictions.cancel(cut.id);
  });

  it('polls', async () => {
    const seen = [];
    const output = await replicate.run(
      model, { input: { prompt: 'a fox, slowly' }, wait: { mode: 'poll', interval: 100 } }, (prediction) => seen.push(prediction.status));

    assert.equal(output.length, 1);
    assert.ok(['starting', 'processing'].includes(seen[0]));
    assert.equal(seen.at(-1), 'succeeded');
  });

  it('tells why there is nothing', async () => {
    const error = await failure(replicate.run(model, { input: { prompt: 'fail provider_failed' } }));

    assert.match(error.message, /Prediction failed: The studio was told to fail/);
  });

  it('answers in words, and in JSON', async () => {
    const schema = { type: 'object', properties: { animal: { type: 'string' } } };

    assert.deepEqual(await replicate.run(model, { input: { prompt: 'what is it?', image: PICTURE, schema } }), { animal: 'fox' });
  });

  it('runs a version', async () => {
    const known = await replicate.models.get(owner, name);
    const output = await replicate.run(`${model}:${known.latest_version.id}`, { input: { prompt: 'a fox' } });
    assert.equal(output.length, 1);

    const gone = await refusal(replicate.run(`${model}:${'0'.repeat(64)}`, { input: { prompt: 'a fox' } }));
    assert.equal(gone.status, 422);
    assert.equal(gone.body.invalid_fields[0].field, 'version');
  });

  it('is stopped', async () => {
    const stopping = new AbortController();
    const running = replicate.run(
      model, { input: { prompt: 'stay' }, wait: { mode: 'poll', interval: 100 }, signal: stopping.signal }, () => stopping.abort());

    assert.equal(await running.catch((error) => error.name === 'AbortError' ? null : Promise.reject(error)), null);
  });
});

describe('predictions', { concurrency: true }, () => {
  it('are as Replicate has them', async () => {
    const created = await replicate.predictions.create({ model, input: { prompt: 'a fox' } });
    const ended = await replicate.wait(created, { interval: 50 });

    assert.equal(ended.id, created.id);
    assert.equal(ended.model, model);
    assert.equal(ended.status, 'succeeded');
    assert.deepEqual(ended.input, { prompt: 'a fox' });
    assert.equal(ended.error, null);
    assert.equal(ended.logs, '');
    assert.equal(ended.source, 'api');
    assert.ok(ended.metrics.predict_time > 0);
    assert.ok(Date.parse(ended.completed_at) >= Date.parse(ended.created_at));
    assert.ok(ended.urls.get.startsWith(base));
    assert.ok(ended.urls.stream.startsWith(base));
  });

  it('are canceled', async () => {
    const created = await replicate.predictions.create({ model, input: { prompt: 'stay' } });
    const canceled = await replicate.predictions.cancel(created.id);

    assert.equal(canceled.status, 'canceled');
    assert.equal((await replicate.predictions.get(created.id)).status, 'canceled');
  });

  it('are listed in pages', async () => {
    const created = await replicate.predictions.create({ model, input: { prompt: 'a fox' }, wait: true });
    let found = false;
    for await (const page of replicate.paginate(replicate.predictions.list)) {
      found ||= page.some((prediction) => prediction.id === created.id);
    }

    assert.ok(found);
  });

  it('are refused before anything is kept of them', async () => {
    const unknown = await refusal(replicate.predictions.create({ model, input: { prompt: 'a fox', colour: 'red' } }));
    assert.equal(unknown.status, 422);
    assert.deepEqual(unknown.body.invalid_fields.map((each) => each.field), ['input.colour']);
    assert.equal(unknown.body.title, 'Input validation failed');

    // With this strategy the client sends itself as the input, its token included.
    const leaking = counting({ fileEncodingStrategy: 'data-uri' }).client;
    const leaked = await refusal(leaking.predictions.create({ model, input: { prompt: 'a fox' } }));
    assert.equal(leaked.status, 422);
    assert.ok(!JSON.stringify(leaked.body).includes(key));

    const extra = await refusal(replicate.predictions.create({ model, input: { prompt: 'a fox' }, status: 'succeeded' }));
    assert.equal(extra.status, 422);
  });

  it('are nobody else\'s', async () => {
    const created = await replicate.predictions.create({ model, input: { prompt: 'a fox' } });
    const stranger = counting({ auth: otherKey }).client;

    assert.equal((await refusal(stranger.predictions.get(created.id))).status, 404);
    assert.equal((await refusal(stranger.predictions.cancel(created.id))).status, 404);
    assert.equal((await refusal(replicate.predictions.get('none'))).body.title, 'Not found');
  });
});

describe('the rest', { concurrency: true }, () => {
  it('finds models and their versions', async () => {
    const known = await replicate.models.get(owner, name);
    assert.equal(known.owner, owner);
    assert.equal(known.name, name);
    assert.ok(known.latest_version.openapi_schema.components.schemas.Input.properties.prompt);

    const versions = await replicate.models.versions.list(owner, name);
    assert.deepEqual(versions.results.map((version) => version.id), [known.latest_version.id]);
    const version = await replicate.models.versions.get(owner, name, known.latest_version.id);
    assert.deepEqual(version, known.latest_version);

    const all = (await replicate.models.list()).results.map((each) => `${each.owner}/${each.name}`);
    assert.ok(all.includes(model));
    const searched = (await replicate.models.search('"deterministic" painter')).results;
    assert.deepEqual(searched.map((each) => each.name), ['sketch']);
    assert.equal((await refusal(replicate.models.get(owner, 'none'))).status, 404);
  });

  it('says whose key it is', async () => {
    assert.deepEqual(await replicate.accounts.current(), { type: 'organization', username: 'studio', name: 'studio' });

    const wrong = await refusal(counting({ auth: 'wrong' }).client.accounts.current());
    assert.equal(wrong.status, 401);
    assert.equal(wrong.body.title, 'Unauthenticated');
  });

  it('has empty lists of what is not here', async () => {
    assert.deepEqual((await replicate.collections.list()).results, []);
    assert.deepEqual((await replicate.deployments.list()).results, []);
    assert.deepEqual((await replicate.trainings.list()).results, []);
    assert.deepEqual(await replicate.hardware.list(), []);
    assert.equal((await refusal(replicate.collections.get('none'))).status, 404);
  });
});
