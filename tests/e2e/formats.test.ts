import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collection, folder, noGdal, ogr2ogr, put, shapefileParts } from '../formats/support';
import { RunningApp } from './support/app';
import { hasChromium, launch } from './support/chromium';
import { MapDriver } from './support/driver';

const square = (x: number, y: number) => [
  [x, y],
  [x + 0.1, y],
  [x + 0.1, y + 0.1],
  [x, y + 0.1],
  [x, y],
];
const district = (name: string, ring: number[][]) => ({
  type: 'Feature' as const,
  geometry: { type: 'Polygon' as const, coordinates: [ring] },
  properties: { 구역: name },
});
const file = (name: string, content: string) => ({ name, mimeType: '', buffer: Buffer.from(content) });

describe.skipIf(!hasChromium)('Map files', () => {
  let app: RunningApp;
  let browser: Browser;
  let desk: MapDriver;

  beforeAll(async () => {
    [app, browser] = await Promise.all([RunningApp.start(), launch()]);
    desk = await MapDriver.open(browser, app);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  test('faults of GeoJSON are listed with their paths, and repaired when asked', async () => {
    const faulty = collection([
      district('열린 구역', square(127, 37).slice(0, 4)),
      district('온전한 구역', square(127.2, 37)),
    ]);
    await desk.when.choosesFile(file('구역.geojson', faulty));
    await desk.thenIt.seesInDialog('features[0].geometry.coordinates[0]');
    await desk.thenIt.seesInDialog('고리가 닫히지 않았습니다. 끝점이 첫 점과 같아야 합니다.');
    await desk.thenIt.seesInDialog(/경도 127–127.3, 위도 37–37.1/);
    await desk.page.getByRole('checkbox', { name: /고쳐서 가져오기/ }).check();
    await desk.when.putsOnMap();
    await desk.thenIt.dialogCloses();
    await desk.thenIt.cameraRests();
    await desk.thenIt.drawsLabels(['열린 구역', '온전한 구역']);
  });

  test('a KML file dropped anywhere: its system is known by its format', async () => {
    const kml =
      '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>숭례문</name><Point><coordinates>126.9753,37.56</coordinates></Point></Placemark></Document></kml>';
    await desk.when.dropsFiles([file('문.kml', kml)]);
    await desk.thenIt.seesInDialog('형식의 규칙');
    await desk.when.putsOnMap();
    await desk.thenIt.dialogCloses();
    await desk.thenIt.cameraRests();
    await desk.thenIt.drawsLabels(['숭례문']);
  });

  test.skipIf(noGdal)(
    `the files of a shapefile dropped together, without .prj: a person chooses ${noGdal}`,
    async () => {
      const dir = await folder();
      const source = put(dir, 's.geojson', collection([district('중구', square(126.9, 37.5))]));
      ogr2ogr(
        `${dir}/행정.shp`,
        source,
        '-t_srs',
        'EPSG:5179',
        '-f',
        'ESRI Shapefile',
        '-lco',
        'ENCODING=UTF-8',
      );
      const parts = shapefileParts(dir, '행정').filter((path) => !path.endsWith('.prj'));
      await desk.when.dropsFiles(
        parts.map((path) => ({ name: path.slice(dir.length + 1), buffer: readFileSync(path) })),
      );
      await desk.thenIt.seesInDialog('파일에 좌표계가 없습니다.');
      const run = desk.page.getByRole('dialog').getByRole('button', { name: '지도에 올리기' });
      expect(await run.isDisabled()).toBe(true);
      await desk.when.choosesSystem(/EPSG:5179/);
      await desk.thenIt.seesInDialog(/경도 126\.(?:9|89\d*)–127(?:\.0\d*)?, 위도 37\.(?:5|49\d*)–37\.6/);
      await desk.when.putsOnMap();
      await desk.thenIt.dialogCloses();
      await desk.thenIt.cameraRests();
      await desk.thenIt.drawsLabels(['중구']);
    },
  );

  test('a file that is cut off is refused in one sentence', async () => {
    await desk.when.dropsFiles([file('끊긴.geojson', '{"type":"FeatureCollection","features":[{')]);
    await desk.thenIt.seesInDialog('온전한 파일을 다시 받으십시오.');
    await desk.when.closesDialog();
    desk.thenIt.nothingBroke();
  });
});
