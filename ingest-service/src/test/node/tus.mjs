// tus-js-client, as it is, against two instances of the edge. Ends with 0 when all of it went well.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import * as tus from "tus-js-client";

const first = process.env.FIRST;
const second = process.env.SECOND;
const key = process.env.KEY;
const MIB = 1024 * 1024;
const endpoint = `${first}/api/uploads`;
const headers = { Authorization: `Bearer ${key}` };

function chunk(type, content) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, Buffer.from(type, "latin1"), content, Buffer.alloc(4)]);
}

/** A picture of 4 times 3 pixels and about `bytes` bytes. */
function png(bytes) {
  const head = Buffer.from([0, 0, 0, 4, 0, 0, 0, 3, 8, 2, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("fiLl", randomBytes(bytes)),
    chunk("IDAT", Buffer.alloc(8)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Runs an upload to its end; `hook` sees it before it starts. */
function upload(file, options, hook = () => {}) {
  return new Promise((resolve, reject) => {
    const one = new tus.Upload(file, {
      endpoint,
      headers,
      retryDelays: [0, 50, 100],
      metadata: { filename: "fox.png", filetype: "image/png" },
      onError: reject,
      onSuccess: () => resolve(one),
      ...options,
    });
    hook(one, resolve);
    one.start();
  });
}

const idOf = (url) => new URL(url).pathname.split("/").pop();

async function get(id, base = first) {
  const answer = await fetch(`${base}/v1/uploads/${id}`, { headers });
  return { status: answer.status, body: await answer.json() };
}

async function assertStored(url, file, base = first) {
  const { status, body } = await get(idOf(url), base);
  assert.equal(status, 200);
  assert.equal(body.status, "stored");
  assert.equal(body.sha256, createHash("sha256").update(file).digest("hex"));
  assert.equal(body.mediaType, "image/png");
  assert.equal(body.name, "fox.png");
  const content = await fetch(body.url);
  assert.deepEqual(Buffer.from(await content.arrayBuffer()), file);
}

const cases = {
  async simple() {
    const file = png(2 * MIB);
    const one = await upload(file, {});
    await assertStored(one.url, file);
  },

  async chunked() {
    const file = png(3 * MIB);
    let chunks = 0;
    const one = await upload(file, { chunkSize: MIB, onChunkComplete: () => chunks++ });
    assert.equal(chunks, 4);
    await assertStored(one.url, file);
  },

  /** Begun on one instance, broken off, and gone on with on the other. */
  async resumed() {
    const file = png(3 * MIB);
    const begun = await upload(file, { chunkSize: MIB }, (one, resolve) => {
      one.options.onChunkComplete = () => one.abort().then(() => resolve(one));
    });
    const halfway = await get(idOf(begun.url), second);
    assert.equal(halfway.body.status, "unfinished");
    assert.ok(halfway.body.received >= MIB && halfway.body.received < file.length);
    const sent = [];
    const resumed = await upload(file, {
      uploadUrl: begun.url.replace(first, second),
      onProgress: (bytes) => sent.push(bytes),
    });
    assert.ok(sent[0] >= halfway.body.received, "what was there is not sent again");
    await assertStored(resumed.url, file, second);
  },

  async parallel() {
    const file = png(3 * MIB);
    const one = await upload(file, { parallelUploads: 3 });
    await assertStored(one.url, file);
  },

  async deferred() {
    const file = png(2 * MIB);
    const pieces = [];
    for (let at = 0; at < file.length; at += 300_000) {
      pieces.push(file.subarray(at, at + 300_000));
    }
    const one = await upload(Readable.from(pieces), { uploadLengthDeferred: true, chunkSize: MIB });
    await assertStored(one.url, file);
  },

  async withData() {
    const file = png(MIB);
    const requests = [];
    const one = await upload(file, {
      uploadDataDuringCreation: true,
      onBeforeRequest: (request) => requests.push(request.getMethod()),
    });
    assert.deepEqual(requests, ["POST"]);
    await assertStored(one.url, file);
  },

  async withoutPatch() {
    const file = png(MIB);
    const requests = [];
    const one = await upload(file, {
      overridePatchMethod: true,
      onBeforeRequest: (request) => requests.push(request.getMethod()),
    });
    assert.deepEqual(requests, ["POST", "POST"]);
    await assertStored(one.url, file);
  },

  async terminated() {
    const begun = await upload(png(2 * MIB), { chunkSize: MIB }, (one, resolve) => {
      one.options.onChunkComplete = () => one.abort().then(() => resolve(one));
    });
    await tus.Upload.terminate(begun.url, { headers });
    assert.equal((await get(idOf(begun.url))).status, 404);
  },

  /** The way of ImgGo: a URL and a token, and no key. */
  async byLink() {
    const signed = await fetch(`${first}/api/uploads/signed-url`, {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify({ path: "my-image-001.png" }),
    });
    const { id, url, token } = await signed.json();
    const file = png(2 * MIB);
    await upload(file, { endpoint: url, headers: { "x-signature": token }, chunkSize: MIB });
    await assertStored(`${endpoint}/${id}`, file);
  },

  async refused() {
    const page = Buffer.from("<html><script>alert(1)</script></html>");
    await assert.rejects(upload(page, {}), (error) => error.originalResponse.getStatus() === 400);
  },

  async keptOut() {
    await assert.rejects(
      upload(png(10), { headers: {} }),
      (error) => error.originalResponse.getStatus() === 401,
    );
  },
};

for (const [name, run] of Object.entries(cases)) {
  try {
    await run();
    console.log(`${name}: ok`);
  } catch (error) {
    console.log(`${name}: ${error.stack}`);
    process.exitCode = 1;
  }
}
