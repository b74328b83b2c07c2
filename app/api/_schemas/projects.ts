import { Type } from '@sinclair/typebox';
import { ShareOptionsSchema } from '@/lib/projects/types';
import { ViewSchema } from '@/lib/projects/view';
import { operation } from '../_http/operation';
import { BAD_REQUEST, NOT_FOUND, Nullable, TOO_LARGE, UNSUPPORTED } from './common';

const ProjectSchema = Type.Object(
  {
    id: Type.String(),
    name: Type.String({ description: 'Empty while nobody has named it' }),
    view: ViewSchema,
    share: Nullable(
      Type.Object({
        token: Type.String({ description: 'The page is /s/{token}, the one for frames /embed/{token}' }),
        options: ShareOptionsSchema,
      }),
    ),
    layers: Type.Integer({ description: 'How many layers it has' }),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'Project' },
);

const Name = Type.String({ maxLength: 200 });
const project = { description: 'The project as it is now', schema: ProjectSchema };

export const listProjects = operation({
  method: 'get',
  path: '/api/projects',
  tag: 'projects',
  summary: 'All projects, the one opened last first',
  answers: {
    200: { description: 'Projects', schema: Type.Object({ projects: Type.Array(ProjectSchema) }) },
  },
});

export const createProject = operation({
  method: 'post',
  path: '/api/projects',
  tag: 'projects',
  summary: 'Make an empty project',
  body: Type.Object(
    { name: Type.Optional(Name), view: Type.Optional(ViewSchema) },
    { additionalProperties: false },
  ),
  answers: { 201: project, 400: BAD_REQUEST, 415: UNSUPPORTED },
});

export const getProject = operation({
  method: 'get',
  path: '/api/projects/{id}',
  tag: 'projects',
  summary: 'A project: name, view, sharing',
  answers: { 200: project, 404: NOT_FOUND },
});

export const updateProject = operation({
  method: 'patch',
  path: '/api/projects/{id}',
  tag: 'projects',
  summary: 'Rename a project, or keep its view',
  body: Type.Object(
    { name: Type.Optional(Name), view: Type.Optional(ViewSchema) },
    { additionalProperties: false },
  ),
  answers: { 200: project, 400: BAD_REQUEST, 404: NOT_FOUND, 415: UNSUPPORTED },
});

export const openProject = operation({
  method: 'post',
  path: '/api/projects/{id}/open',
  tag: 'projects',
  summary: 'Note that a project is open: layers made without naming a project go to it',
  answers: { 200: project, 404: NOT_FOUND },
});

export const removeProject = operation({
  method: 'delete',
  path: '/api/projects/{id}',
  tag: 'projects',
  summary: 'Remove a project with its layers; it can be restored for a day',
  answers: { 204: { description: 'Removed' }, 404: NOT_FOUND },
});

export const restoreProject = operation({
  method: 'post',
  path: '/api/projects/{id}/restore',
  tag: 'projects',
  summary: 'Bring a removed project back with its layers',
  answers: { 200: project, 404: NOT_FOUND },
});

export const shareProject = operation({
  method: 'post',
  path: '/api/projects/{id}/share',
  tag: 'projects',
  summary: 'Make a link for looking only, or change what it allows',
  body: ShareOptionsSchema,
  answers: { 200: project, 400: BAD_REQUEST, 404: NOT_FOUND, 415: UNSUPPORTED },
});

export const unshareProject = operation({
  method: 'delete',
  path: '/api/projects/{id}/share',
  tag: 'projects',
  summary: 'End the sharing: the link never works again',
  answers: { 200: project, 404: NOT_FOUND },
});

export const archiveProject = operation({
  method: 'get',
  path: '/api/projects/{id}/archive',
  tag: 'projects',
  summary:
    'The project as a ZIP: MapLibre style, data, offline base map, and a page that opens without a server',
  query: Type.Object({
    theme: Type.Optional(Type.Union([Type.Literal('light'), Type.Literal('dark')])),
    language: Type.Optional(Type.Union([Type.Literal('ko'), Type.Literal('en')])),
  }),
  answers: {
    200: { description: 'The archive, streamed', type: 'application/zip' },
    404: NOT_FOUND,
    413: TOO_LARGE,
  },
});
