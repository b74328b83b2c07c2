'use client';

import { Download } from 'lucide-react';
import { onnxOf } from './api';
import { cardFacts } from './card-facts';
import type { ModelEntry } from './types';
import { useLabWords } from './use-lab-words';

/** The models there are, those that come with the program first, with what must be known of each. */
export function ModelCards({ models }: { models: ModelEntry[] }) {
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
        return (
          <li key={name} className="card model-card">
            <header>
              <div>
                <h3>
                  {name} <span className="pill">{t(own ? 'ownModel' : 'shippedModel')}</span>
                </h3>
                <p className="muted small">
                  {about('model' in card && card.model ? card.model : name, description)}
                </p>
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
            {onnx && (
              <a className="btn" href={onnxOf(name)} download aria-label={t('downloadOf', { name })}>
                <Download size={16} /> ONNX
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}
