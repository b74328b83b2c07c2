import type { Static, TSchema } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import { Problem } from '@/lib/problems';

const ajv = new Ajv({ strict: true, allowUnionTypes: true });

/**
 * Reads the JSON of a URL's parameter by its schema.
 * @returns a reader that throws a Problem (bad-request) naming the parameter and the place in it
 */
export function jsonParameter<S extends TSchema>(parameter: string, schema: S): (text: string) => Static<S> {
  const validate = ajv.compile(schema);
  return (text) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw new Problem('bad-request', `The ${parameter} is not JSON: ${(error as Error).message}.`, {
        parameter,
      });
    }
    if (validate(value)) return value as Static<S>;
    const error = validate.errors?.[0];
    const allowed = error?.keyword === 'enum' ? `: ${error.params.allowedValues.join(', ')}` : '';
    throw new Problem(
      'bad-request',
      `The ${parameter}'s "${error?.instancePath || '/'}" ${error?.message}${allowed}.`,
      { parameter, path: error?.instancePath },
    );
  };
}
