import { Readable } from 'node:stream';
import { migrate } from '@/lib/db/migrate';
import { exporters } from '@/lib/layers/exporters/all';
import { checkExport, findExporter } from '@/lib/layers/exporters/export';
import { readFilter } from '@/lib/layers/filter';
import { getLayer, listLayers, UUID } from '@/lib/layers/store';
import type { Layer } from '@/lib/layers/types';
import { type Command, parseWords, UsageError } from './command';
import { writeWhole } from './output';

/** The layer of that id, or the only one of that name. */
async function findLayer(text: string): Promise<Layer> {
  if (UUID.test(text)) return getLayer(text);
  const layers = await listLayers();
  const [layer, other] = layers.filter(({ name }) => name === text);
  if (layer && !other) return layer;
  if (other) throw new UsageError(`Several layers are called "${text}"; give the id of one.`);
  const known = layers.map(({ id, name }) => `${id} ${name}`).join('\n  ');
  throw new UsageError(`There is no layer "${text}".${known ? ` The layers are:\n  ${known}` : ''}`);
}

const OPTIONS = {
  format: { type: 'string' },
  crs: { type: 'string' },
  columns: { type: 'string' },
  filter: { type: 'string' },
  out: { type: 'string' },
} as const;

export const exportLayer: Command = {
  usage: `export LAYER [--format ${exporters.map(({ name }) => name).join('|')}] [--crs EPSG:5179] [--columns A,B] [--filter JSON] [--out PATH]`,
  about: 'A layer, by its id or name, as a file',
  async run(argv) {
    const { values, positionals } = parseWords(argv, OPTIONS);
    const [name] = positionals;
    if (positionals.length !== 1 || !name) throw new UsageError(`Give one layer: jari ${this.usage}`);
    await migrate();
    const layer = await findLayer(name);
    const exporter = findExporter(values.format ?? 'geojson');
    const options = {
      properties: values.columns?.split(',').map((column) => column.trim()),
      crs: values.crs,
      filter: values.filter === undefined ? undefined : readFilter(values.filter),
      onNote: (note: string) => process.stderr.write(`${note}\n`),
    };
    const rows = await checkExport(layer, exporter, options);
    await writeWhole(Readable.from(exporter.write(layer, options)), values.out);
    process.stderr.write(`${layer.name}: ${rows} rows as ${exporter.title}\n`);
    return 0;
  },
};
