'use client';

import { useTranslations } from 'next-intl';
import { useFigures } from '../_lib/hooks';
import { inPageLanguage } from '../_lib/sentence';
import type { FilePreview } from '../_lib/types';

interface FaultListProps {
  preview: FilePreview;
  repair: boolean;
  onRepair: (repair: boolean) => void;
}

/** The system is chosen elsewhere: that it is missing is no fault to repair. */
const isMendable = (rule: string, repairable: boolean) => repairable && rule !== 'crs';

/** What is wrong with the file and where, with the choice to repair what can be. */
export function FaultList({ preview: { faults, faultCounts, complete }, repair, onRepair }: FaultListProps) {
  const t = useTranslations('importFile');
  const { number } = useFigures();
  const [first] = faults;
  if (!first) return complete ? null : <p className="muted small">{t('partly')}</p>;
  const total = Object.values(faultCounts).reduce((sum, count) => sum + count, 0);
  const ofRule = new Map(faults.map((fault) => [fault.rule, fault]));
  const mendable = [...ofRule.values()].filter(({ rule, repairable }) => isMendable(rule, repairable));
  const bad = faults.some(({ severity, repairable }) => severity === 'error' && !repairable);
  return (
    <section className="faults" aria-label={t('faultsTitle')}>
      {mendable.length > 0 && (
        <label className="repair">
          <input type="checkbox" checked={repair} onChange={(event) => onRepair(event.target.checked)} />
          <span>
            <b>{t('repair')}</b>{' '}
            <span className="muted small">
              {mendable
                .map(({ rule }) => `${t(`mends.${rule}`)} ${number(faultCounts[rule] ?? 1)}`)
                .join(' · ')}
            </span>
          </span>
        </label>
      )}
      <details open={total <= 3}>
        <summary>
          {t('faults', { n: total })}
          {bad && <span className="muted small"> {t('faultsNote')}</span>}
          {!complete && <span className="muted small"> {t('partly')}</span>}
        </summary>
        <ul>
          {faults.slice(0, 200).map(({ path, rule, message, severity, repairable }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change
            <li key={index}>
              <span className={`pill ${severity === 'error' && !repairable ? 'bad' : ''}`}>
                {t(isMendable(rule, repairable) ? 'mendable' : severity === 'error' ? 'error' : 'warning')}
              </span>
              {path && <code>{path}</code>}
              <span>{inPageLanguage(message)}</span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
