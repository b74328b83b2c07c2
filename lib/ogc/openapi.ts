import type { Layer } from '@/lib/layers/types';
import { GEOJSON_TYPE, HTML_TYPE, JSON_TYPE } from './documents';
import { LIMIT } from './query';
import { CRS84 } from './systems';

const object = { type: 'object' };
const link = {
  type: 'object',
  required: ['href', 'rel'],
  properties: {
    href: { type: 'string' },
    rel: { type: 'string' },
    type: { type: 'string' },
    title: { type: 'string' },
  },
};
const links = { type: 'array', items: { $ref: '#/components/schemas/link' } };

const schemas = {
  link,
  landingPage: {
    type: 'object',
    required: ['links'],
    properties: { title: { type: 'string' }, description: { type: 'string' }, links },
  },
  confClasses: {
    type: 'object',
    required: ['conformsTo'],
    properties: { conformsTo: { type: 'array', items: { type: 'string' } } },
  },
  collection: {
    type: 'object',
    required: ['id', 'links'],
    properties: {
      id: { type: 'string' },
      title: { type: 'string' },
      description: { type: 'string' },
      extent: object,
      itemType: { type: 'string', default: 'feature' },
      crs: { type: 'array', items: { type: 'string' } },
      storageCrs: { type: 'string' },
      links,
    },
  },
  collections: {
    type: 'object',
    required: ['links', 'collections'],
    properties: { links, collections: { type: 'array', items: { $ref: '#/components/schemas/collection' } } },
  },
  feature: {
    type: 'object',
    required: ['type', 'geometry', 'properties'],
    properties: {
      type: { type: 'string', enum: ['Feature'] },
      id: { type: 'integer' },
      geometry: { type: 'object', nullable: true },
      properties: { type: 'object', nullable: true },
      links,
    },
  },
  featureCollection: {
    type: 'object',
    required: ['type', 'features'],
    properties: {
      type: { type: 'string', enum: ['FeatureCollection'] },
      links,
      timeStamp: { type: 'string', format: 'date-time' },
      numberMatched: { type: 'integer', minimum: 0 },
      numberReturned: { type: 'integer', minimum: 0 },
      features: { type: 'array', items: { $ref: '#/components/schemas/feature' } },
    },
  },
  exception: {
    type: 'object',
    required: ['code'],
    properties: { code: { type: 'string' }, description: { type: 'string' } },
  },
};

const numbers = (count: number) => ({
  type: 'array',
  minItems: 4,
  maxItems: count,
  items: { type: 'number' },
});
const uri = { type: 'string', format: 'uri', default: CRS84 };

const inQuery = (name: string, schema: unknown, description: string, more = {}) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
  style: 'form',
  explode: false,
  ...more,
});

const parameters = {
  f: inQuery('f', { type: 'string', enum: ['json', 'html'] }, 'The form of the answer, instead of Accept'),
  limit: inQuery(
    'limit',
    { type: 'integer', minimum: 1, maximum: LIMIT.maximum, default: LIMIT.default },
    'Features of a page at most',
  ),
  bbox: inQuery(
    'bbox',
    numbers(6),
    'Only features that touch this box: west, south, east, north; west greater than east across the antimeridian',
  ),
  bboxCrs: inQuery('bbox-crs', uri, 'The coordinate system of bbox'),
  datetime: inQuery(
    'datetime',
    { type: 'string' },
    'An instant or an interval of RFC 3339. The layers have no times, so it leaves nothing out.',
  ),
  crs: inQuery('crs', uri, 'The coordinate system of the answer, one of those the collection lists'),
  after: inQuery(
    'after',
    { type: 'integer', minimum: 0 },
    'Only features after this id; the links to next pages have it',
  ),
  properties: inQuery(
    'properties',
    { type: 'object', additionalProperties: { type: 'string' } },
    'Names of columns with the value that features must have there',
    { explode: true },
  ),
  featureId: { name: 'featureId', in: 'path', required: true, schema: { type: 'string' } },
};

const answer = (schema: string, description: string, type = JSON_TYPE) => ({
  200: {
    description,
    content: {
      [type]: { schema: { $ref: `#/components/schemas/${schema}` } },
      [HTML_TYPE]: { schema: { type: 'string' } },
    },
  },
  default: {
    description: 'An error',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/exception' } } },
  },
});

const use = (...names: (keyof typeof parameters | 'collectionId')[]) =>
  names.map((name) => ({ $ref: `#/components/parameters/${name}` }));

const get = (operationId: string, summary: string, names: ReturnType<typeof use>, responses: unknown) => ({
  get: { operationId, summary, tags: ['OGC API Features'], parameters: names, responses },
});

/** The OpenAPI 3.0 document of the service: paths, parameters and what is answered. */
export function openApi30(base: string, layers: readonly Layer[], version: string): Record<string, unknown> {
  const collectionId = {
    name: 'collectionId',
    in: 'path',
    required: true,
    description: 'The id of a layer',
    schema: { type: 'string', ...(layers.length > 0 ? { enum: layers.map(({ id }) => id) } : {}) },
  };
  return {
    openapi: '3.0.3',
    info: {
      title: 'Jari: OGC API Features',
      version,
      description:
        'The layers of this server, read only. Longitude stands before latitude unless `crs` asks otherwise.',
      license: { name: 'MIT' },
    },
    servers: [{ url: base }],
    paths: {
      '/': get('getLandingPage', 'The landing page', use('f'), answer('landingPage', 'Links to all else')),
      '/api': get('getApi', 'This definition', use('f'), {
        200: {
          description: 'OpenAPI 3.0',
          content: {
            'application/vnd.oai.openapi+json;version=3.0': { schema: object },
            [HTML_TYPE]: { schema: { type: 'string' } },
          },
        },
      }),
      '/conformance': get(
        'getConformance',
        'What the server keeps to',
        use('f'),
        answer('confClasses', 'URIs of conformance classes'),
      ),
      '/collections': get('getCollections', 'The layers', use('f'), answer('collections', 'The layers')),
      '/collections/{collectionId}': get(
        'describeCollection',
        'One layer',
        use('collectionId', 'f'),
        answer('collection', 'The layer'),
      ),
      '/collections/{collectionId}/items': get(
        'getFeatures',
        'Features of a layer',
        use('collectionId', 'f', 'limit', 'bbox', 'bboxCrs', 'datetime', 'crs', 'after', 'properties'),
        answer('featureCollection', 'A page of features', GEOJSON_TYPE),
      ),
      '/collections/{collectionId}/items/{featureId}': get(
        'getFeature',
        'One feature',
        use('collectionId', 'featureId', 'f', 'crs'),
        answer('feature', 'The feature', GEOJSON_TYPE),
      ),
    },
    components: { schemas, parameters: { ...parameters, collectionId } },
  };
}
