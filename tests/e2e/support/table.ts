import { expect } from 'vitest';
import type { RunningApp } from './app';
import type { MapDriver } from './driver';

interface FeatureOnMap {
  id?: number;
  layer: { id: string };
  state?: { selected?: boolean };
}
type PageWindow = typeof window & { jariMap: { queryRenderedFeatures(): FeatureOnMap[] } };

/** A layer made of a table with coordinates, before any page looks at it. @returns its id */
export async function layerOf(app: RunningApp, name: string, csv: string): Promise<string> {
  const form = new FormData();
  form.append('name', name);
  form.append('x', 'x');
  form.append('y', 'y');
  form.append('crs', 'EPSG:4326');
  form.append('file', new Blob([csv]), `${name}.csv`);
  const response = await fetch(`${app.url}/api/layers`, { method: 'POST', body: form });
  expect(response.status).toBe(202);
  const { layer } = (await response.json()) as { layer: { id: string } };
  for (;;) {
    const now = (await (await fetch(`${app.url}/api/layers/${layer.id}`)).json()) as { state: string };
    if (now.state === 'ready') return layer.id;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The table as a person uses it. */
export class TableDriver {
  constructor(private readonly desk: MapDriver) {}

  private get page() {
    return this.desk.page;
  }

  readonly grid = () => this.page.getByRole('grid');
  private header = (column: string) =>
    this.page.getByRole('columnheader').filter({ has: this.page.getByTitle(column, { exact: true }) });
  /** A cell by the number of its row and its column's place from 1. */
  cell = (n: number, column: number) =>
    this.page.locator(`.rows [data-n="${n}"] [aria-colindex="${column}"]`);

  when = {
    opens: async (layer: string) => {
      await this.desk.when.choosesLayer(layer);
      await this.desk.when.opensTable();
      await this.grid().locator('[data-n]').first().waitFor();
    },
    sortsBy: (column: string) => this.header(column).locator('.head-sort').click(),
    choosesInMenu: async (column: string, item: string) => {
      await this.header(column).getByRole('button', { name: /메뉴$/ }).click();
      await this.page.getByRole('menuitem', { name: item }).click();
    },
    presses: async (...keys: string[]) => {
      await this.grid().focus();
      for (const key of keys) await this.page.keyboard.press(key);
    },
    writes: async (n: number, column: number, text: string) => {
      await this.cell(n, column).dblclick();
      await this.page.locator('.cell-edit input').fill(text);
      await this.page.keyboard.press('Enter');
    },
    filters: async (column: string, test: string, value: string) => {
      await this.when.choosesInMenu(column, '이 열로 거르기');
      const form = this.page.getByRole('dialog', { name: '조건' });
      await form.getByRole('combobox', { name: '조건' }).selectOption({ label: test });
      await form.getByLabel('값', { exact: true }).fill(value);
      await form.getByRole('button', { name: '적용' }).click();
    },
    dropsConditions: async () => {
      const drops = this.page.getByRole('button', { name: /^조건 지우기/ });
      for (let left = await drops.count(); left > 0; left--) {
        await drops.last().click();
        await this.desk.thenIt.eventually(
          () => drops.count(),
          (count) => expect(count).toBe(left - 1),
        );
      }
    },
    names: async (name: string) => {
      await this.page.getByRole('textbox', { name: '열 이름', exact: true }).fill(name);
      await this.page.keyboard.press('Enter');
    },
  };

  thenIt = {
    /** Row numbers in sight, from the top. */
    shows: (check: (n: number[]) => void) =>
      this.desk.thenIt.eventually(
        () =>
          this.page.evaluate(() => {
            const grid = document.querySelector('.rows')!;
            const { top, bottom } = grid.getBoundingClientRect();
            const head = grid.querySelector('.rows-head')!.getBoundingClientRect().bottom;
            return [...grid.querySelectorAll<HTMLElement>('.rows-body [role=row]')]
              .map((row) => ({ n: Number(row.dataset.n), box: row.getBoundingClientRect() }))
              .filter(({ box }) => box.top >= Math.max(top, head) - 1 && box.bottom <= bottom + 1)
              .sort((a, b) => a.box.top - b.box.top)
              .map(({ n }) => n);
          }),
        check,
      ),
    reads: (n: number, column: number, text: string | RegExp) =>
      this.desk.thenIt.eventually(
        () => this.cell(n, column).textContent(),
        (shown) => expect(shown).toMatch(text),
      ),
    columns: (check: (titles: string[]) => void) =>
      this.desk.thenIt.eventually(() => this.page.locator('.rows .head-sort').allInnerTexts(), check),
    /** Row numbers drawn as selected on the map. */
    marks: (check: (n: number[]) => void) =>
      this.desk.thenIt.eventually(
        () =>
          this.page.evaluate(() => [
            ...new Set(
              (window as unknown as PageWindow).jariMap
                .queryRenderedFeatures()
                .filter(({ layer, state }) => layer.id.startsWith('layer:') && state?.selected)
                .map(({ id }) => Number(id)),
            ),
          ]),
        check,
      ),
  };
}
