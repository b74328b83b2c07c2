'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { outcomes } from '../_lib/counts';
import { useFigures } from '../_lib/hooks';
import type { Edition, Layer } from '../_lib/types';
import { OgcLink } from './download/OgcLink';

/** Where a layer comes from: file, day, editions of the address database, and how its rows ended. */
export function LayerInfo({ layer }: { layer: Layer }) {
  const t = useTranslations('inspector');
  const outcomeName = useTranslations('outcome');
  const format = useFormatter();
  const { number } = useFigures();
  const file = layer.source.file ?? layer.source.name;
  const editions = (layer.source.editions ?? []) as Edition[];
  return (
    <div className="info">
      <dl className="facts">
        <dt>{t('file')}</dt>
        <dd>{String(file ?? '–')}</dd>
        <dt>{t('made')}</dt>
        <dd>
          {format.dateTime(new Date(layer.created_at), {
            dateStyle: 'medium',
            timeStyle: 'short',
            timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          })}
        </dd>
        <dt>{t('rows')}</dt>
        <dd>{number(layer.counts.rows)}</dd>
        {outcomes(layer).map(({ outcome, count }) => (
          <div key={outcome} className="fact">
            <dt>{outcomeName(outcome)}</dt>
            <dd>
              {number(count)}{' '}
              <span className="muted">({number((100 * count) / layer.counts.rows, 1)} %)</span>
            </dd>
          </div>
        ))}
        {editions.length > 0 && (
          <>
            <dt>{t('editions')}</dt>
            <dd>
              {editions.map((edition) => (
                <div key={`${edition.family} ${edition.title}`}>
                  {[edition.title, edition.edition].filter(Boolean).join(' · ')}
                </div>
              ))}
            </dd>
          </>
        )}
        <dt>CRS</dt>
        <dd>{t('crs')}</dd>
      </dl>
      <OgcLink layer={layer} />
    </div>
  );
}
