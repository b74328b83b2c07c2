import type { Geometry } from 'geojson';
import { tidyGeometry } from '@/lib/geojson/tidy';
import { columnValue } from '@/lib/layers/columns';
import type { Feature, Layer } from '@/lib/layers/types';
import { inFormat } from '@/lib/ogc/documents';
import type { ItemsPage } from '@/lib/ogc/items';
import { systemsOf } from '@/lib/ogc/systems';
import type { Words } from '../_http/ogc-route';
import { escaped, type HtmlPage, link } from './page';
import { sketch } from './sketch';

/** The pages of OGC API Features for people, each of the same things as its JSON. */

const start = (base: string, { say }: Words): [string, string] => [say('title'), `${base}?f=html`];
const layersStep = (base: string, { say }: Words): [string, string] => [
  say('layers'),
  `${base}/collections?f=html`,
];
const layerStep = (base: string, layer: Layer): [string, string] => [
  layer.name,
  `${base}/collections/${layer.id}?f=html`,
];

const list = (entries: string[]) =>
  `<div class="card"><ul>${entries.map((entry) => `<li>${entry}</li>`).join('')}</ul></div>`;

export const landingPage =
  (base: string) =>
  (words: Words): HtmlPage => ({
    title: words.say('title'),
    path: [],
    body: `<p>${escaped(words.say('about'))}</p>${list([
      link(`${base}/collections?f=html`, words.say('layers')),
      link(`${base}/conformance?f=html`, words.say('conformance')),
      link(`${base}/api?f=html`, words.say('api')),
    ])}<p class="muted">${escaped(words.say('connect'))} <code>${escaped(base)}</code></p>`,
  });

export const conformancePage =
  (base: string, classes: string[]) =>
  (words: Words): HtmlPage => ({
    title: words.say('conformance'),
    path: [start(base, words)],
    body: list(classes.map((uri) => `<code>${escaped(uri)}</code>`)),
  });

export const apiPage =
  (base: string, paths: [path: string, summary: string][]) =>
  (words: Words): HtmlPage => ({
    title: words.say('api'),
    path: [start(base, words)],
    body: `<p>OpenAPI 3.0: ${link(`${base}/api?f=json`, `${base}/api?f=json`)}</p><div class="card wide"><table><tbody>${paths
      .map(
        ([path, summary]) =>
          `<tr><td><code>GET ${escaped(path)}</code></td><td>${escaped(summary)}</td></tr>`,
      )
      .join('')}</tbody></table></div>`,
  });

export const collectionsPage =
  (base: string, layers: readonly Layer[]) =>
  (words: Words): HtmlPage => ({
    title: words.say('layers'),
    path: [start(base, words)],
    body:
      layers.length === 0
        ? `<p>${escaped(words.say('noLayers'))}</p>`
        : list(
            layers.map(
              (layer) =>
                `${link(`${base}/collections/${layer.id}?f=html`, layer.name)} <span class="muted">${escaped(words.say('rows', { n: layer.counts.rows }))}</span>`,
            ),
          ),
  });

export const collectionPage =
  (base: string, layer: Layer) =>
  (words: Words): HtmlPage => {
    const { say } = words;
    const { point, line, polygon } = layer.counts.geometry;
    const facts: [string, string][] = [
      [say('features'), say('kinds', { n: layer.counts.rows, point, line, polygon })],
      [say('extent'), layer.extent ? layer.extent.join(', ') : '–'],
      [say('columns'), layer.columns.map(({ name }) => name).join(', ') || '–'],
      [
        say('systems'),
        systemsOf(layer)
          .map(({ uri }) => uri.replace(/^.*\/def\/crs\//, ''))
          .join(', '),
      ],
    ];
    return {
      title: layer.name,
      path: [start(base, words), layersStep(base, words)],
      body: `<p>${link(`${base}/collections/${layer.id}/items?f=html`, say('showFeatures'))}</p><div class="card wide"><table><tbody>${facts
        .map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`)
        .join('')}</tbody></table></div>`,
    };
  };

const shown = (value: unknown) =>
  value === null || value === undefined
    ? ''
    : escaped(typeof value === 'object' ? JSON.stringify(value) : String(value));

const drawable = (features: readonly Feature[]): (Geometry | null)[] =>
  features.map(({ geometry }) => geometry && tidyGeometry(geometry));

export const itemsPageHtml =
  (base: string, url: URL, layer: Layer, page: ItemsPage) =>
  (words: Words): HtmlPage => {
    const { say } = words;
    const { features, matched, next } = page;
    const head = ['id', ...layer.columns.map(({ name }) => name)];
    const rows = features.map((feature) => {
      const id = link(`${base}/collections/${layer.id}/items/${feature.n}?f=html`, String(feature.n));
      const cells = layer.columns.map((column) => `<td>${shown(columnValue(feature, column))}</td>`);
      return `<tr><td>${id}</td>${cells.join('')}</tr>`;
    });
    const first = new URL(url);
    first.searchParams.delete('after');
    const pages = [
      url.searchParams.has('after') ? link(inFormat(first, 'html'), say('firstPage')) : '',
      next === undefined ? '' : link(inFormat(url, 'html', { after: String(next) }), say('nextPage')),
    ].join(' ');
    const count =
      matched === undefined
        ? say('shown', { n: features.length })
        : say('shownOf', { n: features.length, all: matched });
    return {
      title: say('features'),
      path: [start(base, words), layersStep(base, words), layerStep(base, layer)],
      body: `${sketch(drawable(features), escaped(say('sketch')))}<div class="pages"><span class="muted">${escaped(count)}</span> ${pages}</div><div class="card wide"><table><thead><tr>${head
        .map((name) => `<th scope="col">${escaped(name)}</th>`)
        .join(
          '',
        )}</tr></thead><tbody>${rows.join('')}</tbody></table></div><div class="pages">${pages}</div>`,
    };
  };

export const itemPage =
  (base: string, layer: Layer, feature: Feature) =>
  (words: Words): HtmlPage => ({
    title: `${words.say('feature')} ${feature.n}`,
    path: [
      start(base, words),
      layersStep(base, words),
      layerStep(base, layer),
      [words.say('features'), `${base}/collections/${layer.id}/items?f=html`],
    ],
    body: `${sketch(drawable([feature]), escaped(words.say('sketch')))}<div class="card wide"><table><tbody>${layer.columns
      .map(
        (column) =>
          `<tr><th scope="row">${escaped(column.name)}</th><td>${shown(columnValue(feature, column))}</td></tr>`,
      )
      .join('')}</tbody></table></div>`,
  });
