FROM eclipse-temurin:17.0.20.1_1-jdk-noble AS build
WORKDIR /build
COPY . .
# The cache keeps Maven's downloads between builds, outside of the image.
RUN --mount=type=cache,target=/maven MAVEN_USER_HOME=/maven \
	./mvnw -q -B -Dmaven.repo.local=/maven/repository -Dmaven.test.skip=true package
# The image has layers, so that nobody has to download the libraries again for a new version of the service.
RUN cp target/kafka-to-jdbc-batch-*.jar service.jar \
	&& java -Djarmode=tools -jar service.jar extract --layers --destination layers \
	&& javac --release 17 -proc:none -encoding UTF-8 -cp "layers/dependencies/lib/*" \
		-d generator/classes datagen/src/io/kafkatojdbc/datagen/*.java \
	&& cp datagen/logback.xml generator/

FROM eclipse-temurin:17.0.20.1_1-jre-noble AS runtime
# The user is a number, because Kubernetes cannot check whether a name is root.
RUN useradd --uid 10001 --no-create-home ingest
WORKDIR /app
USER 10001

FROM runtime AS generator
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/generator/ ./
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dlogback.configurationFile=/app/logback.xml", \
	"-cp", "classes:lib/*", "io.kafkatojdbc.datagen.GenerateFilms"]

FROM runtime AS service
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
EXPOSE 8080
# "docker inspect" shows the answer. /health says why a container is unhealthy, to callers who may see it.
HEALTHCHECK --interval=10s --timeout=15s --start-period=60s --retries=3 \
	CMD curl -sS --fail-with-body --max-time 12 "http://localhost:${SERVER_PORT:-8080}/health" || exit 1
# Half of the memory is for the heap, the rest for threads, classes and network buffers.
# JDK_JAVA_OPTIONS takes more options.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-jar", "service.jar"]
