'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { useStore } from '../_lib/store';
import { OwnMapFault } from '../_map/base-maps/faults';
import { own } from '../_map/base-maps/own';

/** Takes the address of one's own base map; what is wrong with it is said under the field, and nothing changes. */
export function OwnBaseMap({ onUse }: { onUse: () => void }) {
  const t = useTranslations('baseMap');
  const locale = useLocale();
  const field = useId();
  const { config, theme, ownBaseMap, set } = useStore.getState();
  const [address, setAddress] = useState(ownBaseMap ?? '');
  const [fault, setFault] = useState('');
  const [trying, setTrying] = useState(false);

  const use = async (event: FormEvent) => {
    event.preventDefault();
    setFault('');
    setTrying(true);
    try {
      await own.style({ theme, locale, origin: window.location.origin, config, own: address });
      set({ ownBaseMap: address.trim(), baseMap: 'own' });
      onUse();
    } catch (error) {
      setFault(error instanceof OwnMapFault ? t(`fault.${error.code}`, error.values) : t('fault.tiles'));
    } finally {
      setTrying(false);
    }
  };

  return (
    <form className="own-base-map" onSubmit={use}>
      <label htmlFor={field}>{t('ownAddress')}</label>
      <div>
        <input
          id={field}
          className="field"
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          value={address}
          aria-invalid={fault !== ''}
          aria-describedby={`${field}-fault`}
          onChange={(event) => setAddress(event.target.value)}
        />
        <button type="submit" className="btn" disabled={trying || !address.trim()}>
          {trying ? t('ownTrying') : t('ownUse')}
        </button>
      </div>
      <p id={`${field}-fault`} role="alert">
        {fault}
      </p>
    </form>
  );
}
