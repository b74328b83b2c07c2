-- What a detection job has found window by window, so that it goes on after the last one; empty once it has ended.
create table detection_window (
  layer_id uuid not null references layer on delete cascade,
  n integer not null,                      -- the window, from 0
  found jsonb not null,                    -- its detections in pixels of the image, masks as COCO run lengths
  primary key (layer_id, n)
);
