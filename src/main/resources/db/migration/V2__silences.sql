-- A silence is somebody's wish not to be told for a while. Patterns of its scope are separated by commas; none fits everything.
CREATE TABLE silence (
    id         VARCHAR(36)   NOT NULL PRIMARY KEY,
    accounts   VARCHAR(1000) NOT NULL,
    regions    VARCHAR(1000) NOT NULL,
    clusters   VARCHAR(1000) NOT NULL,
    services   VARCHAR(1000) NOT NULL,
    owner      VARCHAR(200)  NOT NULL,
    reason     VARCHAR(1000) NOT NULL,
    starts_at  TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at    TIMESTAMP WITH TIME ZONE NOT NULL
);

-- What still counts, and what is old.
CREATE INDEX silence_by_end ON silence (ends_at);
