package org.spotalert.bench.aws;

import com.fasterxml.jackson.databind.JsonNode;

/** What AWS answers: a status, and a body in the service's own protocol. */
record Answer(int status, String contentType, String body) {

    private static final String JSON = "application/x-amz-json-1.1";
    private static final String XML = "text/xml;charset=UTF-8";

    static Answer json(JsonNode body) {
        return new Answer(200, JSON, body.toString());
    }

    static Answer xml(String body) {
        return new Answer(200, XML, body);
    }

    /** An error of a service with the JSON protocol. */
    static Answer jsonError(String type, String message) {
        String body = "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message);
        return new Answer(400, JSON, body);
    }

    /** An error of EC2. */
    static Answer ec2Error(int status, String code, String message) {
        String body = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Errors><Error><Code>%s</Code>"
                        + "<Message>%s</Message></Error></Errors><RequestID>bench</RequestID></Response>")
                .formatted(code, message);
        return new Answer(status, XML, body);
    }

    /** What the service says when its bucket is empty. */
    static Answer throttled(AwsCall call) {
        return call.service().equals("ec2")
                ? ec2Error(503, "RequestLimitExceeded", "Request limit exceeded.")
                : jsonError("ThrottlingException", "Rate exceeded");
    }
}
