-- A claim says that a channel has an alert (confirmed_at), or that somebody is just giving it to the channel (leased_until).
CREATE TABLE claim (
    channel      VARCHAR(100) NOT NULL,
    alert        VARCHAR(200) NOT NULL,
    owner        VARCHAR(36),
    leased_until TIMESTAMP WITH TIME ZONE,
    confirmed_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (channel, alert)
);

-- What was told about an instance, what one process renews, and what is old.
CREATE INDEX claim_by_alert ON claim (alert);
CREATE INDEX claim_by_owner ON claim (owner);
CREATE INDEX claim_by_age ON claim (confirmed_at);
