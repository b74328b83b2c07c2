'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import { api, type NewLayer, type Reading } from '../_lib/api';
import { useFigures } from '../_lib/hooks';
import type { FilePreview } from '../_lib/types';
import { Chooser } from '../_shell/Menu';
import { FaultList } from './FaultList';
import { SystemChoice } from './SystemChoice';
import { withoutEnding } from './without-ending';

const ENCODINGS = ['utf-8', 'cp949', 'shift_jis', 'gb18030', 'windows-1252'];
const NO_LABEL = '';

interface FileStepProps {
  upload: { id: string; name: string; preview: FilePreview };
  onRun: (layer: NewLayer) => Promise<void>;
  onCancel: () => void;
  onFault: (sentence: string) => void;
}

const lastName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** How a file of features was understood: attributes, faults, and where it would land. */
export function FileStep({ upload, onRun, onCancel, onFault }: FileStepProps) {
  const t = useTranslations('importFile');
  const common = useTranslations('import');
  const { number } = useFigures();
  const [preview, setPreview] = useState(upload.preview);
  const [name, setName] = useState(
    withoutEnding(lastName(preview.file.layers ? preview.file.layer : upload.name)),
  );
  const [label, setLabel] = useState(preview.label ?? NO_LABEL);
  const [crs, setCrs] = useState<string | null>(preview.crs?.code ?? null);
  const [repair, setRepair] = useState(false);
  const [busy, setBusy] = useState(false);
  const { file, columns, sample, geometries, featuresEstimate } = preview;

  const reread = async (reading: Reading) => {
    setBusy(true);
    onFault('');
    try {
      const next = (await api.preview(upload.id, {
        layer: file.layer,
        ...(file.encoding ? { encoding: file.encoding } : {}),
        ...reading,
      })) as FilePreview;
      setPreview(next);
      setLabel(next.label ?? NO_LABEL);
      if (reading.layer) {
        setName(withoutEnding(lastName(reading.layer)));
        setCrs(next.crs?.code ?? null);
      }
    } catch (error) {
      onFault(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  const start = async () => {
    setBusy(true);
    await onRun({
      upload: upload.id,
      name: name.trim() || withoutEnding(upload.name),
      layer: file.layer,
      crs: crs!,
      label: label === NO_LABEL ? null : label,
      ...(repair ? { repair } : {}),
      ...(file.encoding ? { format: { encoding: file.encoding } } : {}),
    });
    setBusy(false);
  };
  const kinds = [...new Set(geometries.filter((kind) => kind !== null))];
  return (
    <>
      <div className="dialog-body" aria-busy={busy}>
        <p className="muted">
          {t(preview.complete ? 'summary' : 'summaryAbout', {
            format: file.title,
            n: number(featuresEstimate),
            columns: columns.length,
            kinds: kinds.map((kind) => t(`kind.${kind}`)).join(', ') || t('kind.none'),
          })}
        </p>
        <SystemChoice
          said={preview.crs}
          candidates={preview.candidates}
          value={crs}
          points={preview.points}
          extent={preview.extent}
          onChange={setCrs}
        />
        <FaultList preview={preview} repair={repair} onRepair={setRepair} />
        {columns.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
          <section className="preview plain" tabIndex={0} aria-label={common('preview')}>
            <table>
              <thead>
                <tr>
                  {columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {sample.slice(0, 8).map((row, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: features of a file have no other name
                  <tr key={index}>
                    {columns.map((column, at) => (
                      <td key={column} title={row[at]}>
                        {row[at]}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
        <div className="import-options">
          {file.layers && (
            <div className="option">
              <span className="muted">{t('which')}</span>
              <Chooser
                label={t('which')}
                value={file.layer}
                choices={file.layers.map((value) => ({ value, label: lastName(value) }))}
                onChoose={(layer) => void reread({ layer })}
              />
            </div>
          )}
          <label>
            <span className="muted">{common('layerName')}</span>
            <input
              className="field"
              value={name}
              maxLength={200}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
          {columns.length > 0 && (
            <div className="option">
              <span className="muted">{t('label')}</span>
              <Chooser
                label={t('label')}
                value={label}
                choices={[
                  { value: NO_LABEL, label: t('noLabel') },
                  ...columns.map((value) => ({ value, label: value })),
                ]}
                onChoose={setLabel}
              />
            </div>
          )}
          {file.encoding && (
            <div className="option">
              <span className="muted">{common('encoding')}</span>
              <Chooser
                label={common('encoding')}
                value={file.encoding}
                choices={[...new Set([file.encoding, ...ENCODINGS])].map((value) => ({
                  value,
                  label: value.toUpperCase(),
                }))}
                onChoose={(encoding) => void reread({ encoding })}
              />
            </div>
          )}
        </div>
      </div>
      <div className="dialog-foot">
        {crs === null && <span className="muted small">{t('chooseCrs')}</span>}
        <button type="button" className="btn ghost" onClick={onCancel}>
          {common('cancel')}
        </button>
        <button
          type="button"
          className="btn primary"
          disabled={busy || crs === null}
          onClick={() => void start()}
        >
          {common('run')}
        </button>
      </div>
    </>
  );
}
