-- Training runs of the model lab. State, progress and faults are those of the run's job.
create table training_run (
  id uuid primary key default gen_random_uuid(),
  kind text not null,                    -- lib/vision/runs/kinds
  name text not null unique,             -- of the model it makes: its folder under DATA_DIR/models
  model text not null,
  dataset text not null,
  settings jsonb not null,               -- hyper-parameters, as the kind has them
  epochs integer not null,               -- how many there shall be
  job uuid,                              -- the newest of its jobs
  paused boolean not null default false,
  device text,                           -- what it ran on last
  latest jsonb,                          -- what the last epoch gave beside its figures: confusion and the like
  created_at timestamptz not null default now()
);

create table training_epoch (
  run_id uuid not null references training_run on delete cascade,
  epoch integer not null,
  seconds float8 not null,
  figures jsonb not null,                -- {loss: 0.3, accuracy: 0.88}
  primary key (run_id, epoch)
);
