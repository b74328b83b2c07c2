'use client';

import { Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type DragEvent, useRef, useState } from 'react';
import { Editions } from '../_lib/Editions';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';

const ACCEPT = '.csv,.tsv,.txt,.xlsx,.tab,.psv';

/** Where a file is dropped or chosen; its limits are said before. */
export function ChooseFile({ onFile }: { onFile: (file: File) => void }) {
  const t = useTranslations('import');
  const { number, bytes } = useFigures();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const limits = useStore((state) => state.config.limits);

  const drop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    event.nativeEvent.stopImmediatePropagation(); // the page would take it as well
    setOver(false);
    onFile(file);
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
            accept={ACCEPT}
            hidden
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) onFile(file);
            }}
          />
          <p className="limits muted small">
            {limits?.bytes && <span>{t('limitBytes', { size: bytes(limits.bytes) })}</span>}
            {limits?.rows && <span>{t('limitRows', { n: number(limits.rows) })}</span>}
            <span>{t('encodings')}</span>
          </p>
        </div>
      </div>
      <div className="dialog-foot">
        <Editions className="editions muted small" />
      </div>
    </>
  );
}
