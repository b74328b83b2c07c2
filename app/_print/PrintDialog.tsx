'use client';

import { Download, Printer } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useStore } from '../_lib/store';
import type { Project } from '../_lib/types';
import { legendBlock } from '../_map/legend-words';
import { useLegendWords } from '../_map/use-legend-words';
import { Frame } from '../_projects/Frame';
import { drawSheet } from './draw';
import { largestSide, takePicture } from './picture';
import { DPI, largestDpi, layOut, type Paper, type SheetChoice, scaleBar } from './sheet';

type WithMap = typeof window & { jariMap?: import('maplibre-gl').Map };

const PAPERS: Paper[] = ['A4', 'A3', 'screen'];
const LONGEST_SCALE = 140;

const blobOf = (canvas: HTMLCanvasElement) =>
  new Promise<Blob>((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('canvas'))), 'image/png'),
  );

/** Prints a picture alone on paper of its size, through the browser's own dialog (which also makes PDF). */
function printPicture(url: string, size: string): void {
  const sheet = document.createElement('div');
  sheet.className = 'print-sheet';
  const page = document.createElement('style');
  page.textContent = `@page { size: ${size}; margin: 0 }`;
  const image = new Image();
  image.src = url;
  image.alt = '';
  sheet.append(page, image);
  document.body.append(sheet);
  const tidy = () => {
    sheet.remove();
    URL.revokeObjectURL(url);
  };
  addEventListener('afterprint', tidy, { once: true });
  void image.decode().then(() => window.print());
}

/** Paper, title and fineness; then a PNG, or the browser's print. */
export function PrintDialog({ project }: { project: Project }) {
  const t = useTranslations('print');
  const format = useFormatter();
  const words = useLegendWords();
  const set = useStore((state) => state.set);
  const [choice, setChoice] = useState<SheetChoice>({
    paper: 'A4',
    landscape: true,
    dpi: 150,
    title: project.name,
  });
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const [side, setSide] = useState(0);
  useEffect(() => setSide(largestSide()), []);
  const change = (part: Partial<SheetChoice>) => setChoice((before) => ({ ...before, ...part }));

  const map = (window as WithMap).jariMap;
  const shown = map?.getContainer();
  const screen = { width: shown?.clientWidth ?? 800, height: shown?.clientHeight ?? 600 };
  const most = side ? largestDpi(choice, screen, side) : DPI.most;
  const dpi = Math.max(DPI.least, Math.min(choice.dpi, most));
  const sheet = layOut({ ...choice, dpi }, screen);
  const pixels = [sheet.width, sheet.height].map((length) => Math.round(length * sheet.ratio));

  const make = async (use: (blob: Blob) => void) => {
    if (!map) return;
    setBusy(true);
    setFault('');
    try {
      await document.fonts.ready;
      const picture = await takePicture(map, sheet);
      const canvas = drawSheet(sheet, picture.canvas, {
        title: choice.title.trim(),
        legend: useStore
          .getState()
          .layers.filter(({ visible, state }) => visible && state === 'ready')
          .map((layer) => legendBlock(layer, words)),
        scale: scaleBar(picture.center.lat, picture.zoom, LONGEST_SCALE),
        bearing: picture.bearing,
        attribution: picture.attribution,
        date: format.dateTime(new Date(), {
          dateStyle: 'medium',
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        }),
        north: t('north'),
      });
      use(await blobOf(canvas));
      set({ dialog: null });
    } catch {
      setFault(t('failed'));
    } finally {
      setBusy(false);
    }
  };
  const download = (blob: Blob) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${choice.title.trim() || t('file')}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  const print = (blob: Blob) => {
    const size =
      choice.paper === 'screen'
        ? `${sheet.width}px ${sheet.height}px`
        : `${choice.paper} ${choice.landscape ? 'landscape' : 'portrait'}`;
    printPicture(URL.createObjectURL(blob), size);
  };

  return (
    <Frame
      title={t('title')}
      foot={
        <>
          {busy && (
            <span className="muted" role="status">
              {t('drawing')}
            </span>
          )}
          <button type="button" className="btn" disabled={busy} onClick={() => void make(print)}>
            <Printer size={16} />
            {t('print')}
          </button>
          <button type="button" className="btn primary" disabled={busy} onClick={() => void make(download)}>
            <Download size={16} />
            {t('png')}
          </button>
        </>
      }
    >
      {fault && (
        <p className="notice" role="alert">
          {fault}
        </p>
      )}
      <label className="print-line">
        <span>{t('heading')}</span>
        <input
          className="field"
          value={choice.title}
          maxLength={120}
          onChange={(event) => change({ title: event.target.value })}
        />
      </label>
      <div className="print-line">
        <span id="print-paper">{t('paper')}</span>
        <fieldset className="chips" aria-labelledby="print-paper">
          {PAPERS.map((paper) => (
            <button
              key={paper}
              type="button"
              className="chip"
              aria-pressed={choice.paper === paper}
              onClick={() => change({ paper })}
            >
              {paper === 'screen' ? t('screen') : paper}
            </button>
          ))}
        </fieldset>
      </div>
      {choice.paper !== 'screen' && (
        <div className="print-line">
          <span id="print-direction">{t('direction')}</span>
          <fieldset className="chips" aria-labelledby="print-direction">
            {[true, false].map((landscape) => (
              <button
                key={String(landscape)}
                type="button"
                className="chip"
                aria-pressed={choice.landscape === landscape}
                onClick={() => change({ landscape })}
              >
                {t(landscape ? 'landscape' : 'portrait')}
              </button>
            ))}
          </fieldset>
        </div>
      )}
      <label className="print-line">
        <span>{t('dpi')}</span>
        <input
          type="range"
          min={DPI.least}
          max={Math.max(DPI.least, most)}
          step={1}
          value={dpi}
          aria-valuetext={`${dpi} dpi`}
          onChange={(event) => change({ dpi: Number(event.target.value) })}
        />
        <output>{dpi} dpi</output>
      </label>
      <p className="muted small">
        {t('size', { width: pixels[0]!, height: pixels[1]! })}
        {most < DPI.most && ` ${t('limited', { most })}`}
      </p>
      <p className="muted small">{t('about')}</p>
    </Frame>
  );
}
