'use client';

import { Building2, Crosshair, House, Landmark, MapPin, Milestone, Route } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { withCountryName } from '../_lib/country-name';
import type { Place, PlaceKind } from '../_lib/types';

const ICONS: Record<PlaceKind, typeof MapPin> = {
  address: House,
  parcel: House,
  near: House,
  road: Route,
  legal_dong: Milestone,
  district: Landmark,
  province: Landmark,
  building: Building2,
  city: MapPin,
  coordinates: Crosshair,
};

interface Props {
  id: string;
  place: Place;
  active: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

/** One found place: its name, what it lies in, and what it is. */
export function FindOption({ id, place, active, onPoint, onChoose }: Props) {
  const t = useTranslations('search');
  const locale = useLocale();
  const area = place.kind === 'city' && place.area ? withCountryName(place.area, locale) : place.area;
  const Icon = ICONS[place.kind] ?? MapPin;
  const name = place.name ?? place.label;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the input keeps the focus and its keys choose
    <div
      id={id}
      role="option"
      aria-selected={active}
      onPointerDown={(event) => event.preventDefault()}
      onMouseMove={onPoint}
      onClick={onChoose}
      ref={(element) => {
        if (active) element?.scrollIntoView({ block: 'nearest' });
      }}
    >
      <Icon size={16} aria-hidden />
      <span className="find-name">
        {name}
        {area && <span className="find-area">{area}</span>}
      </span>
      <span className="find-kind">{t(`kind.${place.kind}`)}</span>
    </div>
  );
}
