import type { Operation } from '../_http/operation';
import * as addresses from './addresses';
import * as classifications from './classifications';
import * as corrections from './corrections';
import * as detections from './detections';
import * as exports from './exports';
import * as geocode from './geocode';
import * as jobs from './jobs';
import * as layers from './layers';
import * as models from './models';
import * as projects from './projects';
import * as shared from './shared';
import * as system from './system';
import * as table from './table';
import * as tiles from './tiles';
import * as training from './training';
import * as uploads from './uploads';
import * as values from './values';

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'path' in value && 'method' in value && 'answers' in value;

/** Every operation of the interface, in the order of the document. */
export const operations: Operation[] = [
  layers,
  exports,
  tiles,
  table,
  values,
  corrections,
  classifications,
  detections,
  projects,
  shared,
  uploads,
  jobs,
  training,
  models,
  geocode,
  addresses,
  system,
].flatMap((group) => Object.values(group).filter(isOperation));
