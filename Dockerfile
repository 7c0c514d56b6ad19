# syntax=docker/dockerfile:1

ARG BUILD_IMAGE=eclipse-temurin:17-jdk
ARG RUNTIME_IMAGE=eclipse-temurin:21-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src/main src/main
COPY application.properties ./
# Tests and the style of the sources are checked by ./mvnw verify, not once more in each image.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw --batch-mode --no-transfer-progress -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM ${RUNTIME_IMAGE}
LABEL org.opencontainers.image.title="spot-interruption-alerts" \
      org.opencontainers.image.description="Tells people which ECS services lose tasks when AWS takes a Spot Instance back." \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app

# What changes least comes first, so that a new version of the program transfers little.
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/spot-interruption-alerts.jar ./
COPY templates templates
COPY routes routes
COPY application.properties ./

# The claims, unless SPOT_STORE_URL names a PostgreSQL database: give it a volume that outlives the container.
ENV SPOT_STORE_URL=jdbc:h2:file:/var/lib/spot-interruption-alerts/claims
RUN install -d -o 10001 -g 10001 /var/lib/spot-interruption-alerts
VOLUME /var/lib/spot-interruption-alerts

# A number, since Kubernetes cannot tell that a named user is not root. It owns the claims; all else is only read.
USER 10001:10001
EXPOSE 9876
STOPSIGNAL SIGTERM

# The program's own probe: a runtime image need not have curl. Liveness, not readiness: when the queue cannot be
# reached, a new container would not reach it either.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-cp", "spot-interruption-alerts.jar", "org.spotalert.HealthProbe"]

# Serial collector: the heap is small and mostly idle, and it is what the JVM needs least memory and threads for.
# Out of memory ends the program, so that its messages reappear on the queue. More flags: JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=65", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Djava.io.tmpdir=/tmp", "-jar", "spot-interruption-alerts.jar"]
