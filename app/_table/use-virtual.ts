'use client';

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/**
 * Rows in sight of a list of any length. Browsers draw no element higher than some 17 million pixels, so a list
 * that is longer lies in a lower one: a short way of scrolling moves the rows by just that way, a long one (the
 * thumb dragged) by its share of the whole, and when the hand rests the thumb is put where it belongs.
 */

/** Highest element in pixels, with room for pages that are zoomed in. */
const HIGHEST = 8_000_000;
const REST_MS = 160;
const OVERSCAN = 6;

export interface Virtual {
  /** Places of the first and last row to draw; last < first when there are none. */
  first: number;
  last: number;
  /** Height of the element the rows lie in. */
  height: number;
  /** Where a row lies in it. */
  top: (index: number) => number;
  /** Brings a row into sight; into the middle where it was far away. */
  scrollTo: (index: number) => void;
  /** Rows that fit. */
  page: number;
}

/** @param head height of what sticks to the top and covers the rows */
export function useVirtual(
  scroller: RefObject<HTMLElement | null>,
  { count, rowHeight, head }: { count: number; rowHeight: number; head: number },
): Virtual {
  const whole = count * rowHeight;
  const height = Math.min(whole, HIGHEST);
  const scaled = whole > height;
  const [view, setView] = useState({ offset: 0, shift: 0, size: 0 });
  /** `offset`: pixels of the whole list above the sight; `shift`: how much of that the element does not have. */
  const now = useRef({ offset: 0, shift: 0, scrollTop: 0, size: 0 });
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);

  const publish = useCallback(() => {
    const { offset, shift, size } = now.current;
    setView((before) =>
      before.offset === offset && before.shift === shift && before.size === size
        ? before
        : { offset, shift, size },
    );
  }, []);

  /** Puts the thumb where `offset` has it. */
  const seat = useCallback(
    (offset: number) => {
      const element = scroller.current;
      if (!element) return;
      const size = element.clientHeight - head;
      const most = Math.max(0, whole - size);
      const at = Math.max(0, Math.min(most, offset));
      const reach = Math.max(0, height - size);
      const scrollTop = scaled && most > 0 ? Math.round((at / most) * reach) : at;
      now.current = { offset: at, shift: at - scrollTop, scrollTop, size };
      element.scrollTop = scrollTop;
      publish();
    },
    [scroller, head, whole, height, scaled, publish],
  );

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      const state = now.current;
      const { scrollTop } = element;
      const size = element.clientHeight - head;
      const way = scrollTop - state.scrollTop;
      if (way === 0 && size === state.size) return;
      const most = Math.max(0, whole - size);
      const reach = Math.max(1, height - size);
      if (!scaled) {
        now.current = { offset: scrollTop, shift: 0, scrollTop, size };
      } else if (Math.abs(way) > size * 3) {
        const offset = Math.min(most, (scrollTop / reach) * most);
        now.current = { offset, shift: offset - scrollTop, scrollTop, size };
      } else {
        const offset = Math.max(0, Math.min(most, state.offset + way));
        now.current = { offset, shift: offset - scrollTop, scrollTop, size };
        // The element has come to its end before the list has, or the other way round.
        if ((scrollTop <= 0 && offset > 0) || (scrollTop >= reach - 1 && offset < most)) return seat(offset);
      }
      publish();
      if (!scaled) return;
      clearTimeout(rest.current);
      rest.current = setTimeout(() => seat(now.current.offset), REST_MS);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    const watch = new ResizeObserver(() => {
      now.current.size = element.clientHeight - head;
      publish();
    });
    watch.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      watch.disconnect();
      clearTimeout(rest.current);
    };
  }, [scroller, head, whole, height, scaled, publish, seat]);

  // A list that has become shorter must not be looked at beyond its end.
  useLayoutEffect(() => seat(now.current.offset), [seat]);

  const scrollTo = useCallback(
    (index: number) => {
      const { offset } = now.current;
      const size = (scroller.current?.clientHeight ?? 0) - head;
      const [above, below] = [index * rowHeight, (index + 1) * rowHeight - size];
      if (offset <= above && offset >= below) return;
      const far = above < offset - size || below > offset + size;
      seat(far ? above - (size - rowHeight) / 2 : offset > above ? above : below);
    },
    [scroller, head, rowHeight, seat],
  );

  const first = Math.max(0, Math.floor(view.offset / rowHeight) - OVERSCAN);
  const last = Math.min(count - 1, Math.ceil((view.offset + view.size) / rowHeight) + OVERSCAN);
  return {
    first,
    last,
    height,
    top: (index) => index * rowHeight - view.shift,
    scrollTo,
    page: Math.max(1, Math.floor(view.size / rowHeight) - 1),
  };
}
