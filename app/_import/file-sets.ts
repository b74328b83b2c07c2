/** Files beside a .shp file that belong to it. */
const PART = /\.(?:shp|shx|dbf|prj|cpg|qpj|sbn|sbx|shp\.xml)$/i;

const stemOf = (name: string) => name.replace(PART, '').toLowerCase();

/** Files that were given together, each with those it makes one shapefile with. */
export function fileSets<T extends { name: string }>(files: readonly T[]): T[][] {
  const sets = new Map<string, T[]>();
  for (const [index, file] of files.entries()) {
    const key = PART.test(file.name) ? stemOf(file.name) : `file ${index}`;
    sets.set(key, [...(sets.get(key) ?? []), file]);
  }
  // The .shp file names the set.
  return [...sets.values()].map((set) =>
    set.toSorted((a, b) => Number(/\.shp$/i.test(b.name)) - Number(/\.shp$/i.test(a.name))),
  );
}
