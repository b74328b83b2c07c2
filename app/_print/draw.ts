import type { LegendBlock } from '../_map/legend-words';
import type { ScaleBar, Sheet } from './sheet';

const FAMILY = "'Noto Sans KR Variable', system-ui, sans-serif";
const INK = '#1c2530';
const MUTED = '#5d6775';
const PANEL = 'rgba(255,255,255,0.92)';
const LINE = '#c9c5bc';

export interface Furniture {
  title: string;
  legend: LegendBlock[];
  scale: ScaleBar;
  /** Degrees that the map is turned clockwise from north. */
  bearing: number;
  attribution: string;
  date: string;
  /** What the arrow is called. */
  north: string;
}

type Canvas = CanvasRenderingContext2D;

/** Text cut off with an ellipsis where it is longer than `most` pixels. */
function fitted(context: Canvas, text: string, most: number): string {
  if (context.measureText(text).width <= most) return text;
  let end = text.length;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > most) end--;
  return `${text.slice(0, end)}…`;
}

function box(context: Canvas, x: number, y: number, width: number, height: number): void {
  context.fillStyle = PANEL;
  context.strokeStyle = LINE;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(x, y, width, height, 6);
  context.fill();
  context.stroke();
}

function swatch(context: Canvas, symbol: LegendBlock['symbol'], color: string, x: number, y: number): void {
  context.fillStyle = color;
  context.strokeStyle = color;
  if (symbol === 'line') {
    context.lineWidth = 3;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 14, y);
    context.stroke();
  } else if (symbol === 'fill') {
    context.fillRect(x, y - 6, 14, 12);
  } else {
    context.beginPath();
    context.arc(x + 7, y, 5.5, 0, 2 * Math.PI);
    context.fill();
  }
}

const ROW = 20;
const WIDEST = 260;
/** The legend takes no more of the map's height than this. */
const SHARE = 0.7;

type Row =
  | { head: string }
  | { color: string; text: string; symbol: LegendBlock['symbol'] }
  | { heat: string[] };

function rowsOf(blocks: LegendBlock[]): Row[] {
  return blocks.flatMap(({ name, symbol, lines, heat }): Row[] => {
    const [only] = lines;
    if (lines.length === 1 && only && !heat) return [{ color: only.color, text: name, symbol }];
    return [
      { head: name },
      ...(heat ? [{ heat }] : []),
      ...lines.map(({ color, text }) => ({ color, text, symbol })),
    ];
  });
}

/** The legend in the lower left corner of the map's frame. What does not fit is counted, never dropped silently. */
function drawLegend(context: Canvas, blocks: LegendBlock[], { map }: Sheet): void {
  const all = rowsOf(blocks);
  if (all.length === 0) return;
  const most = Math.max(2, Math.floor((map.height * SHARE) / ROW));
  const rows: Row[] =
    all.length > most ? [...all.slice(0, most - 1), { head: `+ ${all.length - most + 1}` }] : all;
  context.font = `600 12.5px ${FAMILY}`;
  const texts = rows.map((row) => ('head' in row ? row.head : 'text' in row ? row.text : ''));
  const inner = Math.min(
    WIDEST,
    map.width * 0.5,
    Math.max(60, ...texts.map((text) => context.measureText(text).width + 24)),
  );
  const height = rows.length * ROW + 14;
  const x = map.x + 10;
  const y = map.y + map.height - height - 10;
  box(context, x, y, inner + 20, height);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  rows.forEach((row, index) => {
    const middle = y + 7 + ROW * index + ROW / 2;
    if ('heat' in row) {
      const gradient = context.createLinearGradient(x + 10, 0, x + 10 + inner, 0);
      for (const [i, color] of row.heat.entries())
        gradient.addColorStop(i / Math.max(1, row.heat.length - 1), color);
      context.fillStyle = gradient;
      context.fillRect(x + 10, middle - 5, inner, 10);
      return;
    }
    const head = 'head' in row;
    if (!head) swatch(context, row.symbol, row.color, x + 10, middle);
    context.fillStyle = INK;
    context.font = `${head ? 600 : 400} 12.5px ${FAMILY}`;
    const left = head ? 0 : 22;
    context.fillText(fitted(context, head ? row.head : row.text, inner - left), x + 10 + left, middle);
  });
}

function drawScale(context: Canvas, { pixels, text }: ScaleBar, { map }: Sheet): void {
  const x = map.x + map.width - pixels - 18;
  const y = map.y + map.height - 18;
  box(context, x - 8, y - 20, pixels + 16, 28);
  context.strokeStyle = INK;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x, y - 5);
  context.lineTo(x, y);
  context.lineTo(x + pixels, y);
  context.lineTo(x + pixels, y - 5);
  context.stroke();
  context.fillStyle = INK;
  context.font = `12px ${FAMILY}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillText(text, x + pixels / 2, y - 7);
}

function drawNorth(context: Canvas, name: string, bearing: number, { map }: Sheet): void {
  const size = 40;
  const x = map.x + map.width - size - 10;
  const y = map.y + 10;
  box(context, x, y, size, size + 14);
  context.save();
  context.translate(x + size / 2, y + size / 2 + 12);
  context.rotate((-bearing * Math.PI) / 180);
  context.fillStyle = INK;
  context.beginPath();
  context.moveTo(0, -15);
  context.lineTo(9, 13);
  context.lineTo(0, 7);
  context.lineTo(-9, 13);
  context.closePath();
  context.fill();
  context.restore();
  context.fillStyle = INK;
  context.font = `600 11px ${FAMILY}`;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.fillText(name, x + size / 2, y + 3);
}

/** Draws a sheet: the picture of the map in its frame, and what makes it a map on paper. */
export function drawSheet(sheet: Sheet, picture: CanvasImageSource, furniture: Furniture): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(sheet.width * sheet.ratio);
  canvas.height = Math.round(sheet.height * sheet.ratio);
  const context = canvas.getContext('2d')!;
  context.scale(sheet.ratio, sheet.ratio);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, sheet.width, sheet.height);
  const { x, y, width, height } = sheet.map;
  context.drawImage(picture, x, y, width, height);
  context.strokeStyle = LINE;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
  const inset = Math.max(x, 12);
  if (furniture.title) {
    context.fillStyle = INK;
    context.font = `700 22px ${FAMILY}`;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillText(fitted(context, furniture.title, sheet.width - inset * 2), inset, y - 22);
  }
  drawLegend(context, furniture.legend, sheet);
  drawScale(context, furniture.scale, sheet);
  drawNorth(context, furniture.north, furniture.bearing, sheet);
  context.font = `11px ${FAMILY}`;
  context.fillStyle = MUTED;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  const foot = y + height + 14;
  context.fillText(furniture.date, sheet.width - inset, foot);
  const left = context.measureText(furniture.date).width + 16;
  context.textAlign = 'left';
  context.fillText(fitted(context, furniture.attribution, sheet.width - inset * 2 - left), inset, foot);
  return canvas;
}
