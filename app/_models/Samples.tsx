'use client';

import { MapPin, RefreshCw, X } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { sampleAddress } from '../_classify/use-asked-sample';
import { IconButton } from '../_shell/Tip';
import { lab } from './api';
import type { Run, Sample } from './types';
import { useLabWords } from './use-lab-words';

interface SamplesProps {
  run: Run;
  /** Only these: a cell of the confusion matrix. */
  cell: { truth: number; answer: number } | null;
  onClear: () => void;
  /** The data set can be laid on the map. */
  mappable: boolean;
}

/** Random test images with what the network calls them: right in blue, wrong in red, and in words. */
export function Samples({ run, cell, onClear, mappable }: SamplesProps) {
  const { t, locale, percent } = useLabWords();
  const [seed, setSeed] = useState(1);
  const [samples, setSamples] = useState<Sample[] | null>(null);
  const [names, setNames] = useState<string[]>([]);
  const epoch = run.last?.epoch ?? 0;
  const { id } = run;
  const { truth, answer } = cell ?? {};

  // biome-ignore lint/correctness/useExhaustiveDependencies: after each epoch the answers are others
  useEffect(() => {
    let left = false;
    lab.samples(id, { seed, truth, answer }).then(
      (found) => {
        if (left) return;
        setSamples(found.samples);
        setNames(locale === 'ko' ? found.classes_ko : found.classes);
      },
      () => {}, // the run was removed, or the line is cut: the page says so elsewhere
    );
    return () => {
      left = true;
    };
  }, [id, seed, truth, answer, epoch, locale]);

  return (
    <section className="card samples" aria-labelledby="samples-title">
      <header>
        <h2 id="samples-title">
          {cell
            ? t('samplesOf', { truth: names[cell.truth] ?? '', answer: names[cell.answer] ?? '' })
            : t('samples')}
        </h2>
        {cell && (
          <IconButton label={t('allSamples')} onClick={onClear}>
            <X size={17} />
          </IconButton>
        )}
        <IconButton label={t('otherSamples')} onClick={() => setSeed(seed + 1)}>
          <RefreshCw size={16} />
        </IconButton>
        {mappable && run.state === 'done' && (
          <Link className="btn" href={sampleAddress(run.dataset, run.name, seed)} prefetch={false}>
            <MapPin size={16} /> {t('putOnMap')}
          </Link>
        )}
      </header>
      {!samples?.length ? (
        <p className="muted small">{t(epoch === 0 ? 'noSamplesYet' : samples ? 'noSamples' : 'loading')}</p>
      ) : (
        <ul className="sample-grid">
          {samples.map(({ number, truth, answer, score, image }) => {
            const right = truth === answer;
            const words = right
              ? (names[answer] ?? '')
              : t('not', { truth: names[truth] ?? '', answer: names[answer] ?? '' });
            return (
              <li
                key={number}
                className={right ? 'right' : 'wrong'}
                title={t('sampleTitle', { words, score: percent(score) })}
              >
                {/* biome-ignore lint/performance/noImgElement: a few hundred bytes in the page itself */}
                <img src={image} alt={t(right ? 'altRight' : 'altWrong', { words })} />
                <span>{words}</span>
              </li>
            );
          })}
        </ul>
      )}
      {samples && samples.length > 0 && (
        <p className="small sample-keys" aria-hidden>
          <span className="right">{t('right')}</span> <span className="wrong">{t('wrong')}</span>
        </p>
      )}
    </section>
  );
}
