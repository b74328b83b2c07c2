import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getImage, openImage } from '@/lib/imagery/store';
import { wholePicture } from '@/lib/imagery/whole-picture';
import { geojson } from '@/lib/layers/exporters/geojson';
import { writeSlim } from '@/lib/layers/exporters/slim';
import { type ZipMember, zipped } from '@/lib/layers/exporters/zip';
import { shownImage } from '@/lib/layers/shown-image';
import { ICON_MARK } from '@/lib/layers/style/properties/icon';
import type { Layer } from '@/lib/layers/types';
import { Problem } from '@/lib/problems';
import type { Project } from '@/lib/projects/types';
import type { Theme } from '../_lib/store';
import type { LegendBlock } from '../_map/legend-words';
import { files as baseMap } from '../basemap/world';
import { ICONS } from '../icons/names';
import { embeddedFonts } from './fonts';
import { MOST_FEATURES, MOST_PIXELS } from './limits';
import { archiveStyle, BASE_FILES, filesOf, imageName, type LayerFiles } from './style';

const VIEWER = join(process.cwd(), 'app/_archive/viewer');
const MAPLIBRE = join(process.cwd(), 'node_modules/maplibre-gl/dist');

export interface ArchiveOptions {
  theme: Theme;
  locale: string;
  /** Title of the page. */
  title: string;
  /** The legend in the language of the page, of each layer in order. */
  legend: LegendBlock[];
  words: Record<string, string>;
  readMe: string;
}

/** JSON as a script that any browser reads, also from a disk: `<` could end the script, U+2028 a line. */
const scripted = (json: string) =>
  json
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
const script = (path: string, value: unknown) => `JARI.${path} = ${scripted(JSON.stringify(value))};\n`;

const NOT_ASCII = /[^\p{ASCII}]/gu;
const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));

/** Notes the characters of a text, for the fonts. */
function note(text: string, seen: Set<string>): void {
  for (const [character] of text.matchAll(NOT_ASCII)) seen.add(character);
}

/** Passes texts on and notes their characters. */
async function* noted(texts: AsyncIterable<string | Uint8Array>, seen: Set<string>): AsyncGenerator<string> {
  for await (const piece of texts) {
    const text = typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8');
    note(text, seen);
    yield text;
  }
}

async function* asScript(id: string, texts: AsyncIterable<string>): AsyncGenerator<string> {
  yield `JARI.data[${scripted(JSON.stringify(id))}] = `;
  for await (const text of texts) yield scripted(text);
  yield ';\n';
}

const once = async function* (text: Promise<string>): AsyncGenerator<string> {
  yield await text;
};

/** The drawings of the icons that layers are drawn with, by the name of their image. */
function iconsOf(layers: Layer[]): Record<string, string> {
  const names = layers.flatMap(({ style: { symbol } }) => (symbol.shape === 'icon' ? [symbol.icon] : []));
  return Object.fromEntries(
    names.flatMap((name) => {
      const path = ICONS.get(name);
      return path ? [[`${ICON_MARK}${name}`, readFileSync(path, 'utf8')]] : [];
    }),
  );
}

const made = new Map<string, string>();

/** A file of the base map; made once, since that takes a second. */
function baseJson(id: string): string {
  const json = made.get(id) ?? JSON.stringify(baseMap[`${id}.json`]!());
  made.set(id, json);
  return json;
}

/** A layer's features twice: as GeoJSON for other programs, and as a script for the page. */
function dataMembers({ layer, name, labels }: LayerFiles, seen: Set<string>): ZipMember[] {
  const features = () => geojson.write(layer, {}) as AsyncIterable<string>;
  const points = () => writeSlim(layer, 'labels');
  const both = (id: string, write: () => AsyncIterable<string>): ZipMember[] => [
    { name: `data/${id}.geojson`, content: () => noted(write(), seen) },
    { name: `data/${id}.js`, content: () => asScript(id, write()) },
  ];
  return [...both(name, features), ...(labels ? both(`${name}-labels`, points) : [])];
}

/** @throws what else goes wrong than that it is gone */
async function isKept(image: string): Promise<boolean> {
  try {
    await getImage(image);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.kind === 'not-found') return false;
    throw error;
  }
}

/** The layers' files, without images that are gone. */
async function filesThere(layers: Layer[]): Promise<LayerFiles[]> {
  return Promise.all(
    filesOf(layers).map(async ({ image, ...files }) => {
      const id = shownImage(files.layer)?.id;
      return id && (await isKept(id)) ? { ...files, image } : files;
    }),
  );
}

async function drawImage(layer: Layer): Promise<Uint8Array> {
  const { raster, place } = await openImage(shownImage(layer)!.id);
  try {
    return await wholePicture(raster, place, MOST_PIXELS);
  } finally {
    await raster.close();
  }
}

/** The image under a layer twice, as its features: as a picture, and as a script for the page. */
function imageMembers({ layer, name, image }: LayerFiles): ZipMember[] {
  if (!image) return [];
  let drawn: Promise<Uint8Array> | undefined;
  const webp = () => (drawn ??= drawImage(layer));
  const picture = async function* () {
    yield await webp();
  };
  const address = async () => `"data:image/webp;base64,${Buffer.from(await webp()).toString('base64')}"`;
  return [
    { name: `images/${name}.webp`, content: picture },
    { name: `images/${name}.js`, content: () => asScript(imageName(name), once(address())) },
  ];
}

/**
 * A project as a ZIP archive: a MapLibre style with its data and images, the offline base map, and a page that shows it
 * with a double click, without a server or a network.
 * @param layers of the project, the topmost first
 * @throws Problem too-large before anything is written
 */
export async function projectArchive(
  project: Project,
  layers: Layer[],
  options: ArchiveOptions,
): Promise<AsyncIterable<Uint8Array>> {
  const ready = layers.filter(({ state }) => state === 'ready');
  const rows = ready.reduce((sum, { counts }) => sum + counts.rows, 0);
  if (rows > MOST_FEATURES) {
    throw new Problem(
      'too-large',
      `The project has ${rows} features; an archive that opens in a browser holds at most ${MOST_FEATURES}. Remove layers, or download them one by one.`,
      { limit: MOST_FEATURES },
    );
  }
  const { theme, locale, title, legend, words, readMe } = options;
  const files = await filesThere(ready);
  const { center, zoom, bearing } = project.view;
  const view = center && zoom !== undefined ? { center, zoom, bearing: bearing ?? 0 } : {};
  const style = archiveStyle(files, { theme, locale, name: title, view });
  const seen = new Set(ASCII);
  const page = {
    title,
    icons: iconsOf(ready),
    words,
    extent: ready.map(({ extent }) => extent).filter((extent) => extent !== null),
    layers: files.map(({ layer, name }, index) => ({
      source: name,
      name: layer.name,
      visible: layer.visible,
      label: layer.columns.find(({ hidden }) => !hidden)?.name ?? null,
      columns: layer.columns.filter(({ hidden }) => !hidden).map(({ name }) => name),
      legend: legend[index],
    })),
  };
  note(JSON.stringify(page), seen); // the legend and the bubbles, where the system has no font for them
  const read = (folder: string, file: string) => readFile(join(folder, file), 'utf8');
  const base = BASE_FILES.map((id): ZipMember[] => {
    const json = async function* () {
      yield baseJson(id);
    };
    return [
      // Only the names of places are drawn as text.
      { name: `basemap/${id}.json`, content: () => (id === 'places' ? noted(json(), seen) : json()) },
      { name: `basemap/${id}.js`, content: () => asScript(id, json()) },
    ];
  });
  const ids = files.flatMap(({ name, labels }) => (labels ? [name, `${name}-labels`] : [name]));
  const scripts = [
    ...BASE_FILES.map((id) => `basemap/${id}.js`),
    ...ids.map((id) => `data/${id}.js`),
    ...files.flatMap(({ name, image }) => (image ? [`images/${name}.js`] : [])),
  ];
  return zipped([
    ...files.flatMap((one) => [...dataMembers(one, seen), ...imageMembers(one)]),
    ...base.flat(),
    { name: 'style.json', content: JSON.stringify(style) },
    { name: 'README.txt', content: readMe },
    { name: 'index.html', content: () => once(indexPage(title, locale, theme, scripts)) },
    { name: 'page/viewer.css', content: () => once(read(VIEWER, 'viewer.css')) },
    { name: 'page/maplibre-gl.css', content: () => once(read(MAPLIBRE, 'maplibre-gl.css')) },
    { name: 'page/viewer.js', content: () => once(read(VIEWER, 'viewer.js')) },
    { name: 'page/map.js', content: script('style', style) + script('page', page) },
    {
      name: 'page/maplibre.js',
      content: () =>
        once(
          Promise.all([read(MAPLIBRE, 'maplibre-gl.mjs'), read(MAPLIBRE, 'maplibre-gl-worker.mjs')]).then(
            ([main, worker]) => script('maplibre', main) + script('worker', worker),
          ),
        ),
    },
    // Last: by then all texts have gone by, and it is known which characters they need.
    {
      name: 'page/fonts.js',
      content: () => once(embeddedFonts(seen).then((fonts) => script('fonts', fonts))),
    },
  ]);
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

async function indexPage(title: string, locale: string, theme: Theme, scripts: string[]): Promise<string> {
  const page = await readFile(join(VIEWER, 'index.html'), 'utf8');
  const tags = scripts.map((path) => `<script src="${escaped(encodeURI(path))}"></script>`).join('\n');
  return page
    .replaceAll('{title}', () => escaped(title))
    .replace('lang="en"', `lang="${locale}"`)
    .replaceAll('{theme}', theme)
    .replaceAll('{scripts}', () => tags);
}
