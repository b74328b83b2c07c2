import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, type Role, type Roles, roleOf } from '@/app/_import/roles';
import { changesText } from '@/app/_lib/answer';
import { filterFor, outcomeOf, outcomes, toneOf } from '@/app/_lib/counts';
import { wholeExtent } from '@/app/_lib/extent';
import type { Layer } from '@/app/_lib/types';
import { fitPadding } from '@/app/_map/view';
import { chooseLocale } from '@/app/i18n/locale';
import { messagesOf } from '@/app/i18n/messages';
import { LEVELS, STATUSES } from '@/lib/geocode/types';
import { labelZoom } from '@/lib/layers/style/maplibre';

const layer = (part: Partial<Layer>) => part as Layer;

describe('the language of a page', () => {
  test.each([
    ['en', 'ko-KR', 'en'],
    [undefined, 'ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
    [undefined, 'fr-FR,en;q=0.4,ko;q=0.7', 'ko'],
    [undefined, 'de', 'en'],
    ['xx', null, 'ko'],
  ])('chosen %s, browser %s: %s', (chosen, accept, locale) =>
    expect(chooseLocale(chosen, accept)).toBe(locale),
  );

  const keys = (node: object, path = ''): string[] =>
    Object.entries(node).flatMap(([key, value]) =>
      typeof value === 'string' ? [`${path}${key}`] : keys(value as object, `${path}${key}.`),
    );
  test('both languages say the same things', async () =>
    expect(keys(await messagesOf('en'))).toEqual(keys(await messagesOf('ko'))));
  test('every outcome, level and status has a word', async () => {
    const words = new Set(keys(await messagesOf('ko')));
    for (const level of LEVELS) expect(words).toContain(`outcome.${level}`);
    for (const status of STATUSES) expect(words).toContain(`answerValue.status.${status}`);
  });
});

describe('roles of columns', () => {
  const none: Roles = { address: [], label: null, x: null, y: null };

  test('addresses are joined in the order in which they were chosen', () => {
    const roles = assign(assign(assign(none, 2, 'address'), 0, 'address'), 2, 'plain');
    expect(assign(roles, 2, 'address').address).toEqual([0, 2]);
  });

  test('a column has one role, and only the address may have several columns', () => {
    const role = fc.constantFrom<Role>('address', 'label', 'x', 'y', 'plain');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), role)), (steps) => {
        const roles = steps.reduce<Roles>((before, [column, role]) => assign(before, column, role), none);
        const held = [...roles.address, roles.label, roles.x, roles.y].filter((column) => column !== null);
        expect(new Set(held).size).toBe(held.length);
        const last = steps.at(-1);
        if (last) expect(roleOf(roles, last[0])).toBe(last[1]);
      }),
    );
  });
});

describe('counts', () => {
  const counted = layer({
    counts: {
      rows: 20,
      status: { ok: 17, not_found: 2, skipped: 1 },
      level: { near: 1, address: 16 },
      geometry: { point: 0, line: 0, polygon: 0 },
      vertices: 0,
    },
  });

  test('rows by outcome, finest first, adding up to all rows', () => {
    expect(outcomes(counted)).toEqual([
      { outcome: 'address', count: 16 },
      { outcome: 'near', count: 1 },
      { outcome: 'not_found', count: 2 },
      { outcome: 'skipped', count: 1 },
    ]);
  });

  test('an outcome filters by level or by status', () => {
    expect(filterFor('near')).toEqual({ level: 'near' });
    expect(filterFor('not_found')).toEqual({ status: 'not_found' });
    expect(outcomeOf('ok', 'road')).toBe('road');
    expect(toneOf(outcomeOf('ok', null))).toBe('ok');
  });
});

test('the extent of all layers leaves out those hidden and those without a place', () => {
  const layers = [
    layer({ visible: true, extent: [126, 37, 127, 38] }),
    layer({ visible: true, extent: [128, 35, 129, 36] }),
    layer({ visible: false, extent: [-80, 0, 0, 40] }),
    layer({ visible: true, extent: null }),
  ];
  expect(wholeExtent(layers)).toEqual([126, 35, 129, 38]);
  expect(wholeExtent([])).toBeNull();
});

test('the changes of an answer are named for people', () => {
  const name = (rule: string) => (rule === 'unit' ? '동·호' : rule);
  expect(changesText('unit: 3층; road-completed: 중앙 → 중앙로', name)).toBe(
    '동·호: 3층 · road-completed: 중앙 → 중앙로',
  );
});

test('what is flown to always keeps room on the map', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 320, max: 3000 }),
      fc.integer({ min: 320, max: 2000 }),
      (clientWidth, clientHeight) => {
        const panels = { layers: true, inspector: true, table: true };
        const box = { clientWidth, clientHeight } as HTMLElement;
        const { left, right, top, bottom } = fitPadding({ panels, tableHeight: 240, selected: 'a' }, box);
        expect(clientWidth - left - right).toBeGreaterThan(0);
        expect(clientHeight - top - bottom).toBeGreaterThan(0);
      },
    ),
  );
});

test('a layer is labelled from the zoom at which no tile has too many labels', () => {
  const korea = [126, 34, 129, 38] as [number, number, number, number];
  const counts = (rows: number) => ({
    rows,
    status: {},
    level: {},
    geometry: { point: 0, line: 0, polygon: 0 },
    vertices: 0,
  });
  expect(labelZoom({ counts: counts(17), extent: korea })).toBe(0);
  expect(labelZoom({ counts: counts(1_000_000), extent: korea })).toBeGreaterThan(10);
  expect(labelZoom({ counts: counts(1_000_000), extent: [127, 37, 127, 37] })).toBeLessThanOrEqual(15);
});
