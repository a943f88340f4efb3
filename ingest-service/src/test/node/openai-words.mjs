// The openai package, unmodified, against /openai/v1: words about pictures. The studio behind it decides each generation by its prompt.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import OpenAI, { toFile } from 'openai';
import { base, failure, key, model, native, otherKey, PICTURE, PNG } from './studio.mjs';

const client = new OpenAI({ apiKey: key, baseURL: `${base}/openai/v1` });
const SCHEMA = { type: 'object', properties: { animal: { type: 'string' } }, required: ['animal'] };

describe('chat', { concurrency: true }, () => {
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: [{ type: 'text', text: 'What is it?' }, { type: 'image_url', image_url: { url: PICTURE, detail: 'low' } }] },
  ];
  const response_format = { type: 'json_schema', json_schema: { name: 'animal', schema: SCHEMA, strict: true } };

  it('describes a picture', async () => {
    const answer = await client.chat.completions.create({ model, messages });

    assert.equal(answer.choices[0].message.content, 'A red fox.');
    assert.equal(answer.choices[0].finish_reason, 'stop');
    const asked = await native(`/v1/generations/${answer.id.slice('chatcmpl-'.length)}`);
    assert.deepEqual(asked.input, { system: 'Be brief.', prompt: 'What is it?', image: PICTURE });
    assert.equal(asked.capability, 'describe');
  });

  it('extracts what a schema asks for', async () => {
    const answer = await client.chat.completions.parse({ model, messages, response_format });

    assert.deepEqual(answer.choices[0].message.parsed, { animal: 'fox' });
  });

  it('streams', async () => {
    let words = '';
    const parts = await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } });
    for await (const part of parts) {
      words += part.choices[0]?.delta.content ?? '';
    }
    assert.equal(words, 'A red fox.');

    const runner = client.chat.completions.stream({ model, messages, response_format });
    const final = await runner.finalChatCompletion();
    assert.deepEqual(JSON.parse(final.choices[0].message.content), { animal: 'fox' });
  });

  it('refuses what the model does not let choose', async () => {
    const error = await failure(client.chat.completions.create({ model, messages, temperature: 0.2 }));

    assert.equal(error.param, 'temperature');
    assert.equal((await failure(client.chat.completions.create({ model, messages, n: 2 }))).param, 'n');
    assert.equal((await failure(client.chat.completions.create({ model: 'atelier/sketch', messages }))).param, 'model');
  });
});

describe('responses', { concurrency: true }, () => {
  const input = [{ role: 'user', content: [{ type: 'input_text', text: 'What is it?' }, { type: 'input_image', image_url: PICTURE, detail: 'auto' }] }];
  const text = { format: { type: 'json_schema', name: 'animal', schema: SCHEMA, strict: true } };

  it('describes and extracts', async () => {
    const plain = await client.responses.create({ model, input: 'What is a fox?', instructions: 'Be brief.' });
    assert.equal(plain.output_text, 'A red fox.');

    const parsed = await client.responses.parse({ model, input, text });
    assert.deepEqual(parsed.output_parsed, { animal: 'fox' });
  });

  it('streams events that the client builds the response from', async () => {
    const stream = client.responses.stream({ model, input, text });
    const types = [];
    for await (const event of stream) {
      types.push(event.type);
    }
    const final = await stream.finalResponse();

    assert.equal(types[0], 'response.created');
    assert.equal(types.at(-1), 'response.completed');
    assert.equal(final.output_text, '{"animal":"fox"}');
  });

  it('answers later, and is read again', async () => {
    const begun = await client.responses.create({ model, input: 'slowly, a fox', background: true });
    assert.equal(begun.status, 'queued');

    let read = begun;
    while (read.status !== 'completed') {
      read = await client.responses.retrieve(begun.id);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.equal(read.output_text, 'A red fox.');
  });

  it('is canceled', async () => {
    const begun = await client.responses.create({ model, input: 'a fox that is to stay', background: true });

    assert.equal((await client.responses.cancel(begun.id)).status, 'cancelled');
  });

  it('is nobody else\'s', async () => {
    const mine = await client.responses.create({ model, input: 'a fox', background: true });
    const stranger = new OpenAI({ apiKey: otherKey, baseURL: `${base}/openai/v1` });

    assert.ok((await failure(stranger.responses.retrieve(mine.id))) instanceof OpenAI.NotFoundError);
    assert.ok((await failure(stranger.responses.cancel(mine.id))) instanceof OpenAI.NotFoundError);
    assert.ok((await failure(client.responses.retrieve('resp_none'))) instanceof OpenAI.NotFoundError);
  });
});

describe('files', { concurrency: true }, () => {
  const shown = (file_id) => ({ model, input: [{ role: 'user', content: [{ type: 'input_image', file_id, detail: 'auto' }] }] });
  const stranger = new OpenAI({ apiKey: otherKey, baseURL: `${base}/openai/v1` });

  it('are brought, shown by their ids, and forgotten', async () => {
    const file = await client.files.create({ file: await toFile(PNG, 'fox.png'), purpose: 'vision' });
    const { object, filename, bytes, purpose } = await client.files.retrieve(file.id);
    assert.deepEqual({ object, filename, bytes, purpose }, { object: 'file', filename: 'fox.png', bytes: PNG.length, purpose: 'vision' });
    assert.deepEqual(Buffer.from(await (await client.files.content(file.id)).arrayBuffer()), PNG);

    assert.equal((await client.responses.create(shown(file.id))).output_text, 'A red fox.');
    assert.equal((await client.files.delete(file.id)).deleted, true);
    assert.equal((await failure(client.files.retrieve(file.id))).status, 404);
    assert.equal((await failure(client.responses.create(shown(file.id)))).param, 'image');
  });

  it('are nobody else\'s', async () => {
    const file = await client.files.create({ file: await toFile(PNG, 'fox.png'), purpose: 'vision' });

    assert.equal((await failure(stranger.files.retrieve(file.id))).status, 404);
    assert.equal((await failure(stranger.files.content(file.id))).status, 404);
    assert.equal((await failure(stranger.files.delete(file.id))).status, 404);
    assert.equal((await failure(stranger.responses.create(shown(file.id)))).status, 400);
  });

  it('are taken only for what is done with them', async () => {
    const error = await failure(client.files.create({ file: await toFile(PNG, 'fox.png'), purpose: 'fine-tune' }));

    assert.equal(error.param, 'purpose');
  });
});
