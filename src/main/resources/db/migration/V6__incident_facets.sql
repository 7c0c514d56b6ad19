-- What incidents are selected and counted by, see Facet; where there may be several, with a comma around each.
ALTER TABLE incident ADD COLUMN account VARCHAR(300);
ALTER TABLE incident ADD COLUMN region VARCHAR(300);
ALTER TABLE incident ADD COLUMN zone_name VARCHAR(300);
ALTER TABLE incident ADD COLUMN instance_type VARCHAR(300);
ALTER TABLE incident ADD COLUMN notice_kind VARCHAR(300);
ALTER TABLE incident ADD COLUMN notice_hour VARCHAR(300);
ALTER TABLE incident ADD COLUMN outcome VARCHAR(300);
ALTER TABLE incident ADD COLUMN recovery VARCHAR(300);
ALTER TABLE incident ADD COLUMN channels VARCHAR(10000);

-- Pages of the history go on where the last one ended.
CREATE INDEX incident_by_age_and_key ON incident (noticed_at DESC, incident);
DROP INDEX incident_by_age;

-- A count reads the rows of all incidents: documents would make them ten times as long.
CREATE TABLE incident_document (
    document_of VARCHAR(300) NOT NULL PRIMARY KEY REFERENCES incident (incident) ON DELETE CASCADE,
    document    TEXT         NOT NULL
);
INSERT INTO incident_document (document_of, document) SELECT incident, document FROM incident;
ALTER TABLE incident DROP COLUMN document;
