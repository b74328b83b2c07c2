import type { Feature, Layer } from '@/lib/layers/types';
import type { ItemsPage } from './items';
import type { ItemsQuery } from './query';
import { CRS84, systemsOf } from './systems';
import { featureObject } from './write';

export interface Link {
  href: string;
  rel: string;
  type?: string;
  title?: string;
}

export const JSON_TYPE = 'application/json';
export const GEOJSON_TYPE = 'application/geo+json';
export const OPENAPI_TYPE = 'application/vnd.oai.openapi+json;version=3.0';
export const HTML_TYPE = 'text/html';

/** What this server keeps to. */
export const CONFORMANCE = [
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30',
  'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs',
];

/** The request's address in a format: `f` set, the other parameters as they were. */
export function inFormat(url: URL, format: string | undefined, change: Record<string, string> = {}): string {
  const other = new URL(url);
  for (const [name, value] of Object.entries(change)) other.searchParams.set(name, value);
  if (format) other.searchParams.set('f', format);
  return other.href;
}

/** The document itself and the same as the other kind. @param url of the request, as the client knows it */
function selfLinks(url: URL, type = JSON_TYPE): Link[] {
  return [
    { href: inFormat(url, 'json'), rel: 'self', type, title: 'This document' },
    { href: inFormat(url, 'html'), rel: 'alternate', type: HTML_TYPE, title: 'This document as HTML' },
  ];
}

/** @param base address of the landing page, without a slash at its end */
export function landing(base: string, url: URL) {
  return {
    title: 'Jari',
    description: 'The layers of this server as OGC API Features.',
    links: [
      ...selfLinks(url),
      { href: `${base}/api?f=json`, rel: 'service-desc', type: OPENAPI_TYPE, title: 'Definition of the API' },
      { href: `${base}/api?f=html`, rel: 'service-doc', type: HTML_TYPE, title: 'Description of the API' },
      { href: `${base}/conformance`, rel: 'conformance', type: JSON_TYPE, title: 'Conformance classes' },
      { href: `${base}/collections`, rel: 'data', type: JSON_TYPE, title: 'The layers' },
    ] as Link[],
  };
}

export const conformance = (url: URL) => ({ links: selfLinks(url), conformsTo: CONFORMANCE });

/** @param base address of the landing page */
export function collection(base: string, layer: Layer, links?: Link[]) {
  const own = `${base}/collections/${layer.id}`;
  const { point, line, polygon } = layer.counts.geometry;
  return {
    id: layer.id,
    title: layer.name,
    description: `${layer.counts.rows} features: ${point} of points, ${line} of lines, ${polygon} of polygons.`,
    ...(layer.extent ? { extent: { spatial: { bbox: [layer.extent], crs: CRS84 } } } : {}),
    itemType: 'feature',
    crs: systemsOf(layer).map(({ uri }) => uri),
    storageCrs: CRS84,
    links: links ?? [{ href: own, rel: 'self', type: JSON_TYPE, title: layer.name }, ...itemLinks(own)],
  };
}

const itemLinks = (own: string): Link[] => [
  { href: `${own}/items?f=json`, rel: 'items', type: GEOJSON_TYPE, title: 'The features as GeoJSON' },
  { href: `${own}/items?f=html`, rel: 'items', type: HTML_TYPE, title: 'The features as HTML' },
];

export const oneCollection = (base: string, url: URL, layer: Layer) =>
  collection(base, layer, [...selfLinks(url), ...itemLinks(`${base}/collections/${layer.id}`)]);

export const collections = (base: string, url: URL, layers: readonly Layer[]) => ({
  links: selfLinks(url),
  collections: layers.map((layer) => collection(base, layer)),
});

/** A page of features with its links. @param now of `timeStamp` */
export function items(base: string, url: URL, layer: Layer, query: ItemsQuery, page: ItemsPage, now: Date) {
  const next: Link[] =
    page.next === undefined
      ? []
      : [
          {
            href: inFormat(url, 'json', { after: String(page.next) }),
            rel: 'next',
            type: GEOJSON_TYPE,
            title: 'The next page',
          },
        ];
  return {
    type: 'FeatureCollection',
    links: [
      ...selfLinks(url, GEOJSON_TYPE),
      ...next,
      { href: `${base}/collections/${layer.id}`, rel: 'collection', type: JSON_TYPE, title: layer.name },
    ],
    timeStamp: now.toISOString(),
    ...(page.matched === undefined ? {} : { numberMatched: page.matched }),
    numberReturned: page.features.length,
    features: page.features.map((feature) => featureObject(feature, layer.columns, query.crs)),
  };
}

export const oneItem = (base: string, url: URL, layer: Layer, feature: Feature, crs: ItemsQuery['crs']) => ({
  ...featureObject(feature, layer.columns, crs),
  links: [
    ...selfLinks(url, GEOJSON_TYPE),
    { href: `${base}/collections/${layer.id}`, rel: 'collection', type: JSON_TYPE, title: layer.name },
  ] as Link[],
});

/** Part 2: every answer of features says in which system it is. */
export const contentCrs = ({ uri }: ItemsQuery['crs']) => `<${uri}>`;
