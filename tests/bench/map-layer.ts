import { transformer } from '@/lib/crs/transform';
import { transaction } from '@/lib/db/database';
import { layerColumns } from '@/lib/layers/columns';
import { appendFeatures } from '@/lib/layers/features';
import { finishLayer } from '@/lib/layers/finish';
import { createLayer, getLayer } from '@/lib/layers/store';
import { cellOf } from '@/lib/layers/tiles/cells';
import { Thinning } from '@/lib/layers/tiles/thin';
import type { Feature, Layer } from '@/lib/layers/types';
import { type Generated, generate } from './generate-juso';

const CHUNK = 5000;
const LEVELS = ['address', 'address', 'address', 'address', 'address', 'near', 'road', 'parcel'];

/** A geocoded layer of `rows` points over Korea, close together where addresses are. */
export async function makeLayer(rows: number, name = `${rows} points`): Promise<Layer> {
  const columns = layerColumns(
    ['id', '주소', '우편번호'],
    ['jari_status', 'jari_level', 'jari_score', 'jari_matched'],
  );
  const layer = await createLayer({ name, kind: 'geocoded', columns, labelColumn: '주소' });
  const toDegrees = transformer('EPSG:5179');
  let chunk: Feature[] = [];
  const write = async () => {
    const features = chunk;
    chunk = [];
    await transaction((client) => appendFeatures(layer.id, features, client));
  };
  let n = 0;
  for (const address of generate(rows)) {
    if (n >= rows) break;
    chunk.push(toFeature(++n, address, toDegrees(address.x, address.y)));
    if (chunk.length === CHUNK) await write();
  }
  if (chunk.length > 0) await write();
  await transaction((client) => finishLayer(layer.id, columns, client));
  return getLayer(layer.id);
}

function toFeature(n: number, address: Generated, [lon, lat]: [number, number]): Feature {
  const { province, district, road, main, sub, postcode } = address;
  const text = `${province} ${district} ${road} ${main}${sub ? `-${sub}` : ''}`;
  const level = LEVELS[n % LEVELS.length]!;
  return {
    n,
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: { id: String(n), 주소: text, 우편번호: postcode },
    answer: { jari_status: 'ok', jari_level: level, jari_score: 1, jari_matched: text },
    status: 'ok',
    level,
  };
}

/** The same points with what a tile shows of them, in chunks. */
export function* benchPoints(rows: number) {
  const toDegrees = transformer('EPSG:5179');
  const thinning = new Thinning();
  let chunk: { n: number; lon: number; lat: number; level: string; label: string; zoom: number }[] = [];
  let n = 0;
  for (const address of generate(rows)) {
    if (n >= rows) break;
    const [lon, lat] = toDegrees(address.x, address.y);
    const { level, properties } = toFeature(++n, address, [lon, lat]);
    const zoom = thinning.place(cellOf(lon, lat));
    chunk.push({ n, lon, lat, level: level!, label: String(properties.주소), zoom });
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
