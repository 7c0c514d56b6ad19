ARG BUILD_IMAGE=eclipse-temurin:17-jdk
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
# Without unzip the wrapper fetches another archive of Maven than the one whose checksum it knows.
RUN command -v unzip || { apt-get update && apt-get install --yes --no-install-recommends unzip; }
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src/main src/main
# The jar holds the defaults and the built-in templates.
COPY templates templates
COPY application.properties ./
# Tests and the style of the sources are checked by ./mvnw verify, not once more in each image.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw --batch-mode --no-transfer-progress -Dmaven.test.skip=true -Dspotless.check.skip=true package
# --build-arg HAWTIO=false leaves Hawtio's pages out.
ARG HAWTIO=true
RUN [ "$HAWTIO" = true ] || rm -rf target/hawtio-static/*

FROM ${RUNTIME_IMAGE}
LABEL org.opencontainers.image.title="spot-interruption-alerts" \
      org.opencontainers.image.description="Alerts people to the ECS services that lose tasks when AWS takes a Spot Instance back." \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app

# What changes least comes first, so that a new version of the program transfers little.
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/hawtio-static hawtio-static
COPY --from=build /build/target/spot-interruption-alerts.jar ./
COPY src/main/docker/jvm.options ./
COPY src/release/bin bin
COPY templates templates
COPY routes routes
COPY application.properties ./

# The user below reads the files whatever the umask of the checkout. A start without AWS follows, of which the JVM keeps the
# classes as it has read and linked them (JEP 514): the starts that count take half the time. A JVM before 25 ignores it.
RUN chmod -R a+rX application.properties bin jvm.options routes templates && chmod a+x bin/* && \
    AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none AWS_REGION=eu-west-1 AWS_ENDPOINT_URL=http://127.0.0.1:1 \
    SPOT_QUEUE=https://sqs.eu-west-1.amazonaws.com/123456789012/none SPOT_STORE_URL=jdbc:h2:mem:none \
    ENABLE_SNS=true SNS_TOPIC_ARN=arn:aws:sns:eu-west-1:123456789012:none \
    CAMEL_MANAGEMENT_PORT=0 CAMEL_MAIN_DURATION_MAX_SECONDS=2 \
    java @jvm.options -XX:AOTCacheOutput=classes.aot -jar spot-interruption-alerts.jar

# What was sent and how it went, unless SPOT_STORE_URL names a PostgreSQL database: give it a volume that outlives the container.
ENV SPOT_STORE_URL=jdbc:h2:file:/var/lib/spot-interruption-alerts/claims
# For what is asked beside the running program: docker exec NAME spot-alerts history
ENV PATH=/app/bin:$PATH
RUN install -d -o 10001 -g 10001 /var/lib/spot-interruption-alerts
VOLUME /var/lib/spot-interruption-alerts

# A number, since Kubernetes cannot see that a named user is not root. It owns the store; all else is only read.
USER 10001:10001
EXPOSE 9876
STOPSIGNAL SIGTERM

# The program's own probe: a runtime image need not have curl. Liveness, not readiness: when the queue cannot be
# reached, a new container would not reach it either. JDK_JAVA_OPTIONS is the program's: a debugger's port is taken twice else.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["env", "-u", "JDK_JAVA_OPTIONS", "java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-cp", "spot-interruption-alerts.jar", "org.spotalert.app.HealthProbe"]

# More flags: JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "@jvm.options", "-XX:AOTCache=classes.aot", "-Djava.io.tmpdir=/tmp", "-jar", "spot-interruption-alerts.jar"]
