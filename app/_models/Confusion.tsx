'use client';

import type { Evaluation } from './types';
import { useLabWords } from './use-lab-words';

/** Larger ones would be neither seen nor read. */
const MOST_CLASSES = 40;
const PAIRS = 3;

interface ConfusionProps {
  evaluation: Evaluation;
  names: readonly string[];
  /** The cell whose images are shown. */
  chosen: { truth: number; answer: number } | null;
  onChoose: (cell: { truth: number; answer: number } | null) => void;
}

/** Which classes are taken for which: truth down, answers across; and the pairs that are mixed up most. */
export function Confusion({ evaluation, names, chosen, onChoose }: ConfusionProps) {
  const { t, number, percent } = useLabWords();
  const { confusion, per_class } = evaluation;
  const pairs = confusion
    .flatMap((row, a) => row.slice(0, a).map((count, b) => ({ a, b, count: count + confusion[b]![a]! })))
    .filter(({ count }) => count > 0)
    .sort((x, y) => y.count - x.count)
    .slice(0, PAIRS);
  const mixed = pairs.map(({ a, b, count }) => `${names[a]} ↔ ${names[b]} ${number(count)}`).join(', ');
  const shade = (truth: number, answer: number) => {
    const share =
      confusion[truth]![answer]! /
      Math.max(
        1,
        confusion[truth]!.reduce((x, y) => x + y, 0),
      );
    const colour = truth === answer ? '--hit-cell' : '--wrong-cell';
    // Small mistakes are to be seen too.
    const strength = truth === answer ? 12 + 58 * share : share === 0 ? 0 : 12 + 78 * Math.sqrt(share);
    return `color-mix(in srgb, var(${colour}) ${Math.round(Math.min(70, strength))}%, var(--panel))`;
  };
  return (
    <section className="card confusion" aria-labelledby="confusion-title">
      <h2 id="confusion-title">{t('confusion')}</h2>
      {mixed && <p className="muted small">{t('mixed', { pairs: mixed })}</p>}
      {names.length <= MOST_CLASSES && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section className="scroll" tabIndex={0} aria-label={t('confusionTable')}>
          <table>
            <thead>
              <tr>
                <td className="corner">{t('truthAnswer')}</td>
                {names.map((name) => (
                  <th key={name} scope="col">
                    <span>{name}</span>
                  </th>
                ))}
                <th scope="col" className="recall">
                  <span>{t('recall')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {confusion.map((row, truth) => (
                <tr key={names[truth]}>
                  <th scope="row">{names[truth]}</th>
                  {row.map((count, answer) => {
                    const here = chosen?.truth === truth && chosen.answer === answer;
                    return (
                      <td key={names[answer]} style={{ background: shade(truth, answer) }}>
                        {count > 0 && (
                          <button
                            type="button"
                            aria-pressed={here}
                            onClick={() => onChoose(here ? null : { truth, answer })}
                          >
                            <span className="hidden-visually">
                              {t('cell', { truth: names[truth]!, answer: names[answer]! })}
                            </span>
                            {number(count)}
                          </button>
                        )}
                      </td>
                    );
                  })}
                  <td className="recall">{percent(per_class[truth]?.recall ?? 0)}</td>
                </tr>
              ))}
              <tr>
                <th scope="row">{t('precision')}</th>
                {per_class.map(({ label, precision }) => (
                  <td key={label} className="precision">
                    {percent(precision, 0)}
                  </td>
                ))}
                <td className="recall">
                  <b>{percent(evaluation.accuracy)}</b>
                </td>
              </tr>
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
