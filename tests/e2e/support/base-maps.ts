import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync } from 'node:zlib';
import type { MapDriver } from './driver';

type Rgb = [red: number, green: number, blue: number];

function crc32(bytes: Buffer): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** A PNG of one colour. */
function png([red, green, blue]: Rgb, size = 256): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2], 8); // 8 bits, RGB
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(Array(size).fill([red, green, blue]).flat())]);
  const data = deflateSync(Buffer.concat(Array(size).fill(row)));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A tile service on another port, as an organisation has one: pictures of one colour, and a style of them. */
export class TileService {
  broken = false;

  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(colour: Rgb): Promise<TileService> {
    const picture = png(colour);
    let service: TileService | undefined;
    const server = createServer((request, response) => {
      const headers = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' };
      if (service?.broken) return response.writeHead(500, headers).end();
      if (!request.url?.endsWith('.json')) {
        return response.writeHead(200, { ...headers, 'Content-Type': 'image/png' }).end(picture);
      }
      const style = {
        version: 8,
        sources: { own: { type: 'raster', tiles: [`${service!.origin}/{z}/{x}/{y}.png`], tileSize: 256 } },
        layers: [{ id: 'own', type: 'raster', source: 'own', paint: { 'raster-fade-duration': 0 } }],
      };
      response.writeHead(200, { ...headers, 'Content-Type': 'application/json' }).end(JSON.stringify(style));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    service = new TileService(server, `http://127.0.0.1:${port}`);
    return service;
  }

  stop = () => new Promise((resolve) => this.server.close(resolve));
}

interface MapInPage {
  queryRenderedFeatures(): { layer: { id: string }; properties: Record<string, unknown> }[];
  getCanvas(): HTMLCanvasElement;
  getStyle(): { layers: { id: string }[] };
  getPaintProperty(layer: string, name: string): unknown;
  project(at: [number, number]): { x: number; y: number };
  once(event: string, then: () => void): void;
  triggerRepaint(): void;
}
type PageWindow = typeof window & { jariMap: MapInPage };

/** What base maps are asked in browser tests, of the map itself. */
export const baseMapOf = (desk: MapDriver) => ({
  choose: async (name: string) => {
    await desk.page.getByRole('button', { name: /^(배경지도|Base map):/ }).click();
    await desk.page.getByRole('menuitemradio', { name }).first().click();
  },
  types: async (address: string) => {
    await desk.page.getByRole('textbox', { name: /스타일 주소/ }).fill(address);
    await desk.page.getByRole('button', { name: '쓰기' }).click();
  },
  /** Names of what is drawn by the layer of the base map. */
  names: (layer: string) =>
    desk.page.evaluate(
      (layer) =>
        (window as unknown as PageWindow).jariMap
          .queryRenderedFeatures()
          .filter((feature) => feature.layer.id === layer)
          .map(({ properties }) => String(properties.name ?? properties.ko)),
      layer,
    ),
  layers: () =>
    desk.page.evaluate(() => (window as unknown as PageWindow).jariMap.getStyle().layers.map(({ id }) => id)),
  paint: (layer: string, property: string) =>
    desk.page.evaluate(
      ([layer, property]) => (window as unknown as PageWindow).jariMap.getPaintProperty(layer!, property!),
      [layer, property],
    ),
  /** Colour of the map at a place. */
  colourAt: (at: [number, number]): Promise<Rgb> =>
    desk.page.evaluate(
      (at) =>
        new Promise<Rgb>((resolve) => {
          const map = (window as unknown as PageWindow).jariMap;
          map.once('render', () => {
            const { x, y } = map.project(at);
            const context = document.createElement('canvas').getContext('2d')!;
            context.drawImage(map.getCanvas(), x, y, 1, 1, 0, 0, 1, 1);
            resolve([...context.getImageData(0, 0, 1, 1).data.slice(0, 3)] as Rgb);
          });
          map.triggerRepaint();
        }),
      at,
    ),
  /** Pixels of ink (unlike the commonest colour) in a box of the map about a place. */
  inkAt: (at: [number, number], width = 120, height = 80): Promise<number> =>
    desk.page.evaluate(
      ([at, width, height]) =>
        new Promise<number>((resolve) => {
          const map = (window as unknown as PageWindow).jariMap;
          map.once('render', () => {
            const { x, y } = map.project(at);
            const canvas = document.createElement('canvas');
            canvas.width = width;
            canvas.height = height;
            const context = canvas.getContext('2d')!;
            context.drawImage(
              map.getCanvas(),
              x - width / 2,
              y - height / 2,
              width,
              height,
              0,
              0,
              width,
              height,
            );
            const { data } = context.getImageData(0, 0, width, height);
            const greys = Array.from({ length: width * height }, (_, i) => data[i * 4 + 1]!);
            const count = new Map<number, number>();
            for (const grey of greys) count.set(grey, (count.get(grey) ?? 0) + 1);
            const ground = [...count].sort((a, b) => b[1] - a[1])[0]![0];
            resolve(greys.filter((grey) => Math.abs(grey - ground) > 50).length);
          });
          map.triggerRepaint();
        }),
      [at, width, height] as const,
    ),
});
