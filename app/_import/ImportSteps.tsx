'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { loadLayers, sentenceOf, watchLayer } from '../_lib/actions';
import { api, type NewLayer } from '../_lib/api';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { FilePreview, Preview, Upload } from '../_lib/types';
import { ChooseFile } from './ChooseFile';
import { ColumnsStep } from './ColumnsStep';
import { FileStep } from './FileStep';
import { fileSets } from './file-sets';
import { RunStep } from './RunStep';
import { withoutEnding } from './without-ending';

type Step =
  | { name: 'choose' }
  | { name: 'sending'; file: File; sent: number; total: number }
  | { name: 'columns'; upload: Upload & { preview: Preview } }
  | { name: 'file'; upload: Upload & { preview: FilePreview } }
  | { name: 'run'; layerId: string; jobId: string; title: string };

interface ImportStepsProps {
  /** A file, or the files of one set, that were dropped or chosen before the dialog opened. */
  files?: File[];
  /** Run it as it was read, without asking first. */
  atOnce?: boolean;
  onEnd: () => void;
  closeButton: ReactNode;
}

/** File, columns, run: the way from a list to a layer. */
export function ImportSteps({ files, atOnce = false, onEnd, closeButton }: ImportStepsProps) {
  const t = useTranslations('import');
  const { number, bytes } = useFigures();
  const [step, setStep] = useState<Step>({ name: 'choose' });
  const words = useTranslations('importFile');
  const [ofFile, setOfFile] = useState(false);
  const [fault, setFault] = useState('');
  const abort = useRef<AbortController>(null);
  const limit = useStore((state) => state.config.limits?.bytes);

  const run = useCallback(async (layer: NewLayer) => {
    setFault('');
    try {
      const project = useStore.getState().project?.id;
      const made = await api.createLayer({ ...layer, ...(project ? { project } : {}) });
      const layerId = made.layer.id;
      const jobId = made.job.id;
      setStep({ name: 'run', layerId, jobId, title: layer.name });
      await loadLayers(); // the list shows it from now on, also when this dialog is closed
      watchLayer(layerId, jobId);
    } catch (error) {
      setFault(sentenceOf(error));
    }
  }, []);

  const send = useCallback(
    async (files: File[]) => {
      const [file] = files as [File, ...File[]];
      const size = files.reduce((sum, { size }) => sum + size, 0);
      setFault('');
      if (file.size === 0) return setFault(t('emptyFile', { name: file.name }));
      if (limit && size > limit) {
        return setFault(t('tooLarge', { name: file.name, size: bytes(size), limit: bytes(limit) }));
      }
      abort.current = new AbortController();
      setStep({ name: 'sending', file, sent: 0, total: size });
      try {
        const onProgress = (sent: number, total: number) => setStep({ name: 'sending', file, sent, total });
        const upload = await api.upload(files, onProgress, abort.current.signal);
        const { preview } = upload;
        setOfFile('file' in preview);
        if ('file' in preview) return setStep({ name: 'file', upload: { ...upload, preview } });
        const { format, roles } = preview;
        if (atOnce && roles.address.length > 0) {
          const layer = {
            upload: upload.id,
            name: withoutEnding(upload.name),
            format,
            address: roles.address,
          };
          await run(roles.label === undefined ? layer : { ...layer, label: roles.label });
        } else {
          setStep({ name: 'columns', upload: { ...upload, preview } });
        }
      } catch (error) {
        setStep({ name: 'choose' });
        if ((error as Error).name !== 'AbortError') setFault(sentenceOf(error));
      }
    },
    [t, limit, bytes, atOnce, run],
  );

  // A file that came with the dialog is sent once it is open; closing the dialog breaks the sending off.
  const first = useRef({ files, send });
  useEffect(() => {
    const { files, send } = first.current;
    const timer = setTimeout(() => files?.length && void send(files));
    return () => {
      clearTimeout(timer);
      abort.current?.abort();
    };
  }, []);

  /** Files of other sets wait for their turn. */
  const chosen = (files: File[]) => {
    const [set, ...rest] = fileSets(files);
    if (rest.length > 0) useStore.getState().set({ importing: { files } });
    else if (set) void send(set);
  };
  const title =
    step.name === 'choose'
      ? t('title')
      : step.name === 'sending'
        ? step.file.name
        : step.name === 'run'
          ? step.title
          : step.upload.name;
  const at = { choose: 0, sending: 0, columns: 0, file: 0, run: 1 }[step.name];
  return (
    <>
      <div className="dialog-head">
        <div>
          <Dialog.Title asChild>
            <h2>{title}</h2>
          </Dialog.Title>
        </div>
        {closeButton}
      </div>
      {step.name !== 'choose' && (
        <ol className="steps">
          {(ofFile ? [words('step1'), words('step2'), t('step3')] : [t('step1'), t('step2'), t('step3')]).map(
            (name, index) => (
              <li key={name} aria-current={index === at ? 'step' : undefined}>
                {index + 1} {name}
              </li>
            ),
          )}
        </ol>
      )}
      {fault && (
        <div className="dialog-fault">
          <p className="notice" role="alert">
            <CircleAlert size={17} />
            <span>{fault}</span>
          </p>
        </div>
      )}
      {step.name === 'choose' && <ChooseFile onFiles={chosen} />}
      {step.name === 'sending' && (
        <>
          <div className="dialog-body">
            <div className="progress-line">
              <b>{t(step.sent < step.total ? 'sending' : 'reading')}</b>
              <div
                className="bar"
                role="progressbar"
                aria-label={t('sending')}
                aria-valuenow={(100 * step.sent) / step.total}
              >
                <i style={{ width: `${(100 * step.sent) / step.total}%` }} />
              </div>
              <span>
                {bytes(step.sent)} / {bytes(step.total)} · {number((100 * step.sent) / step.total)} %
              </span>
            </div>
          </div>
          <div className="dialog-foot">
            <button type="button" className="btn ghost" onClick={() => abort.current?.abort()}>
              {t('cancel')}
            </button>
          </div>
        </>
      )}
      {step.name === 'columns' && (
        <ColumnsStep upload={step.upload} onRun={run} onCancel={onEnd} onFault={setFault} />
      )}
      {step.name === 'file' && (
        <FileStep upload={step.upload} onRun={run} onCancel={onEnd} onFault={setFault} />
      )}
      {step.name === 'run' && <RunStep layerId={step.layerId} jobId={step.jobId} onEnd={onEnd} />}
    </>
  );
}
