// Lints the description that the edge serves, as strictly as may be: a warning is an error.
import { createConfig, lintFromString } from '@redocly/openapi-core';

const config = await createConfig({
  extends: ['recommended-strict'],
  rules: {
    'component-name-unique': 'error',
    'no-invalid-media-type-examples': 'error',
    'no-invalid-parameter-examples': 'error',
    'no-invalid-schema-examples': 'error',
    'no-required-schema-properties-undefined': 'error',
    'no-schema-type-mismatch': 'error',
    'no-unused-components': 'error',
    'operation-singular-tag': 'error',
    'operation-tag-defined': 'error',
    'parameter-description': 'error',
    'spec-strict-refs': 'error',
    'tag-description': 'error',
    // A dead letter's id has a dash, so …/redrives/{id} and …/{id}/redrive are never the same.
    'no-ambiguous-paths': 'off',
  },
});
const source = await (await fetch(`${process.env.BASE_URL}/openapi.json`)).text();
const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config });
for (const { location, message, ruleId } of problems) {
  console.log(`${location[0].pointer} ${ruleId}: ${message}`);
}
process.exitCode = problems.length > 0 ? 1 : 0;
