-- A removed layer is kept for a day, so that its removal can be undone; then it is deleted.
alter table layer add column removed_at timestamptz;
