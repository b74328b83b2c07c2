import type { TSchema } from '@sinclair/typebox';
import packageJson from '@/package.json';
import type { Operation } from '../_http/operation';
import { operations } from './all';
import { ProblemSchema } from './common';

/** Plain JSON of a TypeBox schema: its symbols fall away. */
const plain = (schema: TSchema): unknown => JSON.parse(JSON.stringify(schema));

function parameters({ path, query }: Operation): unknown[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(query?.properties ?? {}).map(([name, schema]) => {
    const { description, ...rest } = plain(schema) as { description?: string };
    return {
      name,
      in: 'query',
      required: query!.required?.includes(name) ?? false,
      ...(description ? { description } : {}),
      schema: rest,
    };
  });
  return [...inPath, ...inQuery];
}

function requestBody({ body, files }: Operation): unknown {
  const types: Record<string, TSchema> = { ...(body ? { 'application/json': body } : {}), ...files };
  if (Object.keys(types).length === 0) return undefined;
  return {
    required: true,
    content: Object.fromEntries(
      Object.entries(types).map(([type, schema]) => [type, { schema: plain(schema) }]),
    ),
  };
}

function responses({ answers }: Operation): unknown {
  const problem = {
    description: 'A problem (RFC 9457)',
    type: 'application/problem+json',
    schema: ProblemSchema,
  };
  return Object.fromEntries(
    Object.entries({ ...answers, default: problem }).map(([status, { description, type, schema }]) => [
      status,
      {
        description,
        ...(schema || type
          ? { content: { [type ?? 'application/json']: schema ? { schema: plain(schema) } : {} } }
          : {}),
      },
    ]),
  );
}

const camel = (text: string) => text.replace(/[^a-z]+(\w)?/gi, (_, letter = '') => letter.toUpperCase());

/** The OpenAPI 3.1 document of the whole interface, from the schemas that check the requests. */
export function openApi(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    paths[operation.path] ??= {};
    paths[operation.path]![operation.method] = {
      operationId: camel(`${operation.method}${operation.path.replace('/api', '')}`),
      tags: [operation.tag],
      summary: operation.summary,
      ...(operation.description ? { description: operation.description } : {}),
      parameters: parameters(operation),
      ...(operation.open ? { security: [{}] } : {}),
      requestBody: requestBody(operation),
      responses: responses(operation),
    };
  }
  return JSON.parse(
    JSON.stringify({
      openapi: '3.1.0',
      info: {
        title: 'Jari',
        version: packageJson.version,
        description: 'Address lists to map layers. Coordinates are WGS 84, longitude before latitude.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      security: [{}, { basic: [] }, { bearer: [] }],
      components: {
        securitySchemes: {
          basic: { type: 'http', scheme: 'basic' },
          bearer: { type: 'http', scheme: 'bearer' },
        },
      },
      paths,
    }),
  );
}
