-- An image that lies on the map under a layer (layer.source -> 'image' ->> 'id'). Its file is in DATA_DIR/images/<id>.
create table image (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  file text not null,                      -- in the image's folder; files that belong to it lie beside it
  width int not null,
  height int not null,
  place jsonb not null,                    -- lib/imagery/place
  created_at timestamptz not null default now()
);
