-- An alert that nobody was told about, once, however often its message comes back. The key is that of the claims.
CREATE TABLE suppressed_alert (
    alert      VARCHAR(200)  NOT NULL PRIMARY KEY,
    kind       VARCHAR(40)   NOT NULL,
    account    VARCHAR(40),
    region     VARCHAR(100)  NOT NULL,
    instance   VARCHAR(300)  NOT NULL,
    cluster    VARCHAR(300),
    services   VARCHAR(1000) NOT NULL,
    rule       VARCHAR(40)   NOT NULL,
    reason     VARCHAR(1000) NOT NULL,
    noticed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- What a day or a maintenance window has suppressed, and what is old.
CREATE INDEX suppressed_alert_by_age ON suppressed_alert (decided_at);
