-- A follow-up whose reminder is on the queue: found here when ECS tells of one of its services before the reminder is due.
CREATE TABLE follow_up (
    id       VARCHAR(64) NOT NULL PRIMARY KEY,
    state    TEXT        NOT NULL,
    deadline TIMESTAMP WITH TIME ZONE NOT NULL,
    -- When it was over and told: a reminder that comes later has nothing to tell.
    ended_at TIMESTAMP WITH TIME ZONE
);

CREATE TABLE watched_service (
    follow_up VARCHAR(64)  NOT NULL REFERENCES follow_up (id) ON DELETE CASCADE,
    service   VARCHAR(800) NOT NULL,
    PRIMARY KEY (follow_up, service)
);

-- Who watches a service, and what is old.
CREATE INDEX watched_service_by_service ON watched_service (service);
CREATE INDEX follow_up_by_deadline ON follow_up (deadline);
