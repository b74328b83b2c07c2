-- Columns a person added and took away again: their values stay in the rows, so that they can come back.
alter table layer add column removed_columns jsonb not null default '[]';
