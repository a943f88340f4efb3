// What the scripts of the official clients share: the edge, its keys, and what the native API says of what they made.
import assert from 'node:assert/strict';

export const base = process.env.BASE_URL;
/** Another instance, whose calls wait for half a second. */
export const impatient = process.env.IMPATIENT_URL;
export const key = process.env.API_KEY;
/** The key of another project. */
export const otherKey = process.env.OTHER_KEY;
export const model = process.env.MODEL;

export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
export const PICTURE = `data:image/png;base64,${PNG.toString('base64')}`;

/** What a promise is rejected with. */
export async function failure(promise) {
  return promise.then(() => assert.fail('it was to fail'), (error) => error);
}

/** What the native API answers. */
export async function native(path) {
  const answer = await fetch(base + path, { headers: { 'x-api-key': key } });
  return answer.json();
}

/** The generation that a link shows. */
export function generation(link) {
  const token = new URL(link).pathname.split('/')[2];
  return Buffer.from(token.split('.')[0], 'base64url').toString().split('\n')[1];
}
