'use client';

import { LocateFixed, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useId, useState } from 'react';
import { showStarted } from '../_classify/start';
import { sentenceOf } from '../_lib/actions';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import { mapExtent } from '../_map/current';
import { Chooser } from '../_shell/Menu';
import { IconButton } from '../_shell/Tip';
import { type DetectorChoice, detectIn, detectors } from './api';
import { hasPlaceBeside, imageOf, tileIn } from './files';
import { endDraft, handOver, placeBy, placeByHand, useDraft } from './store';
import { pointsFileOf } from './typed-points';

type Area = 'all' | 'view';

/** The visible part of the map as GeoJSON. */
function viewArea(): string | undefined {
  const extent = mapExtent();
  if (!extent) return undefined;
  const [w, s, e, n] = extent;
  const ring = [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ];
  return JSON.stringify({ type: 'Polygon', coordinates: [ring] });
}

/** What is looked for in an image, with which model, and where the image lies. */
export function DetectPanel({ files }: { files: File[] }) {
  const t = useTranslations('imagery');
  const locale = useLocale();
  const { number } = useFigures();
  const id = useId();
  const by = useDraft((state) => state.by);
  const corners = useDraft((state) => state.corners);
  const project = useStore((state) => state.project);
  const others = useDraft((state) => state.others);
  const [models, setModels] = useState<DetectorChoice[]>();
  const [model, setModel] = useState('');
  const [area, setArea] = useState<Area>('all');
  const [crs, setCrs] = useState('');
  const [fromSouth, setFromSouth] = useState(false);
  const [points, setPoints] = useState('');
  const tile = by === 'file' && !hasPlaceBeside(files) ? tileIn(files) : undefined;
  const [sent, setSent] = useState<number>();
  const [fault, setFault] = useState('');

  // Once more when the line is back.
  const recovered = useStore((state) => state.recovered);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the line coming back that counts
  useEffect(() => {
    detectors().then(
      (found) => {
        setModels(found);
        setModel((chosen) => chosen || (found[0]?.name ?? ''));
        setFault('');
      },
      (error) => setFault(sentenceOf(error)),
    );
  }, [recovered]);

  const byHand = async () => {
    setFault('');
    if (!(await placeByHand())) setFault(t('notShown'));
  };
  /** The image with what says where it lies. */
  const sentFiles = (): File[] | undefined => {
    if (by !== 'points') return files;
    const made = pointsFileOf(points);
    if ('file' in made) return [imageOf(files), new File([made.file], 'typed.points')];
    setFault(t('pointsFault', { line: made.fault }));
    return undefined;
  };
  const start = async () => {
    setFault('');
    const sending = sentFiles();
    if (!sending) return;
    setSent(0);
    const aoi = area === 'view' ? viewArea() : undefined;
    try {
      const started = await detectIn(
        sending,
        {
          model,
          language: locale,
          ...(project ? { project: project.id } : {}),
          ...(corners
            ? {
                corners: corners
                  .flat()
                  .map((degrees) => degrees.toFixed(8))
                  .join(','),
              }
            : {}),
          ...(!corners && crs.trim() ? { crs: crs.trim() } : {}),
          ...(tile && fromSouth ? { tile: `${tile.z}/${tile.x}/${tile.y}`, scheme: 'tms' } : {}),
          ...(aoi ? { aoi } : {}),
        },
        (done, total) => setSent(done / total),
      );
      handOver(started.layer.id);
      showStarted(started);
    } catch (error) {
      setFault(sentenceOf(error));
      setSent(undefined);
    }
  };

  return (
    <section className="panel panel-right card detect-panel" aria-label={t('title')}>
      <div className="panel-head">
        <h2>{t('title')}</h2>
        <IconButton label={t('close')} onClick={endDraft}>
          <X size={17} />
        </IconButton>
      </div>
      <div className="panel-scroll">
        <div className="setting">
          <span className="setting-label">{t('image')}</span>
          <b className="detect-file">{imageOf(files).name}</b>
        </div>
        {others > 0 && <p className="notice warn">{t('oneImage', { n: others })}</p>}
        <fieldset className="classify-place">
          <legend>{t('place')}</legend>
          <label>
            <input type="radio" name={id} checked={by === 'file'} onChange={() => placeBy('file')} />
            {t('placeFile')}
          </label>
          <label>
            <input type="radio" name={id} checked={by === 'corners'} onChange={() => void byHand()} />
            {t('placeCorners')}
          </label>
          <label>
            <input type="radio" name={id} checked={by === 'points'} onChange={() => placeBy('points')} />
            {t('placePoints')}
          </label>
        </fieldset>
        <p className="muted small" id={`${id}about`}>
          {t(({ file: 'fromFile', corners: 'dragCorners', points: 'typePoints' } as const)[by])}
        </p>
        {by === 'points' && (
          <textarea
            className="field detect-points"
            rows={5}
            aria-label={t('points')}
            aria-describedby={`${id}about`}
            placeholder={'0, 0, 126.9767, 37.5719\n1280, 0, 126.9770, 37.5719\n1280, 853, 126.9770, 37.5717'}
            spellCheck={false}
            value={points}
            onChange={(event) => setPoints(event.target.value)}
          />
        )}
        {by === 'corners' && (
          <button type="button" className="btn" onClick={() => void byHand()}>
            <LocateFixed size={16} />
            {t('toMiddle')}
          </button>
        )}
        {(by === 'points' || (by === 'file' && hasPlaceBeside(files))) && (
          <div className="setting">
            <label htmlFor={`${id}crs`}>{t('crs')}</label>
            <input
              id={`${id}crs`}
              className="field"
              placeholder="EPSG:5186"
              value={crs}
              onChange={(event) => setCrs(event.target.value)}
            />
          </div>
        )}
        {tile && (
          <div className="setting">
            <label htmlFor={`${id}tms`}>{t('tms')}</label>
            <input
              id={`${id}tms`}
              type="checkbox"
              className="switch"
              checked={fromSouth}
              onChange={(event) => setFromSouth(event.target.checked)}
            />
          </div>
        )}
        {models?.length === 0 ? (
          <p className="notice">{t('noModel')}</p>
        ) : (
          <div className="setting">
            <span className="setting-label">{t('model')}</span>
            <Chooser
              label={t('model')}
              value={model}
              choices={(models ?? []).map(({ name, description }) => ({
                value: name,
                label: name,
                note: description,
              }))}
              onChoose={setModel}
            />
          </div>
        )}
        <div className="setting">
          <span className="setting-label">{t('area')}</span>
          <Chooser
            label={t('area')}
            value={area}
            choices={(['all', 'view'] as const).map((value) => ({
              value,
              label: t(value === 'all' ? 'areaAll' : 'areaView'),
            }))}
            onChoose={(value) => setArea(value as Area)}
          />
        </div>
      </div>
      <div className="panel-actions">
        {fault && (
          <p className="notice" role="alert">
            {fault}
          </p>
        )}
        <button
          type="button"
          className="btn primary"
          disabled={!model || sent !== undefined}
          onClick={() => void start()}
        >
          {sent === undefined ? t('start') : t('sending', { share: number(Math.round(sent * 100)) })}
        </button>
      </div>
    </section>
  );
}
