'use client';

import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import { api, type NewLayer } from '../_lib/api';
import { Editions } from '../_lib/Editions';
import { useFigures } from '../_lib/hooks';
import { inPageLanguage } from '../_lib/sentence';
import type { Preview, TableFormat, Upload } from '../_lib/types';
import { CrsChooser } from './CrsChooser';
import { FormatBar } from './FormatBar';
import { PreviewTable } from './PreviewTable';
import { assign, rolesFrom } from './roles';
import { withoutEnding } from './without-ending';

interface ColumnsStepProps {
  upload: Upload;
  onRun: (layer: NewLayer) => Promise<void>;
  onCancel: () => void;
  onFault: (sentence: string) => void;
}

/** How the file was understood, with its first rows; everything can be changed. */
export function ColumnsStep({ upload, onRun, onCancel, onFault }: ColumnsStepProps) {
  const t = useTranslations('import');
  const { number } = useFigures();
  const [preview, setPreview] = useState<Preview>(upload.preview);
  const [roles, setRoles] = useState(() => rolesFrom(upload.preview.roles));
  const [crs, setCrs] = useState(upload.preview.roles.coordinates?.crs[0] ?? 'EPSG:4326');
  const [name, setName] = useState(withoutEnding(upload.name));
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    if (preview === upload.preview) return;
    setRoles(rolesFrom(preview.roles));
    setCrs((before) => preview.roles.coordinates?.crs[0] ?? before);
  }, [preview, upload.preview]);

  const reformat = async (change: Partial<TableFormat>) => {
    setBusy(true);
    onFault('');
    try {
      setPreview(await api.preview(upload.id, { ...preview.format, ...change }));
    } catch (error) {
      onFault(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  const start = async (from: 'address' | 'coordinates') => {
    setBusy(true);
    const common = {
      upload: upload.id,
      name: name.trim() || withoutEnding(upload.name),
      format: preview.format,
      ...(roles.label !== null ? { label: roles.label } : {}),
    };
    await onRun(
      from === 'address'
        ? { ...common, address: roles.address }
        : { ...common, coordinates: { x: roles.x!, y: roles.y!, crs } },
    );
    setBusy(false);
  };

  const canGeocode = roles.address.length > 0;
  const canPlace = roles.x !== null && roles.y !== null;
  const [doubt] = preview.faults;
  return (
    <>
      <div className="dialog-body" aria-busy={busy}>
        <div>
          <p className="muted">
            {t('summary', { rows: number(preview.rowsEstimate), columns: preview.columns.length })}
          </p>
          <FormatBar preview={preview} busy={busy} onChange={(change) => void reformat(change)} />
        </div>
        <PreviewTable
          preview={preview}
          roles={roles}
          onRole={(column, role) => setRoles(assign(roles, column, role))}
        />
        {doubt && (
          <p className="notice warn small">
            <TriangleAlert size={16} />
            <span>
              {t('faults', { n: preview.faults.length, line: number(doubt.line) })}{' '}
              {inPageLanguage(doubt.message)}
            </span>
          </p>
        )}
        <div className="import-options">
          <label>
            <span className="muted">{t('layerName')}</span>
            <input
              className="field"
              value={name}
              maxLength={200}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
          {canPlace && (
            <CrsChooser value={crs} likely={preview.roles.coordinates?.crs ?? []} onChange={setCrs} />
          )}
        </div>
        {!canGeocode && !canPlace && <p className="muted">{t('chooseColumns')}</p>}
        {roles.address.length > 1 && (
          <p className="muted small">
            {t('joined', { columns: roles.address.map((column) => preview.columns[column]).join(' + ') })}
          </p>
        )}
      </div>
      <div className="dialog-foot">
        <Editions className="editions muted small" />
        <button type="button" className="btn ghost" onClick={onCancel}>
          {t('cancel')}
        </button>
        {canPlace && (
          <button
            type="button"
            className={`btn ${canGeocode ? '' : 'primary'}`}
            disabled={busy}
            onClick={() => void start('coordinates')}
          >
            {t('runCoordinates')}
          </button>
        )}
        {(canGeocode || !canPlace) && (
          <button
            type="button"
            className="btn primary"
            disabled={busy || !canGeocode}
            onClick={() => void start('address')}
          >
            {t('run')}
          </button>
        )}
      </div>
    </>
  );
}
