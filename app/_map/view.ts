interface OpenCards {
  panels: { layers: boolean; inspector: boolean; table: boolean };
  tableHeight: number;
  selected: string | null;
}

const MARGIN = 56;

/** Space the cards take from the map, so that what is flown to is not under them. */
export function fitPadding({ panels, tableHeight, selected }: OpenCards, container: HTMLElement) {
  const { clientWidth: width, clientHeight: height } = container;
  if (width <= 720) return { top: 40, right: 56, bottom: 32, left: 40 };
  const padding = {
    top: MARGIN,
    left: (panels.layers ? 312 : 0) + MARGIN,
    right: (panels.inspector && selected ? 320 : 0) + MARGIN + 36,
    bottom: (panels.table && selected ? tableHeight : 0) + MARGIN,
  };
  const tooWide = padding.left + padding.right > width - 120 || padding.top + padding.bottom > height - 80;
  return tooWide ? { top: 40, right: 40, bottom: 40, left: 40 } : padding;
}
