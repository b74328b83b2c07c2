-- A project: layers, their order and styles, and where one looks. Every layer belongs to one.
create table project (
  id uuid primary key default gen_random_uuid(),
  name text not null default '',           -- '': not named yet
  view jsonb not null default '{}',        -- lib/projects/view
  share_token text unique,                 -- who knows it may look; null: not shared
  share_options jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  opened_at timestamptz not null default now(),
  removed_at timestamptz                   -- kept for a day, so that the removal can be undone
);
create index project_opened on project (opened_at desc);

insert into project default values;

-- Layers made without naming a project go to the one opened last.
create function opened_project() returns uuid language sql stable as
  'select id from project where removed_at is null order by opened_at desc, id limit 1';

alter table layer add column project_id uuid references project on delete cascade;
update layer set project_id = opened_project();
alter table layer alter column project_id set default opened_project(), alter column project_id set not null;
create index layer_project on layer (project_id, position desc);
