import { expect, test } from 'vitest';
import { importFaults } from './imports';

test('imports go down the layers only', () => {
  expect(importFaults()).toEqual([]);
});
