-- A delivery says that a channel has an alert (sent_at), or that somebody is just sending it (leased_until).
CREATE TABLE delivery (
    incident     VARCHAR(300) NOT NULL,
    kind         VARCHAR(20)  NOT NULL,
    channel      VARCHAR(100) NOT NULL,
    owner        VARCHAR(36),
    leased_until TIMESTAMP WITH TIME ZONE,
    sent_at      TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (incident, kind, channel)
);
CREATE INDEX delivery_by_age ON delivery (sent_at);

-- The life of one interruption. The document has all of it; the other columns are there to be asked for.
CREATE TABLE incident (
    incident   VARCHAR(300) NOT NULL PRIMARY KEY,
    instance   VARCHAR(250) NOT NULL,
    noticed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    cluster    VARCHAR(300),
    services   VARCHAR(10000) NOT NULL,
    suppressed BOOLEAN      NOT NULL,
    rule       VARCHAR(40)  NOT NULL,
    next_check TIMESTAMP WITH TIME ZONE,
    version    BIGINT       NOT NULL,
    document   TEXT         NOT NULL
);
CREATE INDEX incident_by_instance ON incident (instance);
CREATE INDEX incident_by_age ON incident (noticed_at);
CREATE INDEX incident_by_check ON incident (next_check);

-- What was sent stays sent. The key of a claim ended with the kind of the alert: .../detail-of-interruption_warning.
INSERT INTO delivery (incident, kind, channel, sent_at)
SELECT REPLACE(REPLACE(REPLACE(alert, '/detail-of-', '/'), '/not_recovered-of-', '/'), '/recovered-of-', '/'),
       CASE WHEN alert LIKE '%/detail-of-%' THEN 'DETAIL'
            WHEN alert LIKE '%/not\_recovered-of-%' THEN 'NOT_RECOVERED'
            WHEN alert LIKE '%/recovered-of-%' THEN 'RECOVERED'
            ELSE 'WARNING' END,
       channel, confirmed_at
FROM claim
WHERE confirmed_at IS NOT NULL AND channel NOT LIKE 'follow-up (%';

DROP TABLE watched_service;
DROP TABLE follow_up;
DROP TABLE suppressed_alert;
DROP TABLE claim;
