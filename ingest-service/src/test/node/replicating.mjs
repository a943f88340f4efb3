// What the scripts of the replicate package share.
import Replicate from 'replicate';
import { base, key } from './studio.mjs';

/** A client, and what it asks for. */
export function counting(options = {}) {
  const counted = { requests: [] };
  counted.client = new Replicate({
    auth: key,
    baseUrl: `${base}/replicate/v1`,
    fetch: (url, init) => {
      counted.requests.push(`${init.method ?? 'GET'} ${new URL(url).pathname}`);
      return fetch(url, init);
    },
    ...options,
  });
  return counted;
}
