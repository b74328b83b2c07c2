-- Features of any geometry, with heights where a file has them (a typed column refuses the third number).
alter table feature alter column geom type geometry;

-- Rises whenever features of the layer change: what was made of them before (tiles, orders of rows) is stale.
alter table layer add column revision integer not null default 0;
