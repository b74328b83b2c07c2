'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Project } from '../_lib/types';
import { mapExtent } from '../_map/current';
import { Frame } from '../_projects/Frame';
import { Chooser } from '../_shell/Menu';
import { type ClassifierChoice, classifiers, classifyFile } from './api';
import { inMiddle, sizeOf } from './place';
import { showStarted } from './start';

type PlaceKind = 'file' | 'view' | 'corners';

/** A name or a kind of file that says where the image lies. */
const placed = (name: string) => /\.tiff?$/i.test(name) || /^\d+([_-])\d+\1\d+\.\w+$/.test(name);

/** One's own image, cut into chips that a classifier names. */
export function ClassifyDialog({ project }: { project: Project }) {
  const t = useTranslations('classify');
  const locale = useLocale();
  const { bytes } = useFigures();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const set = useStore((state) => state.set);
  const say = useStore((state) => state.say);
  const limit = useStore((state) => state.config.limits?.bytes);
  const [models, setModels] = useState<ClassifierChoice[]>();
  const [model, setModel] = useState('');
  const [file, setFile] = useState<File>();
  const [size, setSize] = useState('');
  const [stride, setStride] = useState('');
  const [place, setPlace] = useState<PlaceKind>('file');
  const [corners, setCorners] = useState('');
  const [invert, setInvert] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');

  useEffect(() => {
    classifiers().then(
      (found) => {
        setModels(found);
        setModel((found.find(({ name }) => name === 'fashion-dnn') ?? found[0])?.name ?? '');
      },
      (error) => setFault(sentenceOf(error)),
    );
  }, []);

  const side = models?.find(({ name }) => name === model)?.side ?? 28;
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    setPlace(placed(chosen.name) ? 'file' : 'view');
    setFault('');
  };
  const cornersOf = async (file: File): Promise<string | undefined> => {
    if (place === 'corners') return corners;
    if (place === 'file') return undefined;
    const extent = mapExtent();
    const found = await sizeOf(file);
    if (!found || !extent) throw new Error(t('notRead'));
    return inMiddle(extent, found)
      .flat()
      .map((degrees) => degrees.toFixed(7))
      .join(',');
  };
  const start = async () => {
    if (!file || !model) return;
    setBusy(true);
    setFault('');
    try {
      const where = await cornersOf(file);
      const started = await classifyFile(file, {
        model,
        language: locale,
        project: project.id,
        ...(size ? { size } : {}),
        ...(stride ? { stride } : {}),
        ...(where ? { corners: where } : {}),
        ...(invert ? { invert: 'true' } : {}),
      });
      showStarted(started);
      say(t('started', { name: started.layer.name }));
      set({ dialog: null });
    } catch (error) {
      setFault(sentenceOf(error));
      setBusy(false);
    }
  };

  return (
    <Frame
      title={t('title')}
      foot={
        <button
          type="button"
          className="btn primary"
          disabled={!file || !model || busy}
          onClick={() => void start()}
        >
          {busy ? t('sending') : t('start')}
        </button>
      }
    >
      <p className="muted">{t('about')}</p>
      <div className="classify-grid">
        <button type="button" className="btn" onClick={() => input.current?.click()}>
          {t('choose')}
        </button>
        <span className="classify-file">
          {file?.name ?? <span className="muted small">{t('formats', { size: bytes(limit ?? 0) })}</span>}
        </span>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('file')}
          accept=".png,.jpg,.jpeg,.webp,.tif,.tiff"
          onChange={(event) => choose(event.target.files?.[0])}
        />
      </div>
      {models?.length === 0 ? (
        <p className="notice">{t('noModel')}</p>
      ) : (
        <div className="classify-grid">
          <span className="muted">{t('model')}</span>
          <Chooser
            label={t('model')}
            value={model}
            choices={(models ?? []).map(({ name, description }) => ({
              value: name,
              label: name,
              note: description.split(';')[0],
            }))}
            onChoose={setModel}
          />
        </div>
      )}
      <div className="classify-grid">
        <label htmlFor={`${id}size`}>{t('grid')}</label>
        <input
          id={`${id}size`}
          className="field"
          inputMode="numeric"
          placeholder={String(side)}
          value={size}
          onChange={(event) => setSize(event.target.value)}
        />
        <label htmlFor={`${id}stride`}>{t('stride')}</label>
        <input
          id={`${id}stride`}
          className="field"
          inputMode="numeric"
          placeholder={size || String(side)}
          value={stride}
          onChange={(event) => setStride(event.target.value)}
        />
        <span className="muted">{t('pixels')}</span>
      </div>
      <fieldset className="classify-place">
        <legend>{t('place')}</legend>
        {(['file', 'view', 'corners'] as const).map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name={`${id}place`}
              checked={place === kind}
              onChange={() => setPlace(kind)}
            />
            {t(kind === 'file' ? 'placeFile' : kind === 'view' ? 'placeView' : 'placeCorners')}
          </label>
        ))}
        {place === 'corners' && (
          <input
            className="field"
            aria-label={t('corners')}
            placeholder={t('corners')}
            value={corners}
            onChange={(event) => setCorners(event.target.value)}
          />
        )}
      </fieldset>
      <label className="classify-place">
        <span>
          <input type="checkbox" checked={invert} onChange={(event) => setInvert(event.target.checked)} />{' '}
          {t('invert')}
        </span>
      </label>
      {fault && (
        <p className="notice" role="alert">
          {fault}
        </p>
      )}
    </Frame>
  );
}
