'use client';

import { Download, MapPin } from 'lucide-react';
import Link from 'next/link';
import { sampleAddress } from '../_classify/use-asked-sample';
import { downloadOf } from './api';
import { cardFacts } from './card-facts';
import type { DatasetEntry, ModelEntry } from './types';
import { useLabWords } from './use-lab-words';

/** The models there are, those that come with the program first, with what must be known of each. */
export function ModelCards({ models, datasets }: { models: ModelEntry[]; datasets: DatasetEntry[] }) {
  const words = useLabWords();
  const { t, about } = words;
  const sorted = [...models].sort(
    (a, b) => Number(a.own) - Number(b.own) || (a.card.name < b.card.name ? -1 : 1),
  );
  return (
    <ul className="model-cards">
      {sorted.map(({ own, onnx, card }) => {
        const { name, description, command } = card;
        const { measures, rows } = cardFacts(card, words);
        /** The network it is, in the words of the lab; there is one for detection. */
        const kind = card.task === 'detection' ? 'mask-rcnn-light' : ('model' in card && card.model) || name;
        const title = card.data && 'title' in card.data ? card.data.title : undefined;
        /** What its test images are taken from. */
        const data = datasets.find((set) => !set.own && set.title === title);
        return (
          <li key={name} className="card model-card">
            <header>
              <div>
                <h3>
                  {name} <span className="pill">{t(own ? 'ownModel' : 'shippedModel')}</span>
                </h3>
                <p className="muted small">{about(kind, description)}</p>
              </div>
              {measures.map(([measure, value]) => (
                <p key={measure} className="figure">
                  <b>{value}</b>
                  <small>{measure}</small>
                </p>
              ))}
            </header>
            <dl>
              {rows.map(([word, text]) => (
                <div key={word}>
                  <dt>{word}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
            {command && <code className="model-command">{command}</code>}
            <div className="run-actions">
              <a
                className="btn"
                href={downloadOf(name, onnx)}
                download
                aria-label={t('downloadOf', { name, what: onnx ? 'ONNX' : t('zip') })}
              >
                <Download size={16} /> {onnx ? 'ONNX' : t('zip')}
              </a>
              {data && (
                <Link
                  className="btn"
                  href={sampleAddress(data.name, name)}
                  prefetch={false}
                  aria-label={t('onMapOf', { name })}
                >
                  <MapPin size={16} /> {t('putOnMap')}
                </Link>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
