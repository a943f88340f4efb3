// The openai package, unmodified, against /openai/v1: pictures, errors and models. The studio behind it decides each generation by its prompt.
import assert from 'node:assert/strict';
import { createReadStream, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import OpenAI, { toFile } from 'openai';
import { base, failure, generation, impatient, key, model, native, PNG } from './studio.mjs';

/** A client that counts what it sends. */
function counting(options = {}) {
  const counted = { requests: 0 };
  counted.client = new OpenAI({
    apiKey: key,
    baseURL: `${base}/openai/v1`,
    fetch: (url, init) => {
      counted.requests++;
      return fetch(url, init);
    },
    ...options,
  });
  return counted;
}

const { client } = counting();

describe('images', { concurrency: true }, () => {
  it('makes a picture, in base64 and behind a link that needs no key', async () => {
    const made = await client.images.generate({ model, prompt: 'a red fox', size: 'auto', quality: 'auto' });

    assert.equal(made.data.length, 1);
    assert.deepEqual(Buffer.from(made.data[0].b64_json, 'base64'), PNG);
    assert.equal(made.output_format, 'png');
    assert.ok(made.created > 1_700_000_000);
    assert.ok(made._request_id);
    const fetched = await fetch(made.data[0].url);
    assert.equal(fetched.headers.get('content-type'), 'image/png');
    assert.deepEqual(Buffer.from(await fetched.arrayBuffer()), PNG);
  });

  it('answers in the one form that is asked for', async () => {
    const url = await client.images.generate({ model, prompt: 'a fox', response_format: 'url' });
    const base64 = await client.images.generate({ model, prompt: 'a fox', response_format: 'b64_json' });

    assert.deepEqual(Object.keys(url.data[0]), ['url']);
    assert.deepEqual(Object.keys(base64.data[0]), ['b64_json']);
  });

  it('makes as many pictures as are wanted, at once or as several generations', async () => {
    const few = await client.images.generate({ model, prompt: 'foxes', n: 3, response_format: 'url' });
    const many = await client.images.generate({ model, prompt: 'foxes', n: 6, response_format: 'url' });

    assert.equal(few.data.length, 3);
    assert.equal(new Set(few.data.map((image) => generation(image.url))).size, 1);
    assert.equal(many.data.length, 6);
    assert.equal(new Set(many.data.map((image) => generation(image.url))).size, 6);
  });

  it('passes on what only the model knows, and refuses what it does not', async () => {
    const made = await client.images.generate({ model, prompt: 'a fox', seed: 7, output_format: 'png', response_format: 'url' });
    const asked = await native(`/v1/generations/${generation(made.data[0].url)}`);
    assert.deepEqual(asked.input, { prompt: 'a fox', seed: 7, format: 'png' });

    for (const wrong of [{ style: 'vivid' }, { quality: 'hd' }, { project: 'other' }, { cost: 0 }, { n: 11 }, { size: 'big' }]) {
      const error = await failure(client.images.generate({ model, prompt: 'a fox', ...wrong }));
      assert.ok(error instanceof OpenAI.BadRequestError, String(error));
      assert.equal(error.param, Object.keys(wrong)[0]);
      assert.equal(error.type, 'invalid_request_error');
    }
  });

  it('streams a picture, and how it looks on the way', async () => {
    const events = [];
    const stream = await client.images.generate({ model, prompt: 'a fox, slowly', stream: true, partial_images: 2 });
    for await (const event of stream) {
      events.push(event);
    }

    assert.deepEqual(events.map((event) => event.type), ['image_generation.partial_image', 'image_generation.completed']);
    const [partial, completed] = events;
    assert.equal(partial.partial_image_index, 0);
    assert.equal(partial.output_format, 'jpeg');
    assert.deepEqual([...Buffer.from(partial.b64_json, 'base64')], [0xff, 0xd8]);
    assert.deepEqual(Buffer.from(completed.b64_json, 'base64'), PNG);
    assert.equal(completed.usage.total_tokens, 0);
  });

  it('works on a picture, whose length nobody knows beforehand', async () => {
    writeFileSync('fox.png', PNG);
    const made = await client.images.edit({
      model, prompt: 'a blue fox', image: createReadStream('fox.png'), mask: await toFile(PNG, 'mask.png'), response_format: 'url',
    });

    const asked = await native(`/v1/generations/${generation(made.data[0].url)}`);
    assert.equal(asked.capability, 'edit');
    assert.match(asked.input.image, /^object:\/\/projects\/studio\/content\//);
    assert.equal(asked.input.mask, asked.input.image);
  });

  it('works on several pictures, and streams what it makes', async () => {
    const picture = await toFile(PNG, 'fox.png');
    const stream = await client.images.edit({ model, prompt: 'two foxes', image: [picture, picture], stream: true });
    const types = [];
    for await (const event of stream) {
      types.push(event.type);
    }

    assert.deepEqual(types, ['image_edit.completed']);
  });

  it('takes for a picture only what is one', async () => {
    const error = await failure(client.images.edit({ model, prompt: 'a fox', image: await toFile(Buffer.from('<svg/>'), 'a.png', { type: 'image/png' }) }));

    assert.ok(error instanceof OpenAI.BadRequestError);
    assert.equal(error.param, 'image');
  });

  it('makes variations, also with a model that wants words', async () => {
    const picture = await toFile(PNG, 'fox.png');
    const made = await client.images.createVariation({ model, image: picture, n: 2 });
    assert.equal(made.data.length, 2);

    const painted = await client.images.createVariation({ model: 'atelier/emoji-64', image: picture });
    assert.equal(painted.data.length, 1);
  });
});

describe('errors', { concurrency: true }, () => {
  it('says that there is no such model', async () => {
    const error = await failure(client.images.generate({ model: 'gpt-image-0', prompt: 'a fox' }));

    assert.ok(error instanceof OpenAI.NotFoundError);
    assert.equal(error.code, 'model_not_found');
    assert.equal(error.param, 'model');
  });

  it('says that the key is wrong', async () => {
    const error = await failure(counting({ apiKey: 'wrong' }).client.models.list());

    assert.ok(error instanceof OpenAI.AuthenticationError);
    assert.equal(error.code, 'invalid_api_key');
  });

  it('says why there is no picture, and has the client ask once', async () => {
    const refused = counting();
    const error = await failure(refused.client.images.generate({ model, prompt: 'fail content_refused' }));
    assert.ok(error instanceof OpenAI.BadRequestError);
    assert.equal(error.code, 'content_policy_violation');
    assert.ok(error.requestID);

    const broken = counting();
    const fault = await failure(broken.client.images.generate({ model, prompt: 'fail provider_failed' }));
    assert.equal(fault.status, 502);
    assert.equal(fault.code, 'provider_failed');
    assert.equal(broken.requests, 1);
  });

  it('names the id to find it by when it takes too long, and has the client ask once', async () => {
    const counted = counting({ baseURL: `${impatient}/openai/v1` });
    const error = await failure(counted.client.images.generate({ model, prompt: 'a fox that is to stay' }));

    assert.equal(error.status, 504);
    assert.equal(counted.requests, 1);
    const [id] = error.message.match(/[0-9a-f-]{36}/);
    assert.ok(['queued', 'running'].includes((await native(`/v1/generations/${id}`)).status));
  });

  it('makes the same request under the same key once', async () => {
    const headers = { 'Idempotency-Key': `openai-${Date.now()}` };
    const first = await client.images.generate({ model, prompt: 'one fox', response_format: 'url' }, { headers });
    const again = await client.images.generate({ model, prompt: 'one fox', response_format: 'url' }, { headers });
    assert.equal(generation(first.data[0].url), generation(again.data[0].url));

    const counted = counting();
    const conflict = await failure(counted.client.images.generate({ model, prompt: 'another fox' }, { headers }));
    assert.ok(conflict instanceof OpenAI.ConflictError);
    assert.equal(counted.requests, 1);
  });

  it('makes once what a client sends again because its connection broke', async () => {
    let attempts = 0;
    const breaking = counting({
      fetch: async (url, init) => {
        if (++attempts > 1) {
          return fetch(url, init);
        }
        fetch(url, init).catch(() => {});
        // Long enough for the call to arrive; it is still waiting when it is sent again.
        await new Promise((resolve) => setTimeout(resolve, 200));
        throw new TypeError('the connection broke');
      },
    }).client;
    const prompt = `a fox, very slowly, once ${Date.now()}`;
    const made = await breaking.images.generate({ model, prompt, response_format: 'url' });

    assert.equal(attempts, 2);
    const listed = (await native('/v1/generations?limit=200')).data.filter((each) => each.input.prompt === prompt);
    assert.deepEqual(listed.map((each) => each.id), [generation(made.data[0].url)]);
  });

  it('stops what a client waited for that hung up', async () => {
    const prompt = `stay for nobody ${Date.now()}`;
    const leaving = new AbortController();
    const call = failure(client.images.generate({ model, prompt }, { signal: leaving.signal, maxRetries: 0 }));
    setTimeout(() => leaving.abort(), 500);
    assert.ok((await call) instanceof OpenAI.APIUserAbortError);

    for (;;) {
      const canceled = await native('/v1/generations?status=canceled');
      if (canceled.data.some((each) => each.input.prompt === prompt)) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
});

describe('models', { concurrency: true }, () => {
  it('lists them, and finds one by a name with a slash', async () => {
    const names = [];
    for await (const each of client.models.list()) {
      names.push(each.id);
    }
    assert.ok(names.includes(model));

    assert.deepEqual(await client.models.retrieve(model), { id: model, object: 'model', created: 0, owned_by: 'studio' });
    assert.ok((await failure(client.models.retrieve('studio/none'))) instanceof OpenAI.NotFoundError);
  });
});
