'use client';

import { Blend } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { inPageLanguage } from '../_lib/sentence';
import { useStore } from '../_lib/store';
import { BASE_MAPS, baseMapOf } from '../_map/base-maps';
import { Chooser } from '../_shell/Menu';
import { IconButton } from '../_shell/Tip';
import { OwnBaseMap } from './OwnBaseMap';

/** What lies under the layers, how loud it is, and what is the matter with it. */
export function BaseMapChooser() {
  const t = useTranslations('baseMap');
  const config = useStore((state) => state.config);
  const chosen = useStore((state) => state.baseMap ?? state.config.basemap ?? 'offline');
  const own = useStore((state) => state.ownBaseMap);
  const quiet = useStore((state) => state.quietBaseMap);
  const fault = useStore((state) => state.baseMapFault);
  const retry = useStore((state) => state.retryBaseMap);
  const set = useStore((state) => state.set);
  const [typing, setTyping] = useState(false);

  const noteOf = (id: string, available: boolean) => {
    if (available) return t(`${id}Note`);
    if (id !== 'pmtiles') return t('needsKey');
    const file = config.basemapFile;
    return file && 'fault' in file ? inPageLanguage(file.fault) : t('needsFile');
  };
  const choices = BASE_MAPS.filter((one) => one.available(config) || one.advertised).map((one) => {
    const available = one.available(config);
    return { value: one.id, label: t(one.id), note: noteOf(one.id, available), disabled: !available };
  });
  const value = typing ? 'own' : baseMapOf(chosen, config).id;
  const choose = (id: string) => {
    setTyping(id === 'own');
    if (id !== 'own' || own) set({ baseMap: id });
  };

  return (
    <div className="base-map">
      <div className="base-map-line">
        {t('label')}
        <Chooser label={t('label')} value={value} choices={choices} onChoose={choose} side="top" />
        <IconButton
          label={t('quiet')}
          aria-pressed={quiet}
          className="icon-btn quiet"
          onClick={() => set({ quietBaseMap: !quiet })}
        >
          <Blend size={16} />
        </IconButton>
      </div>
      {value === 'own' && <OwnBaseMap onUse={() => setTyping(false)} />}
      {fault && (
        <p className="base-map-fault">
          {fault}
          <button type="button" className="btn ghost" onClick={retry}>
            {t('retry')}
          </button>
        </p>
      )}
    </div>
  );
}
