import { expect } from 'vitest';
import type { MapDriver } from './driver';

interface MapInPage {
  project(at: [number, number]): { x: number; y: number };
  getCenter(): { lng: number; lat: number };
  queryRenderedFeatures(): { layer: { id: string }; geometry: { type: string } }[];
}
type PageWindow = typeof window & { jariMap: MapInPage };

/** Finding, asking about a point and measuring: further voices of the driver. */
export function finding({ page, when, thenIt }: MapDriver) {
  const box = page.getByRole('combobox', { name: /찾기|Find/ });
  const options = page.getByRole('option');
  const measure = page.getByRole('region', { name: /^(재기|Measure)$/ });
  const spot = page.getByRole('dialog', { name: /^(이 지점|This point)$/ });

  const screenOf = async (at: [number, number]) => {
    const canvas = (await page.locator('.maplibregl-canvas').boundingBox())!;
    const point = await page.evaluate((at) => {
      const { x, y } = (window as unknown as PageWindow).jariMap.project(at);
      return { x, y };
    }, at);
    return { x: canvas.x + point.x, y: canvas.y + point.y };
  };
  const clickAt = async (
    at: [number, number],
    options: { button?: 'left' | 'right'; twice?: boolean } = {},
  ) => {
    const { x, y } = await screenOf(at);
    await page.mouse.click(x, y, { button: options.button ?? 'left', clickCount: options.twice ? 2 : 1 });
  };

  return {
    box,
    options,
    measure,
    spot,
    when: {
      looksAt: async (center: [number, number], zoom: number) => {
        await when.looksAt(center, zoom);
        await thenIt.cameraRests();
      },
      types: async (text: string) => {
        await page.keyboard.press('/');
        await box.fill('');
        await page.keyboard.insertText(text);
      },
      asksAbout: (at: [number, number]) => clickAt(at, { button: 'right' }),
      clicksAt: (at: [number, number]) => clickAt(at),
      doubleClicksAt: (at: [number, number]) => clickAt(at, { twice: true }),
      pointsAt: async (at: [number, number]) => {
        const { x, y } = await screenOf(at);
        await page.mouse.move(x, y);
      },
      holdsFingerAt: async (at: [number, number]) => {
        const { x, y } = await screenOf(at);
        const session = await page.context().newCDPSession(page);
        await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
        await page.waitForTimeout(800);
        await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      },
      startsMeasuring: () => page.getByRole('button', { name: '거리와 면적 재기' }).click(),
      choosesCrs: async (name: RegExp) => {
        await page.getByRole('button', { name: /^좌표계/ }).click();
        await page.getByRole('menuitemradio', { name }).click();
      },
    },
    thenIt: {
      firstIs: (text: RegExp) =>
        thenIt.eventually(
          async () => (await options.first().textContent()) ?? '',
          (shown) => expect(shown).toMatch(text),
        ),
      mapIsAt: ([lon, lat]: [number, number], digits = 2) =>
        thenIt.eventually(
          () => page.evaluate(() => (window as unknown as PageWindow).jariMap.getCenter()),
          ({ lng, lat: y }) => {
            // The map's middle leaves room for the cards: a few hundred metres at most.
            expect(Math.abs(lng - lon)).toBeLessThan(10 ** -digits);
            expect(Math.abs(y - lat)).toBeLessThan(10 ** -digits);
          },
        ),
      drawsMeasurement: (parts: string[]) =>
        thenIt.eventually(
          () =>
            page.evaluate(() => [
              ...new Set(
                (window as unknown as PageWindow).jariMap
                  .queryRenderedFeatures()
                  .map(({ layer }) => layer.id)
                  .filter((id) => id.startsWith('measure:')),
              ),
            ]),
          (drawn) => expect(drawn.sort()).toEqual(parts.map((part) => `measure:${part}`).sort()),
        ),
      measures: (text: RegExp) =>
        thenIt.eventually(
          async () => (await measure.textContent()) ?? '',
          (shown) => expect(shown).toMatch(text),
        ),
    },
  };
}
