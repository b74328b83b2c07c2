import { afterEach, describe, expect, test } from 'vitest';
import { refusal } from '@/app/api/_http/guard';
import * as configRoute from '@/app/api/config/route';
import { config } from '@/lib/config';
import { config as matched } from '@/proxy';
import { call } from './support';

const before = { PASSWORD: config.PASSWORD, HOST: config.HOST };
afterEach(() => void Object.assign(config, before));

const ask = (headers: Record<string, string>, method = 'GET') =>
  refusal({ method, headers: new Headers(headers) })?.status;
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('with a password', () => {
  test.each([
    ['none', {}, 401],
    ['the right one, any user', { authorization: basic('anyone:비밀:번호') }, undefined],
    ['the right one, no user', { authorization: basic(':비밀:번호') }, undefined],
    ['a wrong one', { authorization: basic('anyone:비밀') }, 401],
    ['no colon', { authorization: basic('비밀:번호'.slice(0, 2)) }, 401],
    ['another scheme', { authorization: 'Digest x' }, 401],
    ['a wrong token', { authorization: 'Bearer x' }, 401],
  ])('%s', (_, headers, status) => {
    Object.assign(config, { PASSWORD: '비밀:번호', HOST: '0.0.0.0' });
    expect(ask(headers as Record<string, string>)).toBe(status);
  });

  test('as a token', () => {
    Object.assign(config, { PASSWORD: 'secret' });
    expect(ask({ authorization: 'Bearer secret' })).toBeUndefined();
  });

  test('a route asks for it with a challenge', async () => {
    Object.assign(config, { PASSWORD: 'secret' });
    const response = await call(configRoute.GET, '/api/config');
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    expect(await response.json()).toMatchObject({ type: 'urn:jari:problem:unauthorized' });
  });
});

describe("changes from other sites' pages", () => {
  const host = '127.0.0.1:3000';
  test.each([
    ['a page of another site', { host, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    ['a page of a sibling site', { host, 'sec-fetch-site': 'same-site' }, 403],
    ['an old browser on another site', { host, origin: 'https://evil.example' }, 403],
    ['a sandboxed page', { host, origin: 'null' }, 403],
    ['our own page', { host, 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:3000' }, undefined],
    ['our own page in an old browser', { host, origin: 'http://127.0.0.1:3000' }, undefined],
    ['no browser', { host }, undefined],
  ])('%s', (_, headers, status) => {
    for (const method of ['POST', 'PATCH', 'DELETE'])
      expect(ask(headers as Record<string, string>, method)).toBe(status);
  });

  test('looking is not changing', () => {
    expect(ask({ host, 'sec-fetch-site': 'cross-site' })).toBeUndefined();
  });
});

test('on this machine only: a foreign name that leads here is refused', () => {
  expect(ask({ host: 'evil.example:3000' })).toBe(403);
  expect(ask({ host: 'localhost:3000' })).toBeUndefined();
  expect(ask({ host: '[::1]:3000' })).toBeUndefined();
  Object.assign(config, { PASSWORD: 'secret' });
  expect(ask({ host: 'my.example', authorization: 'Bearer secret' })).toBeUndefined();
});

test('the proxy never stands before /api, where it would cut bodies off', () => {
  const pattern = new RegExp(`^${matched.matcher}$`);
  for (const path of ['/', '/addresses', '/_next/static/x.js', '/apiary']) expect(path).toMatch(pattern);
  for (const path of ['/api/uploads', '/api/layers', '/api/addresses']) expect(path).not.toMatch(pattern);
});
