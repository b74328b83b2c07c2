'use client';

import { useLocale } from 'next-intl';
import { useFigures } from '../_lib/hooks';
import { pyeong } from './figures';

/** Above this nobody counts in 평. */
const MOST_PYEONG_M2 = 10_000_000;

/** Lengths and areas in the units people use for their size. */
export function useMeasures() {
  const { number } = useFigures();
  const locale = useLocale();
  return {
    distance: (metres: number) =>
      metres < 1000
        ? `${number(metres, metres < 100 ? 1 : 0)} m`
        : `${number(metres / 1000, metres < 100_000 ? 2 : 0)} km`,
    /** 1,234 m² · 373평; 12.3 ha; 4.56 km². */
    area: (squareMetres: number) => {
      const own =
        squareMetres < 10_000
          ? `${number(squareMetres, squareMetres < 100 ? 1 : 0)} m²`
          : squareMetres < 1_000_000
            ? `${number(squareMetres / 10_000, 2)} ha`
            : `${number(squareMetres / 1_000_000, squareMetres < 1e8 ? 2 : 0)} km²`;
      return locale === 'ko' && squareMetres < MOST_PYEONG_M2
        ? `${own} · ${number(pyeong(squareMetres), squareMetres < 100 ? 1 : 0)}평`
        : own;
    },
  };
}
