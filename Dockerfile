# One image for the four services; the command is the main class of the one to run.
FROM maven:3.9.16-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -q -B -Dquick -pl cli -am package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/atelier atelier
COPY --from=build /src/cli/target/app/lib /app/lib
USER atelier
WORKDIR /var/lib/atelier
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", \
    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", "/app/lib/*"]
CMD ["dev.atelier.ingest.Main"]
