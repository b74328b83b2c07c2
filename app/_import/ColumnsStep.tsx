'use client';

import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import { api, type NewLayer } from '../_lib/api';
import { Editions } from '../_lib/Editions';
import { useFigures } from '../_lib/hooks';
import { inPageLanguage } from '../_lib/sentence';
import type { Preview, TableFormat, Upload } from '../_lib/types';
import { CrsChooser } from './CrsChooser';
import { FormatBar } from './FormatBar';
import { PlacementMap } from './PlacementMap';
import { PreviewTable } from './PreviewTable';
import { assign, rolesFrom } from './roles';
import { SystemChoice } from './SystemChoice';
import { withoutEnding } from './without-ending';

interface ColumnsStepProps {
  upload: Upload & { preview: Preview };
  onRun: (layer: NewLayer) => Promise<void>;
  onCancel: () => void;
  onFault: (sentence: string) => void;
}

/** Numbers of two columns of the sample, for the map. */
function columnPoints(sample: string[][], x: number, y: number): [number, number][] {
  return sample.flatMap((row): [number, number][] => {
    const [a, b] = [row[x], row[y]].map((text) =>
      text?.trim() ? Number(text.replaceAll(',', '')) : Number.NaN,
    );
    return Number.isFinite(a) && Number.isFinite(b) ? [[a!, b!]] : [];
  });
}

/** How the file was understood, with its first rows; everything can be changed. */
export function ColumnsStep({ upload, onRun, onCancel, onFault }: ColumnsStepProps) {
  const t = useTranslations('import');
  const file = useTranslations('importFile');
  const { number } = useFigures();
  const [preview, setPreview] = useState<Preview>(upload.preview);
  const [roles, setRoles] = useState(() => rolesFrom(upload.preview.roles));
  const [crs, setCrs] = useState(upload.preview.roles.coordinates?.crs[0] ?? 'EPSG:4326');
  const [name, setName] = useState(withoutEnding(upload.name));
  const [wktCrs, setWktCrs] = useState<string | null>(upload.preview.roles.geometry?.crs ?? null);
  const [busy, setBusy] = useState(false);
  const points = useMemo(
    () => (roles.x === null || roles.y === null ? [] : columnPoints(preview.sample, roles.x, roles.y)),
    [preview.sample, roles.x, roles.y],
  );

  useEffect(() => {
    if (preview === upload.preview) return;
    setRoles(rolesFrom(preview.roles));
    setCrs((before) => preview.roles.coordinates?.crs[0] ?? before);
  }, [preview, upload.preview]);

  const reformat = async (change: Partial<TableFormat>) => {
    setBusy(true);
    onFault('');
    try {
      setPreview((await api.preview(upload.id, { ...preview.format, ...change })) as Preview);
    } catch (error) {
      onFault(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  const start = async (from: 'address' | 'coordinates' | 'geometry') => {
    setBusy(true);
    const common = {
      upload: upload.id,
      name: name.trim() || withoutEnding(upload.name),
      format: preview.format,
      ...(roles.label !== null ? { label: roles.label } : {}),
    };
    const by: Partial<NewLayer> =
      from === 'address'
        ? { address: roles.address }
        : from === 'coordinates'
          ? { coordinates: { x: roles.x!, y: roles.y!, crs } }
          : { geometry: geometry!.column, crs: wktCrs! };
    await onRun({ ...common, ...by });
    setBusy(false);
  };

  const { geometry } = preview.roles;
  const canGeocode = roles.address.length > 0 && !geometry;
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
        {geometry && (
          <>
            <p className="muted">{file('wkt', { column: preview.columns[geometry.column] ?? '' })}</p>
            <SystemChoice
              said={geometry.crs ? { code: geometry.crs, name: '', by: 'file' } : undefined}
              candidates={geometry.candidates}
              value={wktCrs}
              points={geometry.points}
              onChange={setWktCrs}
            />
          </>
        )}
        {/* Degrees beside addresses need no look; whatever was guessed does. */}
        {canPlace && !geometry && (!canGeocode || crs !== 'EPSG:4326') && (
          <PlacementMap crs={crs} points={points} />
        )}
        {!canGeocode && !canPlace && !geometry && <p className="muted">{t('chooseColumns')}</p>}
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
        {geometry && (
          <button
            type="button"
            className="btn primary"
            disabled={busy || wktCrs === null}
            onClick={() => void start('geometry')}
          >
            {file('runGeometry')}
          </button>
        )}
        {canPlace && !geometry && (
          <button
            type="button"
            className={`btn ${canGeocode ? '' : 'primary'}`}
            disabled={busy}
            onClick={() => void start('coordinates')}
          >
            {t('runCoordinates')}
          </button>
        )}
        {(canGeocode || (!canPlace && !geometry)) && (
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
