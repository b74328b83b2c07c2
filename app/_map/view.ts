interface OpenCards {
  panels: { layers: boolean; inspector: boolean; table: boolean };
  tableHeight: number;
  selected: string | null;
  measuring?: unknown;
}

/** Pixels of the map that cards lie over, on each side. */
export function coveredBy({ panels, tableHeight, selected, measuring }: OpenCards) {
  return {
    top: measuring ? 100 : 8,
    left: panels.layers ? 312 : 8,
    right: (panels.inspector && selected ? 320 : 0) + 52,
    bottom: (panels.table && selected ? tableHeight + 16 : 0) + 8,
  };
}

const MARGIN = 48;

/** Space to leave around what is flown to, so that it is not under the cards. */
export function fitPadding(cards: OpenCards, container: HTMLElement) {
  const { clientWidth: width, clientHeight: height } = container;
  if (width <= 960) return { top: 40, right: 56, bottom: 32, left: 40 };
  const covered = coveredBy(cards);
  const padding = {
    top: covered.top + MARGIN,
    left: covered.left + MARGIN,
    right: covered.right + MARGIN,
    bottom: covered.bottom + MARGIN,
  };
  const tooWide = padding.left + padding.right > width - 120 || padding.top + padding.bottom > height - 80;
  return tooWide ? { top: 40, right: 40, bottom: 40, left: 40 } : padding;
}

type Sides = ReturnType<typeof fitPadding>;

/**
 * What is wanted beyond the space that a map leaves already: it keeps that of the last flight and adds to it when
 * bounds are fitted, until nothing fits and it does not move at all.
 */
export const beyond = (wanted: Sides, kept: Partial<Sides>): Sides => ({
  top: wanted.top - (kept.top ?? 0),
  right: wanted.right - (kept.right ?? 0),
  bottom: wanted.bottom - (kept.bottom ?? 0),
  left: wanted.left - (kept.left ?? 0),
});

/** As near as the map comes: at a pixel of some 5 mm. */
export const CLOSEST = 24;

/** What is smaller than this, in degrees, and no point, is looked at from near; smaller than TINY, from nearest. */
const SMALL = 0.003;
const TINY = 0.0005;

/** How near the map goes to show an extent: around points there is no use in more than the streets. */
export const closest = ([west, south, east, north]: readonly [number, number, number, number]): number => {
  const span = Math.max(east - west, north - south);
  if (span > 0 && span < TINY) return CLOSEST;
  return span > 0 && span < SMALL ? 20 : 14;
};
