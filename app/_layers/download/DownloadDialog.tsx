'use client';

import { CircleAlert, Download as DownloadIcon, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useFigures } from '../../_lib/hooks';
import { useStore } from '../../_lib/store';
import type { Layer } from '../../_lib/types';
import { ProgressLine } from '../../_shell/ProgressLine';
import { ColumnsField } from './ColumnsField';
import { CrsField, codeOf } from './CrsField';
import { download, useDownloads } from './downloads';
import { type Scope, useScopes } from './scope';

const WGS84 = 'EPSG:4326';

interface DownloadDialogProps {
  layer: Layer;
  onClose: () => void;
}

/** How a layer leaves: format, coordinate system, columns, rows; then its progress. Closing stops nothing. */
export function DownloadDialog({ layer, onClose }: DownloadDialogProps) {
  const t = useTranslations('download');
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil" />
        <Dialog.Content className="dialog small-dialog download-dialog" aria-describedby={undefined}>
          <div className="dialog-head">
            <div>
              <Dialog.Title asChild>
                <h2>{t('title', { name: layer.name })}</h2>
              </Dialog.Title>
            </div>
            <Dialog.Close className="icon-btn" aria-label={t('close')}>
              <X size={18} />
            </Dialog.Close>
          </div>
          <Choices layer={layer} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Choices({ layer }: { layer: Layer }) {
  const t = useTranslations('download');
  const { bytes } = useFigures();
  const { exports: formats = [], exportAtOnce = 50_000 } = useStore((state) => state.config);
  const running = useDownloads((state) => state.running[layer.id]);
  const fault = useDownloads((state) => state.faults[layer.id]);
  const scopes = useScopes(layer);
  const [format, setFormat] = useState('geojson');
  const [crs, setCrs] = useState(WGS84);
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const [scope, setScope] = useState<Scope>('whole');

  const chosen = formats.find(({ name }) => name === format);
  if (!chosen) return null;
  const { filter, count } = scopes.find((rows) => rows.scope === scope) ?? scopes[0]!;
  const tooMany = chosen.maxRows !== undefined && count !== undefined && count > chosen.maxRows;
  const large = (count ?? layer.counts.rows) > exportAtOnce;
  const words = {
    done: (name: string) => t('done', { name }),
    cancelled: t('cancelled'),
    failed: t('failed'),
  };
  const start = () => {
    const wish = {
      format,
      ...(chosen.anyCrs && codeOf(crs) && codeOf(crs) !== WGS84 ? { crs: codeOf(crs) } : {}),
      ...(without.size > 0
        ? { properties: layer.columns.map(({ name }) => name).filter((name) => !without.has(name)) }
        : {}),
      ...(filter ? { filter } : {}),
    };
    void download(layer, chosen.ending, wish, large, words);
  };

  return (
    <>
      <div className="dialog-body">
        {fault && (
          <p className="notice" role="alert">
            <CircleAlert size={17} />
            <span>{fault}</span>
          </p>
        )}
        <fieldset className="download-formats" disabled={running !== undefined}>
          <legend>{t('format')}</legend>
          {formats.map(({ name, title }) => (
            <label key={name} className="chip">
              <input type="radio" name="format" checked={name === format} onChange={() => setFormat(name)} />
              {title}
            </label>
          ))}
        </fieldset>
        <p className="muted" aria-live="polite">
          {t.has(`note.${format}` as never) && t(`note.${format}` as never)}{' '}
          {!chosen.anyCrs && t('wgs84', { title: chosen.title })}
        </p>
        {chosen.anyCrs && <CrsField value={crs} onChange={setCrs} />}
        <ColumnsField layer={layer} without={without} onChange={setWithout} />
        {scopes.length > 1 && (
          <fieldset className="download-rows" disabled={running !== undefined}>
            <legend>{t('rows')}</legend>
            {scopes.map((rows) => (
              <label key={rows.scope}>
                <input
                  type="radio"
                  name="rows"
                  checked={rows.scope === scope}
                  onChange={() => setScope(rows.scope)}
                />
                {t(rows.scope)}
              </label>
            ))}
          </fieldset>
        )}
        {tooMany && (
          <p className="notice warn">{t('tooMany', { title: chosen.title, max: chosen.maxRows! })}</p>
        )}
        {large && !running && <p className="muted small">{t('byJob', { n: exportAtOnce })}</p>}
        {running?.job && (
          <ProgressLine job={running.job} name={t(running.job.state === 'running' ? 'making' : 'waiting')} />
        )}
        {running && !running.job && <p role="status">{t('received', { size: bytes(running.bytes ?? 0) })}</p>}
      </div>
      <div className="dialog-foot">
        <span className="editions muted small">
          {running ? t('background') : count === undefined ? t('counting') : t('count', { n: count })}
        </span>
        {running ? (
          <button type="button" className="btn" onClick={running.stop}>
            {t('stop')}
          </button>
        ) : (
          <button type="button" className="btn primary" disabled={tooMany} onClick={start}>
            <DownloadIcon size={16} />
            {t('start')}
          </button>
        )}
      </div>
    </>
  );
}
