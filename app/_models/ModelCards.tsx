'use client';

import { Download } from 'lucide-react';
import { onnxOf } from './api';
import type { ModelEntry } from './types';
import { useLabWords } from './use-lab-words';

/** The models there are, those that come with the program first, with what must be known of each. */
export function ModelCards({ models }: { models: ModelEntry[] }) {
  const { t, locale, number, percent, seconds, about } = useLabWords();
  const sorted = [...models].sort(
    (a, b) => Number(a.own) - Number(b.own) || (a.card.name < b.card.name ? -1 : 1),
  );
  return (
    <ul className="model-cards">
      {sorted.map(({ own, onnx, card }) => {
        const {
          name,
          description,
          figures,
          data,
          input,
          classes = [],
          classes_ko = [],
          licence,
          command,
        } = card;
        const rows: [string, string | undefined][] = [
          [
            t('card.data'),
            data &&
              `${data.title} · ${t('trainTest', { train: number(data.train), test: number(data.test) })}`,
          ],
          [
            t('card.input'),
            input && `${input.width} × ${input.height}${input.channels === 3 ? ` ${t('inColour')}` : ''}`,
          ],
          [t('card.classes'), (locale === 'ko' ? classes_ko : classes).join(', ') || undefined],
          [
            t('card.training'),
            figures &&
              `${t('epochs', { n: number(figures.epochs) })} · ${t('perEpoch', { time: seconds(figures.seconds_per_epoch) })}`,
          ],
          [t('card.licence'), licence],
        ];
        return (
          <li key={name} className="card model-card">
            <header>
              <div>
                <h3>
                  {name} <span className="pill">{t(own ? 'ownModel' : 'shippedModel')}</span>
                </h3>
                <p className="muted small">{about(card.model ?? name, description)}</p>
              </div>
              {figures?.accuracy !== undefined && (
                <p className="figure">
                  <b>{percent(figures.accuracy, 2)}</b>
                  <small>{t('figure.accuracy')}</small>
                </p>
              )}
            </header>
            <dl>
              {rows.map(([word, text]) =>
                text ? (
                  <div key={word}>
                    <dt>{word}</dt>
                    <dd>{text}</dd>
                  </div>
                ) : null,
              )}
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
