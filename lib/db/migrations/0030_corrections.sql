-- What a person put right: {by, text?, at, before: {answer, status, level, geometry}}. Null: as geocoded.
alter table feature add column correction jsonb;
