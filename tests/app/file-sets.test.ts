import { expect, test } from 'vitest';
import { fileSets } from '@/app/_import/file-sets';

test('the files of one shapefile go together, the .shp first; others alone, in their order', () => {
  const names = (given: string[]) =>
    fileSets(given.map((name) => ({ name }))).map((set) => set.map(({ name }) => name));
  expect(names(['a.dbf', 'list.csv', 'A.SHP', 'a.prj', 'b.shp', 'b.dbf', 'list.csv'])).toEqual([
    ['A.SHP', 'a.dbf', 'a.prj'],
    ['list.csv'],
    ['b.shp', 'b.dbf'],
    ['list.csv'],
  ]);
  expect(names(['only.prj'])).toEqual([['only.prj']]);
  expect(names([])).toEqual([]);
});
