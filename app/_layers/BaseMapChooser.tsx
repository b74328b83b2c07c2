'use client';

import { useTranslations } from 'next-intl';
import { type BaseMap, useStore } from '../_lib/store';
import { BASE_MAPS } from '../_map/base-maps';
import { Chooser } from '../_shell/Menu';

export function BaseMapChooser() {
  const t = useTranslations('baseMap');
  const config = useStore((state) => state.config);
  const baseMap = useStore((state) => state.baseMap ?? state.config.basemap ?? 'offline');
  const set = useStore((state) => state.set);
  const choices = BASE_MAPS.map((value) => ({
    value,
    label: t(value),
    note: t(`${value}Note`),
    disabled: value === 'vworld' && !config.vworldKey,
  }));
  return (
    <div>
      {t('label')}
      <Chooser
        label={t('label')}
        value={baseMap}
        choices={choices}
        onChoose={(value) => set({ baseMap: value as BaseMap })}
        side="top"
      />
    </div>
  );
}
