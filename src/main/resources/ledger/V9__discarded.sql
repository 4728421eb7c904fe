-- Discarded records keep nothing of their content. Earlier versions kept the names of their headers, and the reason, which
-- quotes their value.

UPDATE ingest.rejected_record SET reason = code, header_names = '{}'
WHERE state = 'DISCARDED' AND (reason <> code OR header_names <> '{}');
COMMENT ON COLUMN ingest.rejected_record.reason IS 'Why, in words that may quote the record; only its code once the record is discarded';
