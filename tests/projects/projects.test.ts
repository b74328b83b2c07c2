import { expect, test } from 'vitest';
import { query, transaction } from '@/lib/db/database';
import { appendFeatures } from '@/lib/layers/features';
import { finishLayer } from '@/lib/layers/finish';
import { createLayer, getLayer, listLayers, updateLayer } from '@/lib/layers/store';
import { publicRow, sharedLayer, sharedMap, shareProject, unshareProject } from '@/lib/projects/share';
import {
  createProject,
  getProject,
  listProjects,
  openProject,
  removeProject,
  restoreProject,
  sweepProjects,
  updateProject,
} from '@/lib/projects/store';
import { freshDatabase } from '../support/database';

freshDatabase();

const LOOK = { table: false, download: false };

async function layerIn(project: string, name: string) {
  const layer = await createLayer({ name, kind: 'file', columns: [{ name: '이름', type: 'text' }], project });
  await transaction(async (client) => {
    await appendFeatures(
      layer.id,
      [
        {
          n: 1,
          geometry: { type: 'Point', coordinates: [127, 37] },
          properties: { 이름: name },
          answer: null,
          status: 'ok',
          level: null,
        },
      ],
      client,
    );
    await finishLayer(layer.id, layer.columns, client);
  });
  return getLayer(layer.id);
}

test('there is a project from the start, and layers made without naming one go to the one opened last', async () => {
  const [first] = await listProjects();
  expect(first).toMatchObject({ name: '', layers: 0, share: null, view: {} });
  const second = await createProject('둘째');
  const at = async () => (await createLayer({ name: 'x', kind: 'file', columns: [] })).project;
  expect(await at()).toBe(second.id);
  await openProject(first!.id);
  expect(await at()).toBe(first!.id);
  expect((await listProjects()).map(({ id }) => id)).toEqual([first!.id, second.id]);
});

test('layers keep to their project; positions count in each', async () => {
  const [a, b] = [await createProject('a'), await createProject('b')];
  const inA = await layerIn(a.id, '가');
  const inB = await layerIn(b.id, '나');
  expect([inA.position, inB.position]).toEqual([0, 0]);
  expect((await listLayers(a.id)).map(({ id }) => id)).toEqual([inA.id]);
  expect((await listLayers()).map(({ id }) => id)).toEqual(expect.arrayContaining([inA.id, inB.id]));
  expect(await listLayers('no id')).toEqual([]);
  await expect(
    createLayer({ name: 'x', kind: 'file', columns: [], project: 'nowhere' }),
  ).rejects.toMatchObject({
    status: 404,
  });
});

test('the view is kept member by member', async () => {
  const { id } = await createProject('보기', { center: [127, 37], zoom: 8 });
  await updateProject(id, { view: { baseMap: 'osm' } });
  const { view } = await updateProject(id, { view: { zoom: 9 }, name: '새 이름' });
  expect(view).toEqual({ center: [127, 37], zoom: 9, baseMap: 'osm' });
  expect((await getProject(id)).name).toBe('새 이름');
  await expect(updateProject('x', { name: 'y' })).rejects.toMatchObject({ status: 404 });
});

test('a removed project takes its layers along, comes back with them, and goes for good after a day', async () => {
  const { id } = await createProject('지울 것');
  const layer = await layerIn(id, '가');
  await removeProject(id);
  await expect(getProject(id)).rejects.toMatchObject({ status: 404 });
  await expect(removeProject(id)).rejects.toMatchObject({ status: 404 });
  expect((await listLayers()).some((other) => other.id === layer.id)).toBe(false);
  expect(await restoreProject(id)).toMatchObject({ id, layers: 1 });
  expect(await listLayers(id)).toEqual([layer]);
  await removeProject(id);
  await query(`update project set removed_at = now() - interval '25 hours' where id = $1`, [id]);
  await sweepProjects();
  await expect(restoreProject(id)).rejects.toMatchObject({ status: 404 });
  await expect(getLayer(layer.id)).rejects.toMatchObject({ status: 404 });
});

test('when the last project is removed, an empty one stands in its place', async () => {
  for (const { id } of await listProjects()) await removeProject(id);
  const left = await listProjects();
  expect(left).toHaveLength(1);
  expect(left[0]).toMatchObject({ name: '', layers: 0 });
});

test('a link opens the shown layers of its own project, and nothing after it is withdrawn', async () => {
  const [mine, other] = [await createProject('공유'), await createProject('남의 것')];
  const shown = await layerIn(mine.id, '보임');
  const hidden = await layerIn(mine.id, '숨김');
  await updateLayer(hidden.id, { visible: false });
  const foreign = await layerIn(other.id, '남의 것');
  const { share } = await shareProject(mine.id, LOOK);
  const token = share!.token;
  expect(token).toMatch(/^[\w-]{32}$/);

  const map = await sharedMap(token);
  expect(map.name).toBe('공유');
  expect(map.layers.map(({ id }) => id)).toEqual([shown.id]);
  expect(map.layers[0]!.source).toEqual({});
  expect((await sharedLayer(token, shown.id)).id).toBe(shown.id);
  for (const id of [hidden.id, foreign.id, 'nothing']) {
    await expect(sharedLayer(token, id), id).rejects.toMatchObject({ status: 404 });
  }

  await expect(sharedLayer(token, shown.id, 'table')).rejects.toMatchObject({ status: 403 });
  expect((await shareProject(mine.id, { ...LOOK, table: true })).share!.token).toBe(token);
  await sharedLayer(token, shown.id, 'table');
  await expect(sharedLayer(token, shown.id, 'download')).rejects.toMatchObject({ status: 403 });

  expect((await unshareProject(mine.id)).share).toBeNull();
  for (const dead of [token, '', `${token}x`, "' or 1=1 --", '%']) {
    await expect(sharedMap(dead), dead).rejects.toMatchObject({ status: 404 });
  }
  const again = (await shareProject(mine.id, LOOK)).share!.token;
  expect(again).not.toBe(token);
  await removeProject(mine.id);
  await expect(sharedMap(again)).rejects.toMatchObject({ status: 404 });
});

test('values of columns that are not shown do not leave', () => {
  const row = {
    n: 1,
    lon: 1,
    lat: 2,
    status: 'ok',
    level: null,
    properties: { 이름: '가', phone: '010', 'of a removed column': 'x' },
    answer: { jari_score: 1, jari_reason: 'x' },
  };
  const columns = [
    { name: '이름', type: 'text' as const },
    { name: '전화', type: 'text' as const, field: 'phone', hidden: true },
    { name: 'jari_score', type: 'number' as const, key: 'jari_score' },
    { name: 'jari_reason', type: 'text' as const, key: 'jari_reason', hidden: true },
  ];
  expect(publicRow({ columns }, row)).toEqual({
    ...row,
    properties: { 이름: '가' },
    answer: { jari_score: 1 },
  });
});
