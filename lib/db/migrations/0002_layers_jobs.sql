-- Layers: the one sink of geocoding, files and detections.
create table layer (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  kind text not null check (kind in ('geocoded', 'file', 'detection')),
  columns jsonb not null default '[]',   -- the user's columns in order: [{name, type}]
  style jsonb not null default '{}',
  counts jsonb not null default '{}',    -- rows by status and by level
  extent float8[],                       -- west, south, east, north
  source jsonb not null default '{}',    -- file name, settings of the import, editions of the gazetteer
  visible boolean not null default true,
  position integer not null default 0,
  state text not null default 'filling' check (state in ('filling', 'ready')),
  created_at timestamptz not null default now()
);

create table feature (
  layer_id uuid not null references layer on delete cascade,
  n integer not null,                    -- row of the input, from 1
  geom geometry(Geometry, 4326),         -- null: not found
  properties jsonb not null,             -- the user's values, by column name
  geocode jsonb,                         -- the answer: status, level, score, ... (lib/geocode)
  status text not null default 'ok',
  primary key (layer_id, n)
);
create index feature_geom on feature using gist (geom);
create index feature_status on feature (layer_id, status, n);

-- Long work. pg-boss hands it out; this is what people see of it and where it resumes.
create table job (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  input jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  progress jsonb not null default '{}',
  checkpoint jsonb,
  result jsonb,
  error jsonb,                           -- problem details
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null default now()
);
create index job_created on job (created_at desc);
