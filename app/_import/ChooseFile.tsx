'use client';

import { Image as ImageIcon, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type DragEvent, useRef, useState } from 'react';
import { SampleButton } from '../_classify/SampleButton';
import { areImage, IMAGES } from '../_imagery/files';
import { SampleImageButton } from '../_imagery/SampleImageButton';
import { beginDraft } from '../_imagery/store';
import { Editions } from '../_lib/Editions';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';

const ACCEPT =
  '.csv,.tsv,.txt,.xlsx,.tab,.psv,.geojson,.json,.geojsonl,.geojsons,.geojsonseq,.ndjson,.zip,.shp,.dbf,.prj,.cpg,.shx,.kml,.kmz,.gpx,.fgb';

/** Where a file is dropped or chosen; its limits are said before. */
export function ChooseFile({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useTranslations('import');
  const classify = useTranslations('classify');
  const { number, bytes } = useFigures();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const limits = useStore((state) => state.config.limits);
  const set = useStore((state) => state.set);

  const take = (files: File[]) => (areImage(files) ? void beginDraft(files) : onFiles(files));
  const drop = (event: DragEvent) => {
    const files = [...event.dataTransfer.files];
    if (files.length === 0) return;
    event.preventDefault();
    event.nativeEvent.stopImmediatePropagation(); // the page would take it as well
    setOver(false);
    take(files);
  };
  return (
    <>
      <div className="dialog-body">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping; the button inside does the same by keyboard */}
        <div
          className={`drop-zone ${over ? 'over' : ''}`}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <Upload size={32} aria-hidden />
          <b>{t('dropHere')}</b>
          <p className="muted">{t('formats')}</p>
          <button type="button" className="btn primary" onClick={() => input.current?.click()}>
            {t('chooseFile')}
          </button>
          <input
            ref={input}
            type="file"
            accept={`${ACCEPT},${IMAGES},.tfw,.jgw,.pgw,.wld,.points`}
            multiple
            hidden
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = '';
              if (files.length > 0) take(files);
            }}
          />
          <p className="limits muted small">
            {limits?.bytes && <span>{t('limitBytes', { size: bytes(limits.bytes) })}</span>}
            {limits?.rows && <span>{t('limitRows', { n: number(limits.rows) })}</span>}
            <span>{t('encodings')}</span>
          </p>
        </div>
        <div className="more-ways">
          <button type="button" className="btn" onClick={() => set({ importing: null, dialog: 'classify' })}>
            <ImageIcon size={17} />
            {classify('image')}
          </button>
          <SampleImageButton />
          <SampleButton />
        </div>
      </div>
      <div className="dialog-foot">
        <Editions className="editions muted small" />
      </div>
    </>
  );
}
