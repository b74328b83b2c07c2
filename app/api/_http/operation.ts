import type { Static, TObject, TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { Problem } from '@/lib/problems';

/** An answer of an operation. */
interface Answer {
  description: string;
  /** `application/json` unless given. */
  type?: string;
  /** Absent for what JSON Schema does not describe: CSV, event streams. */
  schema?: TSchema;
}

/**
 * One operation of the interface, stated once: what it takes and answers. The source of the checks, of the
 * handlers' types and of the OpenAPI document.
 */
export interface Operation<Q extends TObject = TObject, B extends TSchema = TSchema> {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** As OpenAPI writes it: /api/layers/{id} */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  /** Asked for without the password: the path holds a key of its own. */
  open?: true;
  query?: Q;
  /** A JSON body. */
  body?: B;
  /** Bodies that the operation reads itself (multipart, files), by media type. */
  files?: Record<string, TSchema>;
  answers: Record<number, Answer>;
}

export const operation = <Q extends TObject, B extends TSchema>(
  operation: Operation<Q, B>,
): Operation<Q, B> => operation;

const strict = { strict: true, allErrors: false, allowUnionTypes: true } as const;
const queries = new Ajv({ ...strict, coerceTypes: true });
const bodies = new Ajv(strict);

const compiled = new WeakMap<TSchema, ValidateFunction>();

function check(ajv: Ajv, schema: TSchema, value: unknown): ErrorObject | undefined {
  let validate = compiled.get(schema);
  if (!validate) {
    validate = ajv.compile(schema);
    compiled.set(schema, validate);
  }
  return validate(value) ? undefined : (validate.errors ?? [])[0];
}

/** The text of an ajv error with what would have been right. */
function reason({ keyword, params, message }: ErrorObject): string {
  if (keyword === 'enum') return `must be one of: ${(params.allowedValues as string[]).join(', ')}`;
  if (keyword === 'additionalProperties') return `has no member "${params.additionalProperty}"`;
  return message ?? 'is not right';
}

/** The parameters of a URL. @throws Problem bad-request naming the parameter */
export function readQuery<Q extends TObject>(schema: Q, search: URLSearchParams): Static<Q> {
  const value: Record<string, unknown> = {};
  for (const name of Object.keys(schema.properties)) {
    const given = search.get(name);
    if (given !== null && given !== '') value[name] = given;
  }
  const error = check(queries, schema, value);
  if (!error) return value as Static<Q>;
  const missing = error.keyword === 'required';
  const parameter = missing
    ? (error.params.missingProperty as string)
    : (error.instancePath.split('/')[1] ?? '');
  throw new Problem(
    'bad-request',
    missing ? `The parameter "${parameter}" is missing.` : `The parameter "${parameter}" ${reason(error)}.`,
    { parameter },
  );
}

const LARGEST_JSON = 1024 * 1024;

/** The JSON body of a request. @throws Problem unsupported-type, too-large, bad-request with the path */
export async function readBody<B extends TSchema>(schema: B, request: Request): Promise<Static<B>> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) {
    throw new Problem(
      'unsupported-type',
      `Send a JSON body (Content-Type: application/json), not "${type}".`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(await limitedText(request));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('bad-request', `The body is not JSON: ${(error as Error).message}.`);
  }
  const error = check(bodies, schema, value);
  if (!error) return value as Static<B>;
  const missing = error.keyword === 'required' ? `/${error.params.missingProperty}` : '';
  const path = `${error.instancePath}${missing}`;
  throw new Problem(
    'bad-request',
    missing ? `The body lacks "${path}".` : `The body's "${path || '/'}" ${reason(error)}.`,
    { path },
  );
}

async function limitedText(request: Request): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body ?? []) {
    size += piece.length;
    if (size > LARGEST_JSON) throw new Problem('too-large', 'The JSON body is larger than 1 MB.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
