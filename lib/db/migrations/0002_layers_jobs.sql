-- Layers: the one sink of geocoding, files and detections.
create table layer (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  kind text not null check (kind in ('geocoded', 'file', 'detection')),
  columns jsonb not null default '[]',   -- [{name, type, key?}] in order: the user's, then ours (with key)
  style jsonb not null default '{}',     -- lib/layers/style
  counts jsonb not null default '{}',    -- {rows, status: {ok: n}, level: {address: n}}
  extent float8[],                       -- west, south, east, north
  source jsonb not null default '{}',    -- file name, settings of the import, job, editions of the gazetteer
  visible boolean not null default true,
  position integer not null default 0,   -- the highest lies on top
  state text not null default 'filling' check (state in ('filling', 'ready')),
  created_at timestamptz not null default now()
);

create table feature (
  layer_id uuid not null references layer on delete cascade,
  n integer not null,                    -- row of the input, from 1
  geom geometry(Geometry, 4326),         -- null: not found
  properties jsonb not null,             -- the user's values, by column name
  answer jsonb,                          -- our values, by column key (jari_status, ...) without nulls
  status text not null default 'ok',
  level text,
  primary key (layer_id, n)
);
create index feature_geom on feature using gist (geom);
create index feature_status on feature (layer_id, status, level, n);

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
  worker text,                           -- who runs it: only that worker's writes count
  beat integer not null default 0,       -- grows every second while it runs
  attempts integer not null default 0,   -- how often a worker took it up
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null default now()
);
create index job_created on job (created_at desc);
create index job_state on job (state) where state in ('queued', 'running');
