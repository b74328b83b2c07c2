import type { Map as MapLibreMap, StyleSpecification } from 'maplibre-gl';
import maplibre from '../_map/maplibre';
import type { Sheet } from './sheet';

/** A picture that is not there by then is not coming. */
const PATIENCE_MS = 60_000;

/** The side that no canvas or drawing buffer of this browser may pass, in device pixels. */
export function largestSide(): number {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return 4096;
  const [wide, high] = gl.getParameter(gl.MAX_VIEWPORT_DIMS) as [number, number];
  const side = Math.min(gl.getParameter(gl.MAX_RENDERBUFFER_SIZE) as number, wide, high);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return Math.min(side, 16_384); // a canvas of Chromium and Firefox holds no more
}

export interface Picture {
  canvas: HTMLCanvasElement;
  center: { lng: number; lat: number };
  zoom: number;
  bearing: number;
  attribution: string;
}

const plainText = (html: string) => new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '';

/** Who made what is drawn, each once, as plain text. */
function attributionOf(map: MapLibreMap): string {
  const all = Object.keys(map.getStyle().sources).flatMap((id) => {
    const text = map.getSource(id)?.attribution;
    return text ? [plainText(text)] : [];
  });
  return [...new Set(all)].join(' · ');
}

/**
 * Draws what a map shows once more, off the screen, as large and as fine as the sheet wants it.
 * @throws Error when the graphics card gives up or the data do not come
 */
export async function takePicture(shown: MapLibreMap, sheet: Sheet): Promise<Picture> {
  const container = document.createElement('div');
  Object.assign(container.style, {
    position: 'fixed',
    left: '-100000px',
    top: '0',
    width: `${sheet.map.width}px`,
    height: `${sheet.map.height}px`,
  });
  document.body.append(container);
  const bearing = shown.getBearing();
  const style = shown.getStyle() as StyleSpecification;
  const map = new maplibre.Map({
    container,
    style,
    interactive: false,
    attributionControl: false,
    fadeDuration: 0,
    localIdeographFontFamily: false,
    pixelRatio: sheet.ratio,
    maxCanvasSize: [16_384, 16_384],
    canvasContextAttributes: { preserveDrawingBuffer: true },
    maxZoom: 22,
    transformRequest: (url) => ({ url, referrerPolicy: 'strict-origin-when-cross-origin' }),
  });
  // Icons that the map on the screen was given are lent to this one.
  map.on('styleimagemissing', ({ id }) => {
    const image = shown.getImage(id);
    if (image && !map.hasImage(id)) {
      map.addImage(id, image.data, { pixelRatio: image.pixelRatio, sdf: image.sdf });
    }
  });
  try {
    // The same place as large as it fits, seen from where it is seen now.
    const { clientWidth, clientHeight } = shown.getContainer();
    const grow = Math.min(sheet.map.width / clientWidth, sheet.map.height / clientHeight);
    const zoom = shown.getZoom() + Math.log2(grow);
    map.jumpTo({ center: shown.getCenter(), zoom, bearing });
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('timeout')), PATIENCE_MS);
      map.once('idle', () => {
        clearTimeout(timer);
        resolve();
      });
      map.once('webglcontextlost', () => reject(new Error('context')));
    });
    const canvas = document.createElement('canvas');
    const drawn = map.getCanvas();
    canvas.width = drawn.width;
    canvas.height = drawn.height;
    canvas.getContext('2d')!.drawImage(drawn, 0, 0);
    return { canvas, center: map.getCenter(), zoom: map.getZoom(), bearing, attribution: attributionOf(map) };
  } finally {
    map.remove();
    container.remove();
  }
}
